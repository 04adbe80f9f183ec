import pg from 'pg';
import { serverUrl } from './test-server.ts';

/** Runs work on a connection of its own to the test server, and always closes it. */
export async function withAdminConnection<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

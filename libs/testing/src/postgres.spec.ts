import pg from 'pg';
import { startPostgres } from './index.ts';

describe('a PostgreSQL of its own', () => {
  it('keeps what was committed through a kill, on the same port', async () => {
    const server = await startPostgres();
    try {
      await execute(server.url(), 'CREATE TABLE kept AS SELECT 1 AS n');
      const { port } = server;
      await server.kill9();
      await expect(execute(server.url(), 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
      await server.restart();
      expect(server.port).toBe(port);
      expect(await execute(server.url(), 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    } finally {
      await server.stop();
    }
  });

  it('is as durable as any other', async () => {
    const server = await startPostgres();
    try {
      const settings = await execute(
        server.url(),
        `SELECT name, setting FROM pg_settings
          WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name`,
      );
      expect(settings).toEqual([
        { name: 'fsync', setting: 'on' },
        { name: 'full_page_writes', setting: 'on' },
        { name: 'synchronous_commit', setting: 'on' },
      ]);
    } finally {
      await server.stop();
    }
  });
});

async function execute(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

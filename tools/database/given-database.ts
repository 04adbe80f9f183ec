import pg from 'pg';
import { CannotStart } from '../processes/cannot-start.ts';

const ANSWERS_WITHIN_MS = 5_000;

/** Refuses an unreachable DATABASE_URL, in one sentence that never shows its password. */
export async function requireDatabase(url: string): Promise<void> {
  const place = placeOf(url);
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: ANSWERS_WITHIN_MS,
  });
  // A connection that breaks later must not crash this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    throw new CannotStart(
      `The database that DATABASE_URL names, ${place}, does not answer (${reasonOf(error)}): start it, or correct DATABASE_URL.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function placeOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new CannotStart(
      'DATABASE_URL must look like postgres://user:password@host:5432/database.',
    );
  }
  return `${parsed.host}${parsed.pathname}`;
}

function reasonOf(error: unknown): string {
  // One error per address that was tried; the first is enough.
  const single: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = single as NodeJS.ErrnoException;
  return message === '' ? (code ?? 'no reason given') : message;
}

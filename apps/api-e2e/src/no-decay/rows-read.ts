import type { DatabaseWindow } from '../setup/database-window.ts';

/**
 * How many rows of tickets and bookings, and entries of their indexes, have been read so far, as far as
 * the connections have told: a test's own does at once, others some time later, or when they end.
 */
export async function rowsRead(sql: DatabaseWindow): Promise<number> {
  await sql.execute('SELECT pg_stat_force_next_flush()');
  const { read } = await sql.row<{ read: number }>(
    `SELECT (
       SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_user_tables
       WHERE relname IN ('tickets', 'bookings')
     )::integer + (
       SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname IN ('tickets', 'bookings')
     )::integer AS read`,
  );
  return read;
}

/** Has the API's connections tell what they have read. It makes new ones. */
export async function endConnectionsOfOthers(sql: DatabaseWindow): Promise<void> {
  await sql.execute(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
}

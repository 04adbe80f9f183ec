import type { DatabaseWindow } from './database-window.ts';

/** What a request could have changed, each with its order. */
const TABLES = [
  ['tickets', 'event_id, id'],
  ['bookings', 'event_id, id'],
  ['payments', 'event_id, id'],
  ['users', 'id'],
  ['organisers', 'id'],
  ['organiser_members', 'organiser_id, user_id'],
  ['organiser_invitations', 'id'],
  ['events', 'id'],
  ['tiers', 'event_id, id'],
  ['ticket_types', 'event_id, id'],
  ['attendee_forms', 'event_id'],
  ['questions', 'event_id, id'],
  ['attendees', 'event_id, booking_id, ticket_id'],
  ['answers', 'event_id, booking_id, ticket_id, question_id'],
  ['scans', 'event_id, number'],
] as const;

/** Stands for the content of each of the tables; files share databases, which hold ten thousands of rows. */
export async function digestOfEveryRow(
  sql: DatabaseWindow,
): Promise<Record<string, string | null>> {
  const digests = TABLES.map(
    ([table, order]) =>
      `(SELECT md5(string_agg(t::text, ';' ORDER BY ${order})) FROM ${table} AS t) AS ${table}`,
  );
  return sql.row(`SELECT ${digests.join(', ')}`);
}

/** A moment that later transactions come after. */
export async function now(sql: DatabaseWindow): Promise<string> {
  const { id } = await sql.row<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  return id;
}

/** The rows that were written after a moment, to be read in the message of a failed test. */
export async function rowsWrittenAfter(sql: DatabaseWindow, moment: string): Promise<unknown[]> {
  const rows = TABLES.map(
    ([table]) =>
      `SELECT '${table}' AS table, to_jsonb(t) AS row FROM ${table} AS t
       WHERE xmin::text::bigint > $1::bigint`,
  );
  return sql.rows(rows.join(' UNION ALL '), [moment]);
}

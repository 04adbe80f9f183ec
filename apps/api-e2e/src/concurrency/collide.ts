import type pg from 'pg';
import type { DatabaseWindow } from '../setup/database-window.ts';
import { until } from '../setup/until.ts';

const WAITING = `
  SELECT count(*)::integer AS waiting FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'boxoffice'
    AND wait_event_type = 'Lock'`;

interface Collision<T> {
  readonly sql: DatabaseWindow;
  readonly bookingId: string;
  /** Fewer than the API has connections: each keeps one while it waits. */
  readonly requests: readonly (() => Promise<T>)[];
  /** Done while all of them wait, in the transaction that they wait for. */
  readonly meanwhile?: (client: pg.PoolClient) => Promise<unknown>;
}

/** Waits until so many requests of the API wait for a lock. */
export async function untilWaiting(sql: DatabaseWindow, count: number): Promise<void> {
  await until(`${count} requests wait for a lock`, async () => {
    const { waiting } = await sql.row<{ waiting: number }>(WAITING);
    return waiting >= count;
  });
}

/**
 * Makes requests meet on one booking for certain: its row is locked until every one of them waits
 * for it, and then given free.
 */
export async function collide<T>({
  sql,
  bookingId,
  requests,
  meanwhile,
}: Collision<T>): Promise<T[]> {
  const started = await sql.transaction(async (client) => {
    await client.query('SELECT id FROM bookings WHERE id = $1 FOR UPDATE', [bookingId]);
    const all = Promise.all(requests.map((request) => request()));
    await untilWaiting(sql, requests.length);
    await meanwhile?.(client);
    // In an object: a promise that is returned as it is would be waited for before the commit.
    return { all };
  });
  return started.all;
}

import { setTimeout as delay } from 'node:timers/promises';
import type { DemoDatabase } from '../../schema/database.fixture.js';

const LOOKS_MAX = 1_000;
const BETWEEN_LOOKS_MS = 2;

/**
 * Waits until a connection of the database waits for another one's lock; the test's timeout is the limit.
 *
 * It looks outside of transactions: within one, PostgreSQL keeps showing the activity of the first look.
 */
export async function untilSomebodyWaits({
  dataSource,
}: Pick<DemoDatabase, 'dataSource'>): Promise<void> {
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const waiting = await dataSource.query<unknown[]>(
      `SELECT FROM pg_locks JOIN pg_stat_activity AS activity USING (pid)
       WHERE activity.datname = current_database() AND NOT granted`,
    );
    if (waiting.length > 0) return;
    await delay(BETWEEN_LOOKS_MS);
  }
  throw new Error('Nobody waits.');
}

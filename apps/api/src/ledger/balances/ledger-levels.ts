import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PeriodicTask } from '../../platform/periodic/periodic-task.js';

/** Changes per transaction, so that it takes milliseconds; the rest waits. */
export const FOLDED_AT_ONCE = 10_000;

/** Milliseconds, as with the sales ledger: readers add up what has come since in a few milliseconds. */
const FOLD_INTERVAL_MS = 10_000;

const FOLD_SQL = `
  WITH folded AS (
    DELETE FROM ledger_changes AS change
    USING (
      SELECT event_id, id FROM ledger_changes LIMIT $1 FOR UPDATE SKIP LOCKED
    ) AS taken
    WHERE change.event_id = taken.event_id AND change.id = taken.id
    RETURNING change.event_id, change.posted_at, change.account_id, change.captured_minor,
      change.followed_minor
  ), added AS (
    INSERT INTO ledger_levels AS level
      (event_id, posted_at, account_id, captured_minor, followed_minor)
    SELECT event_id, posted_at, account_id, sum(captured_minor), sum(followed_minor)
    FROM folded
    GROUP BY event_id, posted_at, account_id
    ORDER BY event_id, posted_at, account_id
    ON CONFLICT (event_id, posted_at, account_id) DO UPDATE
      SET captured_minor = level.captured_minor + excluded.captured_minor,
          followed_minor = level.followed_minor + excluded.followed_minor
  )
  SELECT count(*)::integer AS folded FROM folded`;

/**
 * Folds what was posted into the balances, periodically. Every process does, and any number may do so at once: a reader
 * sees each change either by itself or in its level.
 */
@Injectable()
export class LedgerLevels implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(private readonly dataSource: DataSource) {
    this.task = new PeriodicTask('LedgerLevels', FOLD_INTERVAL_MS, async () => {
      return (await this.fold()) === FOLDED_AT_ONCE;
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  /** @returns how many changes were folded */
  async fold(): Promise<number> {
    const [row] = await this.dataSource.query<{ folded: number }[]>(FOLD_SQL, [FOLDED_AT_ONCE]);
    return row?.folded ?? 0;
  }
}

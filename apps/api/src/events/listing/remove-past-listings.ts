import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PeriodicTask } from '../../platform/periodic/periodic-task.js';

/** Milliseconds between two looks. Listings of past events are found by no search, so they may stay for a while. */
const LOOK_INTERVAL_MS = 3_600_000;

/** Most listings that one statement removes; the next look follows at once. */
const REMOVED_AT_ONCE = 1_000;

/** Whoever changes one of the events meanwhile isn't waited for. */
const REMOVE_SQL = `
  WITH removed AS (
    DELETE FROM event_listings WHERE event_id IN (
      SELECT event_id FROM event_listings WHERE over_at <= now()
      ORDER BY over_at LIMIT $1 FOR UPDATE SKIP LOCKED
    ) RETURNING 1
  )
  SELECT count(*)::integer AS count FROM removed`;

/** Takes events that are over from the list of what is on, in every process. */
@Injectable()
export class RemovePastListings implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(private readonly dataSource: DataSource) {
    this.task = new PeriodicTask('RemovePastListings', LOOK_INTERVAL_MS, async () => {
      return (await this.execute()) === REMOVED_AT_ONCE;
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  /** @returns how many were removed */
  async execute(): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(REMOVE_SQL, [REMOVED_AT_ONCE]);
    return row?.count ?? 0;
  }
}

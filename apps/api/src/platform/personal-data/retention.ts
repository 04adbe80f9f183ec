import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../config/settings.js';
import { PeriodicTask } from '../periodic/periodic-task.js';

/** Most rows that one statement removes: it stays within milliseconds, and the next goes on. */
const REMOVED_AT_ONCE = 1_000;

/** How long something is kept. */
export interface RetentionRule {
  /** What is removed, as the log calls it. */
  what: string;
  /** How long it is kept, in the unit that the statement counts in. */
  keep: (settings: Settings) => number;
  /** An `UPDATE` or a `DELETE`; `$1` is how long it is kept, `$2` how many rows it may change. */
  statement: string;
}

/**
 * Removes what has been kept long enough, in every process. Rows that another process is at are
 * skipped; so whoever comes first does it, and a process that dies leaves the rest to the next.
 */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Retention');
  private readonly rules: RetentionRule[] = [];
  private readonly task: PeriodicTask;

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
  ) {
    const intervalMs = settings.RETENTION_SWEEP_SECONDS * 1_000;
    this.task = new PeriodicTask('Retention', intervalMs, () => this.sweep());
  }

  /** Says how long something is kept; before the application has started. */
  add(...rules: RetentionRule[]): void {
    this.rules.push(...rules);
  }

  /** @returns whether there is more to remove at once */
  async sweep(): Promise<boolean> {
    let more = false;
    for (const { what, keep, statement } of this.rules) {
      const [, removed] = await this.dataSource.query<[unknown, number]>(statement, [
        keep(this.settings),
        REMOVED_AT_ONCE,
      ]);
      if (removed > 0) this.logger.log(`${removed} ${what} were kept long enough and are removed`);
      more ||= removed === REMOVED_AT_ONCE;
    }
    return more;
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }
}

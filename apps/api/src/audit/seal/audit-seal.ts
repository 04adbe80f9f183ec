import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { PeriodicTask } from '../../periodic/periodic-task.js';

/**
 * Most entries that one transaction seals: some ten milliseconds of work. A backlog is worked off in
 * as many of them as it takes.
 */
export const SEALED_AT_ONCE = 1_000;

/**
 * Appends what has been recorded to the chain, in every process; of those that try at the same moment,
 * one does it.
 *
 * Entries are sealed as soon as no transaction that began before them is under way any more, and so
 * usually within a second. A transaction that takes long delays the sealing of what others record
 * meanwhile, and nothing else. A process that dies loses nothing: the chain is written in one
 * transaction with where it ends, and the next run, of any process, goes on from there.
 */
@Injectable()
export class AuditSeal implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(
    private readonly dataSource: DataSource,
    settings: Settings,
  ) {
    this.task = new PeriodicTask('AuditSeal', settings.AUDIT_SEAL_INTERVAL_MS, async () => {
      return (await this.seal()) === SEALED_AT_ONCE;
    });
  }

  /** @returns how many entries were sealed: none where another process is at it */
  async seal(): Promise<number> {
    const [row] = await this.dataSource.query<{ sealed: number }[]>(
      'SELECT seal_audit_entries($1) AS sealed',
      [SEALED_AT_ONCE],
    );
    return row?.sealed ?? 0;
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }
}

import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { prepared } from '../../database/pipelining-pg-client.js';
import { PeriodicTask } from '../../periodic/periodic-task.js';

/** Most entries that one transaction seals: some thirty milliseconds of work. */
export const SEALED_AT_ONCE = 1_000;

/**
 * How old what was sealed last may be before sealing takes what it needs, in seconds. Until then it seals
 * {@link SEALED_AT_ONCE} entries a run and leaves the machine to those who buy: in a rush, sealing
 * each second's entries at once would take an eighth of it. Well below the ten minutes after which
 * `npm run audit:verify` calls an unsealed entry a fault.
 */
export const YIELDS_SECONDS = 20;

/** Planned once: it is asked every second, and nearly always in vain. */
const SEAL_SQL = prepared('SELECT seal_audit_entries($1) AS sealed');

/**
 * Appends what has been recorded to the chain, in every process; of those that try at the same moment,
 * one does it.
 *
 * Entries are sealed as soon as no transaction that began before them is under way any more, and so
 * usually within a second; in a rush within half a minute. A transaction that takes long delays the sealing of what others record
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
      return (await this.seal()) === SEALED_AT_ONCE && this.isFarBehind();
    });
  }

  /** @returns how many entries were sealed: none where another process is at it */
  async seal(): Promise<number> {
    const [row] = await this.dataSource.query<{ sealed: number }[]>(SEAL_SQL, [SEALED_AT_ONCE]);
    return row?.sealed ?? 0;
  }

  /** Whether what was sealed last has waited for it too long, so that the rest must not wait longer. */
  async isFarBehind(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ late: boolean }[]>(
      `SELECT at < clock_timestamp() - make_interval(secs => $1) AS late
       FROM audit_chain ORDER BY position DESC LIMIT 1`,
      [YIELDS_SECONDS],
    );
    return row?.late ?? false;
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }
}

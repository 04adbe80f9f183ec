import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AuditEntry } from '../../platform/audit/audit-entry.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { THE_SYSTEM } from '../../platform/audit/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import type { Mail } from '../../platform/mail/mail.js';
import { Mails } from '../../platform/mail/mails.js';
import { PeriodicTask } from '../../platform/periodic/periodic-task.js';
import { UserDirectory } from '../../users/user-directory.js';
import { ProviderStatements } from './provider-statements.js';

/** Between two looks whether it is night, in milliseconds. */
const LOOK_INTERVAL_MS = 10 * 60_000;

/** Comparing reads every payment: from this hour on (UTC) few buy, in the countries that this is sold to. */
const FROM_HOUR = 2;

/**
 * How far back providers list what they captured: as long as a payment may take from its beginning to its money, so that
 * each is compared at least once. That is a direct debit, which takes up to 14 working days, also
 * over holidays. All of it every night would
 * be asked for again and again; `npm run reconcile -- --days=400` has more listed, once.
 */
const LISTED_DAYS = 30;

/** A process that has been at it for longer, in seconds, has died: another one takes the night. */
const TAKES_AT_MOST_SECONDS = 2 * 3_600;

/** Most new differences of one night. Beyond them something is broken as a whole, and that is said. */
const ALERTS_MAX = 500;

/** Most sentences of a mail; the rest is counted. `npm run reconcile` lists all. */
const MAILED_MAX = 20;

/** Takes the night, if no other process has. */
const TAKE_SQL = `
  INSERT INTO reconciliations AS taken (night) VALUES ($1)
  ON CONFLICT ON CONSTRAINT reconciliations_pkey DO UPDATE SET started_at = now()
    WHERE taken.finished_at IS NULL
      AND taken.started_at < now() - make_interval(secs => ${TAKES_AT_MOST_SECONDS})
  RETURNING listed_days AS "listedDays"`;

/** Notes all differences that there are, and says which weren't known. */
const NOTE_SQL = `
  WITH found AS MATERIALIZED (
    SELECT code, event_id, subject, sentence FROM money_differences LIMIT ${ALERTS_MAX}
  ), noted AS (
    INSERT INTO money_alerts AS known (code, event_id, subject, sentence)
    SELECT * FROM found
    ON CONFLICT ON CONSTRAINT money_alerts_pkey
      DO UPDATE SET last_seen_at = now(), sentence = excluded.sentence
    RETURNING code, event_id, subject, sentence, first_seen_at = now() AS is_new
  ), settled AS (
    DELETE FROM money_alerts AS known
    WHERE (SELECT count(*) FROM found) < ${ALERTS_MAX} AND NOT EXISTS (
      SELECT FROM found
      WHERE found.code = known.code AND found.event_id = known.event_id
        AND found.subject = known.subject)
  )
  SELECT code, event_id AS "eventId", sentence, is_new AS "isNew" FROM noted
  ORDER BY code, event_id, subject`;

/** Money that doesn't match, in a sentence. */
export interface MoneyDifference {
  code: string;
  /** `0`: of no event. */
  eventId: string;
  sentence: string;
}

/**
 * Compares the ledger with payments, bookings and what providers say, every night. Each difference raises one alert: an
 * error in the log with a code, an entry of the audit, and a mail to the admins. It raises no other as long as it stays.
 */
@Injectable()
export class ReconcileMoney implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Reconciliation');
  private readonly task: PeriodicTask;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly statements: ProviderStatements,
    private readonly audit: AuditTrail,
    private readonly users: UserDirectory,
    private readonly mails: Mails,
    private readonly settings: Settings,
  ) {
    this.task = new PeriodicTask('Reconciliation', LOOK_INTERVAL_MS, async () => {
      await this.lookAtNight();
      return false;
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  /** Compares once a night, in one of all processes. @returns whether this one did */
  async lookAtNight(): Promise<boolean> {
    const now = new Date(this.clock.now());
    if (now.getUTCHours() < FROM_HOUR) return false;
    const night = now.toISOString().slice(0, 10);
    const [taken] = await this.dataSource.query<{ listedDays: number | null }[]>(TAKE_SQL, [night]);
    if (!taken) return false;
    const differences = await this.execute(taken.listedDays ?? LISTED_DAYS);
    await this.dataSource.query(
      'UPDATE reconciliations SET finished_at = now(), differences = $2 WHERE night = $1',
      [night, differences.length],
    );
    return true;
  }

  /**
   * @param listedDays how far back providers are asked
   * @returns the differences that weren't there before
   */
  async execute(listedDays = LISTED_DAYS): Promise<MoneyDifference[]> {
    await this.statements.read(this.dataSource, listedDays, (what) => {
      this.logger.warn(what);
    });
    const found = await this.transactions.run(async (manager) => {
      const all = await manager.query<(MoneyDifference & { isNew: boolean })[]>(NOTE_SQL);
      const fresh = all.filter(({ isNew }) => isNew);
      await this.record(manager, fresh);
      await this.mail(manager, fresh);
      return fresh;
    });
    for (const { code, sentence } of found) {
      this.logger.error({ msg: sentence, code: `MONEY_${code}` });
    }
    if (found.length === ALERTS_MAX) {
      this.logger.error({
        msg: `There are more than ${ALERTS_MAX} new differences: npm run reconcile lists them.`,
        code: 'MONEY_TOO_MANY_DIFFERENCES',
      });
    }
    return found;
  }

  private async record(manager: EntityManager, found: MoneyDifference[]): Promise<void> {
    await this.audit.record(
      manager,
      found
        .filter(({ eventId }) => eventId !== '0')
        .map(({ code, eventId, sentence }): AuditEntry => ({
          ...THE_SYSTEM,
          action: 'money.difference_found',
          subject: { kind: 'event', id: eventId, eventId },
          before: null,
          after: { code, sentence },
        })),
    );
  }

  private async mail(manager: EntityManager, found: MoneyDifference[]): Promise<void> {
    if (found.length === 0) return;
    const sentences = found.slice(0, MAILED_MAX).map(({ sentence }) => sentence);
    const data = {
      sentences,
      more: found.length - sentences.length,
      link: `${this.settings.PUBLIC_URL}/admin/audit`,
    };
    const admins = await this.users.lockAdmins(manager);
    await this.mails.enqueue(
      manager,
      ...admins.map(({ name, address, language }): Mail => ({
        template: 'money-differs',
        to: { name, address, isProved: true, language },
        data: { name, ...data },
      })),
    );
  }
}

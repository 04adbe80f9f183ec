import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Settings } from '../config/settings.js';
import { Transactions } from '../database/in-transaction.js';
import { PeriodicTask } from '../periodic/periodic-task.js';
import { MailBudgets, type BudgetKind } from './mail-budgets.js';
import type { MailTemplates } from './mail.js';
import { Mails } from './mails.js';

/** Budgets that one look finds; the next goes on. */
const BUDGETS_AT_ONCE = 100;

/** Most bookings that one mail confirms: mail programs cut off what is longer than some hundred kilobytes. */
const BOOKINGS_A_MAIL = 40;

/** Most waiting confirmations that one transaction reads. */
const READ_AT_ONCE = 400;

interface WaitingMail {
  id: string;
  to_address: string;
  data: MailTemplates['booking-confirmed'];
}

interface DueBudget {
  kind: BudgetKind;
  key: string;
}

/**
 * Sends the confirmations that were too many for their address when they came: together, as one mail to
 * each address, as soon as its budget has room again.
 *
 * The first of them becomes the mail that says them all, in the transaction that marks the others as said
 * by it; so each is sent by exactly one mail, whichever process dies.
 */
@Injectable()
export class GatherConfirmations implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Mail');
  private readonly task: PeriodicTask;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly budgets: MailBudgets,
    private readonly mails: Mails,
    settings: Settings,
  ) {
    this.task = new PeriodicTask('GatherConfirmations', settings.MAIL_GATHER_SECONDS * 1_000, () =>
      this.sweep(),
    );
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  /** @returns whether there may be more to do at once */
  async sweep(): Promise<boolean> {
    const due = await this.dataSource.query<DueBudget[]>(
      `SELECT DISTINCT budget AS kind, budget_key AS key FROM mails
       WHERE gather_at <= clock_timestamp() LIMIT $1`,
      [BUDGETS_AT_ONCE],
    );
    let failures = 0;
    for (const budget of due) {
      try {
        await this.transactions.run((manager) => this.gather(manager, budget));
      } catch (error) {
        failures += 1;
        this.logger.warn(`Confirmations were not gathered, and will be: ${String(error)}`);
      }
    }
    // What was due is sent, or due later.
    return due.length > 0 && failures === 0;
  }

  private async gather(manager: EntityManager, { kind, key }: DueBudget): Promise<void> {
    const { requests, seconds } = this.budgets.limitOf(kind);
    // Sent together, and carried out one after the other: what is counted is read under the lock.
    const [, [sent], waiting] = await Promise.all([
      this.budgets.lock(manager, [key]),
      manager.query<{ mails: number }[]>(
        `SELECT count(*)::integer AS mails FROM mails
         WHERE budget_key = $1 AND budget = $2
           AND counted_at > clock_timestamp() - make_interval(secs => $3)`,
        [key, kind, seconds],
      ),
      // In this order, also by whoever erases them at the same moment.
      manager.query<WaitingMail[]>(
        `SELECT id, to_address, data FROM mails
         WHERE budget_key = $1 AND budget = $2 AND gather_at IS NOT NULL
         ORDER BY id LIMIT $3 FOR UPDATE`,
        [key, kind, READ_AT_ONCE],
      ),
    ]);
    const free = Math.max(0, requests - (sent?.mails ?? 0));
    const together = inMails(waiting).slice(0, free);
    for (const mails of together) await putTogether(manager, mails);
    await this.mails.send(
      manager,
      together.map(([first]) => first.id),
    );
    if (together.length === free) await waitOn(manager, { kind, key }, seconds);
  }
}

/** What can be said in one mail: to the same address, and not too much. */
function inMails(waiting: WaitingMail[]): [WaitingMail, ...WaitingMail[]][] {
  const mails: [WaitingMail, ...WaitingMail[]][] = [];
  for (const toOne of Map.groupBy(waiting, ({ to_address }) => to_address).values()) {
    for (let from = 0; from < toOne.length; from += BOOKINGS_A_MAIL) {
      const [first, ...others] = toOne.slice(from, from + BOOKINGS_A_MAIL);
      if (first) mails.push([first, ...others]);
    }
  }
  return mails;
}

/** The first mail says what all of them say, and counts; one alone says what it always did. */
async function putTogether(
  manager: EntityManager,
  [first, ...others]: [WaitingMail, ...WaitingMail[]],
): Promise<void> {
  const bookings = [first, ...others].map(({ data }) => data);
  const said: MailTemplates['bookings-confirmed'] = { name: first.data.name, bookings };
  await manager.query(
    `UPDATE mails SET gather_at = NULL, counted_at = clock_timestamp(),
       template = CASE WHEN $2 THEN 'bookings-confirmed' ELSE template END,
       data = CASE WHEN $2 THEN $3::jsonb ELSE data END
     WHERE id = $1`,
    [first.id, others.length > 0, JSON.stringify(said)],
  );
  if (others.length === 0) return;
  await manager.query(
    `UPDATE mails SET gather_at = NULL, gathered_into = $1, data = NULL WHERE id = ANY($2)`,
    [first.id, others.map(({ id }) => id)],
  );
}

/** What is left waits until the oldest mail that counts does so no more. */
async function waitOn(
  manager: EntityManager,
  { kind, key }: DueBudget,
  seconds: number,
): Promise<void> {
  await manager.query(
    `UPDATE mails SET gather_at = coalesce(
       (SELECT min(sent.counted_at) + make_interval(secs => $3) FROM mails AS sent
        WHERE sent.budget_key = $1 AND sent.budget = $2
          AND sent.counted_at > clock_timestamp() - make_interval(secs => $3)),
       clock_timestamp() + interval '1 second')
     WHERE budget_key = $1 AND budget = $2 AND gather_at <= clock_timestamp()`,
    [key, kind, seconds],
  );
}

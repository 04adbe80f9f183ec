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
import type { MailTemplates, WrittenIn } from './mail.js';
import { Mails } from './mails.js';

/** Groups that one look finds; the next goes on. */
const GROUPS_AT_ONCE = 100;

/** Most bookings that one mail confirms: mail programs cut off what is longer than some hundred kilobytes. */
const BOOKINGS_A_MAIL = 40;

/** Most waiting confirmations that one transaction reads. */
const READ_AT_ONCE = 400;

interface WaitingMail {
  id: string;
  to_address: string;
  data: MailTemplates['booking-confirmed'] & WrittenIn;
}

/** Confirmations that are gathered together: of an address, or of all tagged addresses of a mailbox. */
interface DueGroup {
  kind: BudgetKind;
  column: 'budget_key' | 'mailbox_key';
  key: string;
}

/**
 * Sends the confirmations that were too many for their address when they came: together, as one mail to
 * each address, as soon as its budget has room again. Where many tagged addresses of a mailbox wait for the
 * budget that they share, those that were sent least lately come first.
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
    const due = await this.dataSource.query<DueGroup[]>(
      `SELECT DISTINCT budget AS kind, coalesce(mailbox_key, budget_key) AS key,
         CASE WHEN mailbox_key IS NULL THEN 'budget_key' ELSE 'mailbox_key' END AS "column"
       FROM mails WHERE gather_at <= clock_timestamp() LIMIT $1`,
      [GROUPS_AT_ONCE],
    );
    let failures = 0;
    for (const group of due) {
      try {
        await this.transactions.run((manager) => this.gather(manager, group));
      } catch (error) {
        failures += 1;
        this.logger.warn(`Confirmations were not gathered, and will be: ${String(error)}`);
      }
    }
    // What was due is sent, or due later.
    return due.length > 0 && failures === 0;
  }

  private async gather(manager: EntityManager, group: DueGroup): Promise<void> {
    const { kind, key, column } = group;
    const { requests, seconds } = this.budgets.limitOf(kind);
    const most = column === 'mailbox_key' ? this.budgets.mailboxLimitOf(kind).requests : requests;
    // Sent together, and carried out one after the other: what is counted is read under the lock.
    const [, [sent], chosen] = await Promise.all([
      this.budgets.lock(manager, [key]),
      manager.query<{ mails: number }[]>(
        `SELECT count(*)::integer AS mails FROM mails
         WHERE ${column} = $1 AND budget = $2
           AND counted_at > clock_timestamp() - make_interval(secs => $3)`,
        [key, kind, seconds],
      ),
      manager.query<{ id: string; turn: number }[]>(chosenSql(column), [
        ...[key, kind, seconds, requests],
        ...[BOOKINGS_A_MAIL, READ_AT_ONCE],
      ]),
    ]);
    // In this order, also by whoever erases them at the same moment.
    const waiting = await manager.query<WaitingMail[]>(
      `SELECT id, to_address, data FROM mails WHERE id = ANY($1) AND gather_at IS NOT NULL
       ORDER BY id FOR UPDATE`,
      [chosen.map(({ id }) => id)],
    );
    const free = Math.max(0, most - (sent?.mails ?? 0));
    const together = inMails(chosen, waiting).slice(0, free);
    for (const mails of together) await putTogether(manager, mails);
    await this.mails.send(
      manager,
      'send-tickets',
      together.map(([first]) => first.id),
    );
    await manager.query(putOffSql(column), [key, kind, seconds, requests, most]);
  }
}

/**
 * Who comes first: each address's next mail before anybody's mail after that, and what waits longest first. What its
 * address has no room for is left out. A mail's `turn` is how many its address will have been sent lately before it.
 */
function chosenSql(column: DueGroup['column']): string {
  return `
    WITH sent AS (
      SELECT budget_key, count(*) AS mails FROM mails
      WHERE ${column} = $1 AND budget = $2
        AND counted_at > clock_timestamp() - make_interval(secs => $3)
      GROUP BY budget_key
    ), waiting AS (
      SELECT id, to_address, coalesce(sent.mails, 0)
        + (row_number() OVER (PARTITION BY to_address ORDER BY id) - 1) / $5 AS turn
      FROM mails LEFT JOIN sent USING (budget_key)
      WHERE ${column} = $1 AND budget = $2 AND gather_at IS NOT NULL
    ), mail AS (
      SELECT id, turn, min(id) OVER (PARTITION BY to_address, turn) AS first FROM waiting
      WHERE turn < $4
    )
    SELECT id, turn::integer AS turn FROM mail ORDER BY turn, first, id LIMIT $6`;
}

/** What is due and has no room waits until the oldest mail that counts does so no more. */
function putOffSql(column: DueGroup['column']): string {
  return `
    WITH sent AS (
      SELECT budget_key, count(*) AS mails, min(counted_at) + make_interval(secs => $3) AS free_at
      FROM mails
      WHERE ${column} = $1 AND budget = $2
        AND counted_at > clock_timestamp() - make_interval(secs => $3)
      GROUP BY budget_key
    ), together AS (
      SELECT sum(mails) AS mails, min(free_at) AS free_at FROM sent
    ), due AS (
      SELECT id, greatest(CASE WHEN sent.mails >= $4 THEN sent.free_at END,
        CASE WHEN together.mails >= $5 THEN together.free_at END) AS free_at
      FROM mails LEFT JOIN sent USING (budget_key) CROSS JOIN together
      WHERE ${column} = $1 AND budget = $2 AND gather_at <= clock_timestamp()
    )
    UPDATE mails SET gather_at = due.free_at FROM due
    WHERE mails.id = due.id AND due.free_at IS NOT NULL`;
}

/** What is said in one mail: to the same address, and not too much. */
function inMails(
  chosen: { id: string; turn: number }[],
  waiting: WaitingMail[],
): [WaitingMail, ...WaitingMail[]][] {
  const known = new Map(waiting.map((mail) => [mail.id, mail]));
  // Who was erased since is not there any more.
  const present = chosen.flatMap(({ id, turn }) => {
    const mail = known.get(id);
    return mail ? [{ mail, turn }] : [];
  });
  const mails = Map.groupBy(present, ({ mail, turn }) => `${turn} ${mail.to_address}`);
  return [...mails.values()].flatMap(([first, ...others]) =>
    first ? [[first.mail, ...others.map(({ mail }) => mail)]] : [],
  );
}

/** The first mail says what all of them say, and counts; one alone says what it always did. */
async function putTogether(
  manager: EntityManager,
  [first, ...others]: [WaitingMail, ...WaitingMail[]],
): Promise<void> {
  const bookings = [first, ...others].map(({ data }) => data);
  const { name, language } = first.data;
  const said: MailTemplates['bookings-confirmed'] & WrittenIn = { name, bookings, language };
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

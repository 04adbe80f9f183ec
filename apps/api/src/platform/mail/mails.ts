import { canonicalAddress } from '@boxoffice/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../database/pipelining-pg-client.js';
import { Ids } from '../ids/ids.module.js';
import { Jobs } from '../jobs/jobs.js';
import { MailBudgets } from './mail-budgets.js';
import type { Mail, MailTemplate } from './mail.js';
import { cutText, oneLine } from '../text/plain-text.js';
import { refuseUnmailable } from './mail-text.js';

/**
 * Most mails of one job: those that a dead process leaves unsent wait together, and one that is sent
 * a second time should be one of few.
 */
const MAILS_A_JOB = 20;

/** Longest name that is written beside an address, in code points: beyond it, no mail program shows more. */
const NAME_MAX = 100;

/** The jobs that send mails: those that bring tickets have one of their own. */
type SendingJob = 'send-mails' | 'send-tickets';

/**
 * Writes those mails that are within their budgets, and of the others those that are gathered: these wait
 * until the oldest mail that counts does so no more, and behind whatever waits already for the same address. A
 * tagged address also needs room in the budget of its mailbox, for which what is due already comes first. A mail
 * that was written before under the same name takes no place of a budget. Time is the clock's: it is read under
 * the lock, and a transaction may have waited for that.
 */
const ENQUEUE_SQL = prepared(`
  WITH asked AS (
    SELECT mail.*, make_interval(secs => window_seconds) AS window_length,
      row_number() OVER (PARTITION BY budget_key, budget ORDER BY id) AS place
    FROM jsonb_to_recordset($1::jsonb) AS mail (id bigint, template text, to_address text,
      to_name text, data jsonb, once_key text, budget text, budget_key text, most integer,
      window_seconds integer, mailbox_key text, most_of_mailbox integer, gathers boolean)
      -- Counted, and so looked up one by one: the plan is kept, and must be right for a large table, too.
      CROSS JOIN LATERAL (
        SELECT count(*) AS mails FROM mails AS known WHERE known.once_key = mail.once_key) AS written
    WHERE written.mails = 0
  ), counted AS (
    SELECT asked.*, clock.now,
      waiting.gather_at IS NULL AND counted.mails + place <= most AS has_room,
      coalesce(waiting.gather_at, counted.oldest + window_length, clock.now + window_length)
        AS free_at
    FROM asked
      CROSS JOIN (SELECT clock_timestamp() AS now) AS clock
      CROSS JOIN LATERAL (
        SELECT count(*) AS mails, min(sent.counted_at) AS oldest FROM mails AS sent
        WHERE sent.budget_key = asked.budget_key AND sent.budget = asked.budget
          AND sent.counted_at > clock.now - window_length) AS counted
      CROSS JOIN LATERAL (
        SELECT min(held.gather_at) AS gather_at FROM mails AS held
        WHERE held.budget_key = asked.budget_key AND held.budget = asked.budget
          AND held.gather_at IS NOT NULL) AS waiting
  ), judged AS (
    SELECT counted.*, of_mailbox.oldest AS oldest_of_mailbox,
      coalesce(next.gather_at <= now, false) OR of_mailbox.mails + count(*) FILTER (WHERE has_room)
        OVER (PARTITION BY mailbox_key, budget ORDER BY place, id) > most_of_mailbox AS mailbox_is_full
    FROM counted
      CROSS JOIN LATERAL (
        SELECT count(*) AS mails, min(sent.counted_at) AS oldest FROM mails AS sent
        WHERE sent.mailbox_key = counted.mailbox_key AND sent.budget = counted.budget
          AND sent.counted_at > now - window_length) AS of_mailbox
      CROSS JOIN LATERAL (
        SELECT min(held.gather_at) AS gather_at FROM mails AS held
        WHERE held.mailbox_key = counted.mailbox_key AND held.budget = counted.budget
          AND held.gather_at IS NOT NULL) AS next
  ), placed AS (
    SELECT id, template, to_address, to_name, data, once_key, budget, budget_key, mailbox_key, gathers,
      budget IS NULL OR (has_room AND (mailbox_key IS NULL OR NOT mailbox_is_full)) AS is_sent, now,
      CASE WHEN has_room THEN coalesce(oldest_of_mailbox + window_length, free_at) ELSE free_at END
        AS free_at
    FROM judged
  )
  INSERT INTO mails (id, template, to_address, to_name, data, once_key, budget, budget_key,
    mailbox_key, counted_at, gather_at)
  SELECT id, template, to_address, to_name, data, once_key, budget, budget_key, mailbox_key,
    CASE WHEN is_sent AND budget IS NOT NULL THEN now END, CASE WHEN NOT is_sent THEN free_at END
  FROM placed WHERE is_sent OR gathers
  ON CONFLICT (once_key) DO NOTHING
  RETURNING id, gather_at IS NULL AS "isSent"`);

/** Takes mails over, to be sent once the transaction that they follow from has committed. */
@Injectable()
export class Mails {
  private readonly logger = new Logger('Mail');

  constructor(
    private readonly ids: Ids,
    private readonly jobs: Jobs,
    private readonly budgets: MailBudgets,
  ) {}

  /**
   * Writes mails, and the jobs that send them, in the caller's transaction, once a transaction: few
   * statements, however many mails they are. Nothing is sent when it rolls back, and nothing is lost when
   * it commits.
   *
   * What an address was sent too much of is gathered and sent later, or dropped where anybody can ask for it.
   *
   * @returns those that were taken over; not those that were dropped, or enqueued before under the same name
   */
  async enqueue(manager: EntityManager, ...mails: Mail[]): Promise<Mail[]> {
    if (mails.length === 0) return [];
    const rows = mails.map((mail) => this.rowOf(mail));
    const keys = rows.flatMap(({ budget_key, mailbox_key }) => mailbox_key ?? budget_key ?? []);
    // Sent together, and carried out one after the other: what is counted is read under the locks.
    const [, written] = await Promise.all([
      this.budgets.lock(manager, keys),
      manager.query<{ id: string; isSent: boolean }[]>(ENQUEUE_SQL, [storable(rows)]),
    ]);
    const sent = new Set(written.flatMap(({ id, isSent }) => (isSent ? [id] : [])));
    const due = rows.filter(({ id }) => sent.has(id));
    for (const [kind, ofKind] of Map.groupBy(due, ({ template }) => sentBy(template))) {
      await this.send(
        manager,
        kind,
        ofKind.map(({ id }) => id),
      );
    }
    const taken = new Set(written.map(({ id }) => id));
    return mails.filter((mail, index) => {
      const isTaken = taken.has(rows[index]?.id ?? '');
      if (!isTaken && mail.once === undefined) {
        this.logger.log(
          `A mail (${mail.template}) was dropped: its address was sent enough of them.`,
        );
      }
      return isTaken;
    });
  }

  /** Has mails sent that stand there. */
  async send(manager: EntityManager, kind: SendingJob, mailIds: string[]): Promise<void> {
    if (mailIds.length === 0) return;
    const jobs: { mailIds: string[] }[] = [];
    for (let from = 0; from < mailIds.length; from += MAILS_A_JOB) {
      jobs.push({ mailIds: mailIds.slice(from, from + MAILS_A_JOB) });
    }
    await this.jobs.enqueue(manager, kind, ...jobs);
  }

  private rowOf(mail: Mail) {
    const { template, to, data, once } = mail;
    refuseUnmailable(to.address);
    const budget = this.budgets.of(mail);
    return {
      id: this.ids.next(),
      template,
      // The key is what was proved, so the key is what is mailed, told and erased by.
      to_address: canonicalAddress(to.address) ?? to.address,
      // What somebody typed beside a stranger's address is not said to that stranger.
      to_name: to.isProved ? cutText(oneLine(to.name), NAME_MAX) : '',
      // Whoever writes the mail out knows nothing else of its reader.
      data: { ...data, language: to.language },
      once_key: once,
      budget: budget?.kind,
      budget_key: budget?.key,
      mailbox_key: budget?.mailbox?.key,
      most_of_mailbox: budget?.mailbox?.most,
      most: budget?.limit.requests,
      window_seconds: budget?.limit.seconds,
      gathers: budget?.gathers ?? false,
    };
  }
}

function sentBy(template: MailTemplate): SendingJob {
  return template === 'booking-confirmed' || template === 'bookings-confirmed'
    ? 'send-tickets'
    : 'send-mails';
}

/** As JSON that PostgreSQL takes: a name may hold NUL, or half of a surrogate pair. */
function storable(rows: object[]): string {
  return JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value,
  );
}

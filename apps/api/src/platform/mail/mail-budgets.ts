import { createHash } from 'node:crypto';
import { canonicalAddress, mailboxKey } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Settings } from '../config/settings.js';
import { prepared } from '../database/pipelining-pg-client.js';
import { readLimit, type Limit } from '../rate-limits/limits.js';
import type { Mail, MailTemplate } from './mail.js';

/**
 * What an address is sent some of in a time. Each kind has a budget of its own, so that a flood of one
 * takes nothing from another; the sum of them is the most that anybody can have an address sent.
 */
export type BudgetKind =
  | Exclude<MailTemplate, 'booking-confirmed' | 'bookings-confirmed' | Unlimited>
  | 'guest-confirmations'
  | 'guest-waitlists'
  | 'account-confirmations';

/**
 * Warnings to the owner of an account, which only somebody with its password can cause, and what buyers must know of
 * an event or of their money, which is said once to each address and a few times a day at most: none is held back. Nor is
 * what admins must know of money, once a night at most, and organisers of a dispute, three times at most, nor
 * what a waitlist offers.
 */
type Unlimited =
  | 'password-changed'
  | 'two-factor-changed'
  | 'event-cancelled'
  | 'event-changed'
  | 'event-message'
  | 'waitlist-offer'
  | 'waitlist-refused'
  | 'money-returned'
  | 'payment-disputed'
  | 'money-differs';

/** The budget that a mail counts for. */
export interface Budget {
  kind: BudgetKind;
  /** Whose budget it is. */
  key: string;
  limit: Limit;
  /** What all tagged addresses of the mailbox may be sent together; undefined for an address without a tag. */
  mailbox?: { key: string; most: number };
  /** Whether what is too much is sent later, in one mail; everything else is not sent at all. */
  gathers: boolean;
}

/**
 * Kinds that strangers can ask for with any address. All addresses with a tag (`ada+tickets@…`) also count for
 * the mailbox that they lead to, or tags would be a way around their budgets; the address without a tag does not,
 * and no tag can use its budget up. The other kinds go to accounts, whose addresses were proved.
 */
const COUNTED_BY_MAILBOX = new Set<BudgetKind>([
  'verify-email',
  'guest-confirmations',
  'guest-waitlists',
  'organiser-invitation',
  'ticket-offered',
]);

/**
 * How many addresses' worth of mails the tagged addresses of a mailbox may be sent together. With one, a flood at
 * one tag would hold back all others; with many, a stranger with many tags would fill the mailbox.
 */
const MAILBOX_SHARES = 2;

/** First number of the locks on budgets ("mail" in ASCII). */
const BUDGET_LOCKS = 0x6d61696c;

/**
 * Locks that all budgets share. PostgreSQL has room for some thousands at once, and a heap of payments is
 * about hundreds of addresses.
 */
const LOCKS_MAX = 1_024;

const LOCK_SQL = prepared(
  `SELECT pg_advisory_xact_lock($1::integer, lock) FROM unnest($2::integer[]) AS lock`,
);

/** Says how many mails of which kind an address may be sent, and has all processes count together. */
@Injectable()
export class MailBudgets {
  private readonly limits: Record<BudgetKind, Limit>;

  constructor(settings: Settings) {
    const registration = readLimit(settings.MAIL_LIMIT_REGISTRATION);
    const guestConfirmation = readLimit(settings.MAIL_LIMIT_GUEST_CONFIRMATION);
    this.limits = {
      'verify-email': registration,
      'already-registered': registration,
      'organiser-invitation': registration,
      'ticket-offered': guestConfirmation,
      'reset-password': readLimit(settings.MAIL_LIMIT_RESET),
      'guest-confirmations': guestConfirmation,
      'guest-waitlists': guestConfirmation,
      'account-confirmations': readLimit(settings.MAIL_LIMIT_ACCOUNT_CONFIRMATION),
    };
  }

  /** @returns undefined for what is never held back */
  of({ template, to }: Pick<Mail, 'template' | 'to'>): Budget | undefined {
    const kind = kindOf(template, to.isProved);
    if (kind === undefined) return undefined;
    const key = keyOf(to.address);
    const mailbox = mailboxKey(key);
    return {
      kind,
      key,
      limit: this.limitOf(kind),
      mailbox:
        COUNTED_BY_MAILBOX.has(kind) && mailbox !== key
          ? { key: mailbox, most: this.mailboxLimitOf(kind).requests }
          : undefined,
      gathers: kind === 'guest-confirmations' || kind === 'account-confirmations',
    };
  }

  limitOf(kind: BudgetKind): Limit {
    return this.limits[kind];
  }

  /** What all tagged addresses of a mailbox may be sent together. */
  mailboxLimitOf(kind: BudgetKind): Limit {
    const { requests, seconds } = this.limits[kind];
    return { requests: requests * MAILBOX_SHARES, seconds };
  }

  /**
   * Nobody else counts or sends for the same budgets until the transaction ends. Once a transaction, for
   * all that it is about: the order of the locks is what keeps two transactions from waiting for each other.
   *
   * @param keys of the mailbox where an address counts for one, of the address where not
   */
  async lock(manager: EntityManager, keys: string[]): Promise<void> {
    if (keys.length === 0) return;
    const locks = [...new Set(keys.map(lockOf))].sort((a, b) => a - b);
    await manager.query(LOCK_SQL, [BUDGET_LOCKS, locks]);
  }

  /** Counts anew: what was sent until now is of no use any more, by what the address's owner did. */
  async countAnew(manager: EntityManager, kind: BudgetKind, address: string): Promise<void> {
    await manager.query(
      `UPDATE mails SET counted_at = NULL
       WHERE budget_key = $1 AND budget = $2 AND counted_at IS NOT NULL`,
      [keyOf(address), kind],
    );
  }
}

function kindOf(template: MailTemplate, isProved: boolean): BudgetKind | undefined {
  switch (template) {
    case 'password-changed':
    case 'two-factor-changed':
    case 'event-cancelled':
    case 'money-differs':
    case 'event-changed':
    case 'event-message':
    case 'money-returned':
    case 'payment-disputed':
      return undefined;
    // One for each place in a list, of which a mailbox has one: dropped, the offer would run out in silence.
    case 'waitlist-offer':
      return undefined;
    case 'waitlist-refused':
      return isProved ? undefined : 'guest-waitlists';
    case 'booking-confirmed':
    case 'bookings-confirmed':
      return isProved ? 'account-confirmations' : 'guest-confirmations';
    default:
      return template;
  }
}

function keyOf(address: string): string {
  return canonicalAddress(address) ?? address;
}

function lockOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt16BE() % LOCKS_MAX;
}

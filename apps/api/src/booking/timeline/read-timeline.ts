import {
  ProblemCode,
  TOLD_HAPPENINGS,
  type BookingHappening,
  type BookingHappeningDto,
  type ToldHappening,
  type ToldHappeningDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PaymentRecords } from '../../payments/records/payment-records.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { ConfirmationMails, type WrittenMail } from '../confirm/confirmation-mails.js';

/** What the audit's entries about a booking are called here; others are told to nobody but admins. */
const HAPPENINGS: Readonly<Record<string, BookingHappening>> = {
  'booking.reserved': 'reserved',
  'booking.extended': 'extended',
  'booking.confirmed': 'confirmed',
  'booking.payment_failed': 'payment_failed',
  'booking.expired': 'expired',
  'booking.cancelled': 'cancelled',
  'booking.retaken': 'retaken',
  'booking.moved': 'moved',
  'booking.buyer_corrected': 'buyer_corrected',
  'booking.attendees_changed': 'attendees_changed',
  'booking.transfer_offered': 'transfer_offered',
  'booking.transfer_taken_back': 'transfer_taken_back',
  'booking.transfer_accepted': 'transfer_accepted',
  'booking.ticket_code_replaced': 'ticket_code_replaced',
  'booking.split': 'split',
  'booking.split_off': 'split_off',
  'booking.tickets_given_back': 'tickets_given_back',
  'booking.mail_requested': 'mail_requested',
  'payment.declined': 'payment_declined',
  'payment.returned': 'money_returned',
  'refund.requested': 'refund_requested',
  'refund.succeeded': 'refunded',
  'refund.failed': 'refund_failed',
  'dispute.opened': 'disputed',
  'dispute.raised': 'dispute_raised',
  'dispute.won': 'dispute_won',
  'dispute.lost': 'dispute_lost',
};

const TOLD: ReadonlySet<string> = new Set(TOLD_HAPPENINGS);

/** Most entries of one booking that are told: nobody extends or splits one as often. */
const ENTRIES_MAX = 200;

interface EntryRow {
  at: Date;
  action: string;
  by: string | null;
  detail: string | null;
  amount: string | null;
  currency: string | null;
}

/** Each action names its own facts; of the details that are told, none has two. */
const ENTRIES_SQL = `
  SELECT entry.at, entry.action, actor.name AS by,
    CASE entry.action WHEN 'booking.extended' THEN entry.after ->> 'holdExpiresAt'
      WHEN 'payment.declined' THEN entry.after ->> 'declineCode'
      WHEN 'payment.returned' THEN entry.after ->> 'reason' END AS detail,
    CASE WHEN entry.action LIKE 'refund.%' OR entry.action LIKE 'dispute.%'
      OR entry.action IN ('booking.confirmed', 'payment.returned')
      THEN coalesce(entry.after ->> 'paidMinor', entry.after ->> 'refundMinor',
        entry.after ->> 'amountMinor', entry.after ->> 'disputedMinor') END AS amount,
    entry.after ->> 'currency' AS currency
  FROM audit_chain AS chain
  JOIN audit_entries AS entry
    ON entry.transaction_id = chain.transaction_id AND entry.id = chain.entry_id
  LEFT JOIN users AS actor ON actor.id = entry.actor_id
  WHERE chain.subject_id = $1 AND chain.subject_kind = 'booking'
  ORDER BY chain.position LIMIT ${ENTRIES_MAX}`;

/**
 * Tells what happened to a booking, from the audit and from the mails that were written for it. So "I paid and have no
 * ticket" is answered by looking: was it paid for, was it mailed, and to whom.
 */
@Injectable()
export class ReadTimeline {
  constructor(
    private readonly transactions: Transactions,
    private readonly mails: ConfirmationMails,
  ) {}

  /** All of it, for the box office. */
  async execute(manager: EntityManager, bookingId: string): Promise<BookingHappeningDto[]> {
    const entries = await this.audited(manager, bookingId);
    const mails = await this.mails.writtenAbout(manager, bookingId);
    return [...entries, ...mails.flatMap(happeningsOf)].toSorted((a, b) =>
      a.at < b.at ? -1 : Number(a.at > b.at),
    );
  }

  /**
   * What its buyer is told: what happened to tickets and money, and no names, addresses or notes of others.
   *
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError BOOKING_NOT_FOUND
   */
  ofBuyer(bookingId: string, onlyUser: string | null): Promise<ToldHappeningDto[]> {
    return this.transactions.run(async (manager) => {
      const own = await manager.query<object[]>(
        'SELECT id FROM bookings WHERE id = $1 AND ($2::bigint IS NULL OR user_id = $2)',
        [bookingId, onlyUser],
      );
      if (own.length === 0) {
        throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
      }
      const entries = await this.audited(manager, bookingId);
      return entries.flatMap(({ at, what, detail, amountMinor, currency }) =>
        isTold(what) ? [{ at, what, detail, amountMinor, currency }] : [],
      );
    });
  }

  private async audited(manager: EntityManager, bookingId: string): Promise<BookingHappeningDto[]> {
    const entries = await manager.query<EntryRow[]>(ENTRIES_SQL, [bookingId]);
    return entries.flatMap(({ at, action, by, detail, amount, currency }) => {
      const what = HAPPENINGS[action];
      if (!what) return [];
      const money =
        amount === null
          ? { amountMinor: null, currency: null }
          : { amountMinor: Number(amount), currency };
      const said = what === 'payment_declined' ? PaymentRecords.declineReasonOf(detail) : detail;
      return [{ at: at.toISOString(), what, by, detail: said, ...money }];
    });
  }
}

function isTold(what: BookingHappening): what is ToldHappening {
  return TOLD.has(what);
}

function happeningsOf({ address, createdAt, sentAt, refusedAt, isDelayed }: WrittenMail) {
  const tell = (at: Date, what: BookingHappening): BookingHappeningDto => ({
    at: at.toISOString(),
    what,
    by: null,
    detail: address,
    amountMinor: null,
    currency: null,
  });
  if (sentAt) return [tell(sentAt, 'mail_sent')];
  if (refusedAt) return [tell(refusedAt, 'mail_refused')];
  return [tell(createdAt, isDelayed ? 'mail_delayed' : 'mail_queued')];
}

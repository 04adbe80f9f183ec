import type { BookingHappening, BookingHappeningDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConfirmationMails, type WrittenMail } from '../../booking/confirm/confirmation-mails.js';

/** What the audit's entries about a booking are called here; others are not for the box office. */
const HAPPENINGS: Readonly<Record<string, BookingHappening>> = {
  'booking.reserved': 'reserved',
  'booking.extended': 'extended',
  'booking.confirmed': 'confirmed',
  'booking.payment_failed': 'payment_failed',
  'booking.expired': 'expired',
  'booking.cancelled': 'cancelled',
  'booking.moved': 'moved',
  'booking.buyer_corrected': 'buyer_corrected',
  'booking.attendees_changed': 'attendees_changed',
  'booking.split': 'split',
  'booking.split_off': 'split_off',
  'booking.mail_requested': 'mail_requested',
  'dispute.opened': 'disputed',
  'dispute.won': 'dispute_won',
  'dispute.lost': 'dispute_lost',
};

/** Most entries of one booking that are told: nobody extends or splits one as often. */
const ENTRIES_MAX = 200;

interface EntryRow {
  at: Date;
  action: string;
  by: string | null;
  until: string | null;
}

const ENTRIES_SQL = `
  SELECT entry.at, entry.action, actor.name AS by, entry.after ->> 'holdExpiresAt' AS until
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
  constructor(private readonly mails: ConfirmationMails) {}

  async execute(manager: EntityManager, bookingId: string): Promise<BookingHappeningDto[]> {
    const entries = await manager.query<EntryRow[]>(ENTRIES_SQL, [bookingId]);
    const mails = await this.mails.writtenAbout(manager, bookingId);
    const happenings = [
      ...entries.flatMap(({ at, action, by, until }) => {
        const what = HAPPENINGS[action];
        return what ? [{ at, what, by, detail: what === 'extended' ? until : null }] : [];
      }),
      ...mails.flatMap(happeningsOf),
    ];
    return happenings
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ at, ...rest }) => ({ at: at.toISOString(), ...rest }));
  }
}

function happeningsOf({ address, createdAt, sentAt, refusedAt, isDelayed }: WrittenMail) {
  const tell = (at: Date, what: BookingHappening) => ({ at, what, by: null, detail: address });
  if (sentAt) return [tell(sentAt, 'mail_sent')];
  if (refusedAt) return [tell(refusedAt, 'mail_refused')];
  return [tell(createdAt, isDelayed ? 'mail_delayed' : 'mail_queued')];
}

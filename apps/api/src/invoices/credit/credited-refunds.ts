import { ticketName, type Language } from '@boxoffice/contracts/formats';
import { fullPriceOf } from '@boxoffice/contracts/pricing';
import type { EntityManager } from 'typeorm';
import type { BookedLine } from '../document/paid-booking.js';
import type { CreditedLine } from './credit-notes.js';

/** A refund that succeeded and has no credit note. */
export interface RefundToCredit {
  id: string;
  eventId: string;
  bookingId: string;
  /** In the smallest unit of the currency. */
  amountMinor: number;
  reason: string;
  /** What the organiser said about it. */
  note: string;
  /** The tickets that were given back; null: none was. */
  lines: BookedLine[] | null;
}

/** A payment that found nothing to buy went back without having paid for anything: no invoice has it. */
const TO_CREDIT_SQL = `
  SELECT refund.id, refund.event_id AS "eventId", refund.booking_id AS "bookingId",
    refund.amount_minor::float8 AS "amountMinor", refund.reason, refund.note,
    (SELECT lines FROM bookings AS returned WHERE returned.event_id = refund.event_id
       AND returned.id = refund.returned_booking_id) AS lines
  FROM (SELECT event_id, id FROM bookings WHERE id = ANY ($1::bigint[]) OFFSET 0) AS booking
  CROSS JOIN LATERAL (SELECT * FROM refunds AS refund WHERE refund.event_id = booking.event_id
    AND refund.booking_id = booking.id AND refund.status = 'succeeded' OFFSET 0) AS refund
  WHERE (SELECT status FROM payments AS payment WHERE payment.event_id = refund.event_id
      AND payment.id = refund.payment_id) = 'captured'
    AND NOT EXISTS (SELECT FROM invoices AS note
      WHERE note.event_id = refund.event_id AND note.refund_id = refund.id)
  ORDER BY refund.id`;

const WORDS = {
  en: {
    fees: 'Fees',
    part: 'Part of the amount',
    rest: (tickets: string) => `What was left of ${tickets}`,
    eventCancelled: 'The event was cancelled.',
  },
  de: {
    fees: 'Gebühren',
    part: 'Teil des Betrags',
    rest: (tickets: string) => `Restbetrag für ${tickets}`,
    eventCancelled: 'Die Veranstaltung wurde abgesagt.',
  },
};

/** Refunds of some bookings that are to get a credit note, the first one first. Read it under the bookings' locks. */
export function refundsToCredit(
  manager: EntityManager,
  bookingIds: readonly string[],
): Promise<RefundToCredit[]> {
  return manager.query<RefundToCredit[]>(TO_CREDIT_SQL, [bookingIds]);
}

/** What the credit note of a refund says, in the language of its invoice. Its lines add up to what went back. */
export function creditOf(
  refund: RefundToCredit,
  language: Language,
): { lines: CreditedLine[]; reason: string } {
  const words = WORDS[language];
  const said = refund.reason === 'event_cancelled' ? words.eventCancelled : '';
  const reason = [said, refund.note].filter((text) => text !== '').join(' ');
  return { lines: linesOf(refund, words), reason };
}

function linesOf(
  { lines, amountMinor }: RefundToCredit,
  words: (typeof WORDS)[Language],
): CreditedLine[] {
  if (!lines) return [{ name: words.part, quantity: null, amountMinor }];
  const whole = ticketsAt(lines, fullPriceOf);
  const more = amountMinor - sumOf(whole);
  if (more === 0) return whole;
  // All that was left went back: also fees of the booking, or of tickets that went back without theirs.
  if (more > 0) return [...whole, { name: words.fees, quantity: null, amountMinor: more }];
  const withoutFees = ticketsAt(lines, (line) => fullPriceOf(line) - feesOf(line));
  if (sumOf(withoutFees) === amountMinor) return withoutFees;
  // Some of their price had gone back before.
  const tickets = lines.map((line) => `${line.quantity} × ${ticketName(line)}`).join(', ');
  return [{ name: words.rest(tickets), quantity: null, amountMinor }];
}

function ticketsAt(
  lines: readonly BookedLine[],
  priceOf: (line: BookedLine) => number,
): CreditedLine[] {
  return lines.flatMap((line) => {
    const amountMinor = line.quantity * priceOf(line);
    return amountMinor > 0
      ? [{ name: ticketName(line), quantity: line.quantity, amountMinor }]
      : [];
  });
}

function feesOf({ fees = [] }: BookedLine): number {
  return fees.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function sumOf(lines: readonly CreditedLine[]): number {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

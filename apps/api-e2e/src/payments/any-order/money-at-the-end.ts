import { violatedInvariants } from '../../invariants/invariants.ts';
import type { PlayedSale } from './played-sale.ts';

/** A payment at the end, and the same at its provider. */
interface Row {
  id: string;
  bookingId: string;
  booking: string;
  provider: string;
  status: string;
  amount: number;
  refunded: number;
  /** Its refunds that were sent, and how many weren't. */
  sent: number;
  unsent: number;
  untold: number;
  /** NULL: its provider doesn't know it. */
  there: string | null;
  refundedThere: number | null;
  disputed: number;
  /** What its disputes have withdrawn, and those that their provider says otherwise of. */
  withdrawn: number;
  misjudged: number;
}

const PAYMENTS_SQL = `
  SELECT payment.id, payment.booking_id AS "bookingId", booking.status AS booking, payment.provider,
    payment.status, payment.amount_minor::integer AS amount,
    payment.refunded_minor::integer AS refunded,
    coalesce(sum(refund.amount_minor) FILTER (WHERE refund.status = 'succeeded'), 0)::integer AS sent,
    count(refund.id) FILTER (WHERE refund.status <> 'succeeded')::integer AS unsent,
    count(refund.id) FILTER (WHERE NOT EXISTS (
      SELECT FROM mails WHERE once_key = 'money-returned:' || refund.id))::integer AS untold,
    there.status AS there, there.refunded_minor::integer AS "refundedThere",
    payment.disputed_minor::integer AS disputed, (
      SELECT coalesce(sum(withdrawn_minor), 0)::integer FROM disputes
      WHERE event_id = payment.event_id AND payment_id = payment.id AND status <> 'won') AS withdrawn, (
      SELECT count(*)::integer FROM simulated_disputes AS bank
      LEFT JOIN disputes ON disputes.event_id = payment.event_id
        AND disputes.payment_id = payment.id AND disputes.provider_reference = bank.reference
      WHERE bank.payment = there.reference AND disputes.status IS DISTINCT FROM bank.status) AS misjudged
  FROM payments AS payment
  JOIN bookings AS booking ON booking.event_id = payment.event_id AND booking.id = payment.booking_id
  LEFT JOIN simulated_payments AS there ON there.key = 'payment-' || payment.id
  LEFT JOIN refunds AS refund ON refund.event_id = payment.event_id AND refund.payment_id = payment.id
  WHERE payment.event_id = $1
  GROUP BY payment.event_id, payment.id, booking.event_id, booking.id, there.reference`;

/** Sums that aren't zero: of an event's transfers, and of all of an organiser's entries. */
const LEDGER_SQL = `
  SELECT format('The ledger of event %s leaves %s %s.', transfer.event_id, sum(entry.amount_minor),
    transfer.currency) AS sentence
  FROM ledger_transfers AS transfer
  JOIN ledger_entries AS entry
    ON entry.event_id = transfer.event_id AND entry.transfer_id = transfer.id
  GROUP BY transfer.event_id, transfer.currency HAVING sum(entry.amount_minor) <> 0`;

/** Events of the provider, by how often they are in the inbox and whether they were looked into. */
const INBOX_SQL = `
  SELECT id, count(*)::integer AS times, bool_and(applied_at IS NOT NULL) AS "isApplied"
  FROM provider_events WHERE organiser_id = $1 GROUP BY id`;

/**
 * Compares a sale that has settled with what its provider knows, with what its buyers and its organiser were told, and
 * with what must hold of all rows.
 *
 * @returns a sentence for each difference
 */
export async function moneyAstray(sale: PlayedSale): Promise<string[]> {
  const { sql } = sale.api;
  const payments = await sql.rows<Row>(PAYMENTS_SQL, [sale.eventId]);
  const ledger = await sql.rows<{ sentence: string }>(LEDGER_SQL);
  return [
    ...sale.surprises,
    ...payments.flatMap(astrayOf),
    ...(await toldWrongly(sale, payments)),
    ...ledger.map(({ sentence }) => sentence),
    ...(await inboxOf(sale)),
    ...(await violatedInvariants(sql)),
  ];
}

function astrayOf(payment: Row): string[] {
  const { id, status, amount, refunded, sent, unsent, untold, there, refundedThere } = payment;
  const { disputed, withdrawn, misjudged } = payment;
  const isKept = status === 'captured' && ['confirmed', 'refunded'].includes(payment.booking);
  const isReturned = status === 'returned' && refunded === amount;
  const isNothing = ['cancelled', 'failed'].includes(status) && refunded === 0;
  const holds: [string, boolean][] = [
    [
      'was captured, and is neither of a booking nor returned',
      there !== 'captured' || isKept || isReturned,
    ],
    ['moved no money at its provider', there === null || there === 'captured' || isNothing],
    ['is neither paid, nor returned, nor nothing', isKept || isReturned || isNothing],
    ['went back by other sums than its refunds say', refunded === sent && unsent === 0],
    ['went back at its provider by another sum', (refundedThere ?? refunded) === refunded],
    ['went back by more than was paid', refunded + disputed <= amount],
    ['is disputed otherwise than its bank says', disputed === withdrawn && misjudged === 0],
    ['went back without a mail', untold === 0],
  ];
  return holds.flatMap(([sentence, isSo]) =>
    isSo ? [] : [`Payment ${id} ${sentence}: ${JSON.stringify(payment)}`],
  );
}

/** What somebody was told is so afterwards, whatever came in between. */
async function toldWrongly(sale: PlayedSale, payments: readonly Row[]): Promise<string[]> {
  const { sql } = sale.api;
  const bookings = new Map(
    (
      await sql.rows<{ id: string; status: string; asked: number }>(
        `SELECT id, status, (SELECT count(*)::integer FROM refunds AS refund
           WHERE refund.event_id = booking.event_id AND refund.booking_id = booking.id
             AND refund.reason = 'requested') AS asked
         FROM bookings AS booking WHERE event_id = $1`,
        [sale.eventId],
      )
    ).map((row) => [row.id, row]),
  );
  return sale.orders.flatMap(({ bookingId, isConfirmed, isCancelled, refunds, cut }) => {
    const booking = bookings.get(bookingId);
    if (!booking) return [];
    const ofBooking = payments.filter((payment) => payment.bookingId === bookingId);
    const isPaid = ['confirmed', 'refunded'].includes(booking.status);
    const holds: [string, boolean][] = [
      ['was said to be paid', !isConfirmed || isPaid],
      ['was said to be cancelled', !isCancelled || booking.status === 'cancelled'],
      [
        'is paid, and has no payment',
        !isPaid || ofBooking.some(({ status }) => status === 'captured'),
      ],
      [
        'has other refunds than were asked for',
        cut ? booking.asked >= refunds : booking.asked === refunds,
      ],
    ];
    return holds.flatMap(([sentence, isSo]) =>
      isSo
        ? []
        : [`Booking ${bookingId} (${booking.status}, ${booking.asked} refunds) ${sentence}.`],
    );
  });
}

/** Each event that was received is there once, and was looked into; and no other is there. */
async function inboxOf({ api, choir, provider }: PlayedSale): Promise<string[]> {
  const rows = await api.sql.rows<{ id: string; times: number; isApplied: boolean }>(INBOX_SQL, [
    choir.id,
  ]);
  const kept = new Map(rows.map((row) => [row.id, row]));
  const lost = [...provider.received].filter((id) => !kept.has(id));
  return [
    ...lost.map((id) => `Event ${id} was received, and isn't in the inbox.`),
    ...rows.flatMap(({ id, times, isApplied }) => [
      ...(times === 1 ? [] : [`Event ${id} is in the inbox ${times} times.`]),
      ...(isApplied ? [] : [`Event ${id} was never looked into.`]),
      ...(id.startsWith('forged') ? [`Event ${id} was forged, and is in the inbox.`] : []),
    ]),
  ];
}

import type { BookingStatus } from '@boxoffice/contracts';
import { fullPriceOf, type BookingCharges } from '@boxoffice/contracts/pricing';
import type { Row } from '../sheet.js';
import {
  buyerNameOf,
  JOIN_COUNTER_SALE_SQL,
  momentSql,
  PAYMENT_SQL,
  type ExportTable,
  type Payment,
  type SoldLine,
} from './export-table.js';

interface BookingRow extends Payment {
  id: string;
  status: BookingStatus;
  heldAt: string;
  paidAt: string | null;
  buyer: string | null;
  email: string | null;
  lines: SoldLine[];
  charges: BookingCharges | null;
  currency: string;
}

/**
 * A row per line of what was sold and is held, and per fee of a booking: the amounts of those that are sold add up to
 * what was paid. What ended unpaid isn't listed.
 */
export const BOOKINGS_TABLE: ExportTable<BookingRow> = {
  columns: ({ words }) => [
    { heading: words.booking, kind: 'reference' },
    { heading: words.status, kind: 'text' },
    { heading: words.heldAt, kind: 'moment' },
    { heading: words.paidAt, kind: 'moment' },
    { heading: words.method, kind: 'text' },
    { heading: words.reason, kind: 'text' },
    { heading: words.buyer, kind: 'text' },
    { heading: words.email, kind: 'text' },
    { heading: words.tier, kind: 'text' },
    { heading: words.ticketType, kind: 'text' },
    { heading: words.allotment, kind: 'text' },
    { heading: words.tickets, kind: 'count' },
    { heading: words.price, kind: 'amount' },
    { heading: words.discount, kind: 'amount' },
    { heading: words.fees, kind: 'amount' },
    { heading: words.tax, kind: 'amount' },
    { heading: words.amount, kind: 'amount' },
    { heading: words.currency, kind: 'text' },
  ],
  sql: `
    SELECT booking.id::text, booking.status, ${momentSql('booking.created_at')} AS "heldAt",
      ${momentSql('booking.confirmed_at')} AS "paidAt", buyer.name AS buyer, buyer.email,
      booking.lines, booking.charges, booking.currency, ${PAYMENT_SQL}
    FROM bookings AS booking LEFT JOIN users AS buyer ON buyer.id = booking.user_id
    ${JOIN_COUNTER_SALE_SQL}
    WHERE booking.event_id = $1 AND booking.status IN ('pending', 'confirmed', 'refunded')
    ORDER BY booking.created_at, booking.id`,
  rowsOf: (booking, { words, allotments }) => {
    const { id, status, heldAt, paidAt, method, reason, buyer, email, currency } = booking;
    const whose = [
      id,
      words.statuses[status] ?? status,
      heldAt,
      paidAt,
      method && words.methods[method],
      reason,
      buyerNameOf(buyer, words),
      email,
    ] as const;
    return [
      ...booking.lines.map(({ tier, ticketType, quantity, ...line }): Row => [
        ...whose,
        tier,
        ticketType ?? null,
        allotments[line.allotmentId ?? ''] ?? null,
        quantity,
        line.priceMinor,
        quantity * (line.discountMinor ?? 0),
        quantity * (line.fees ?? []).reduce((sum, fee) => sum + fee.amountMinor, 0),
        quantity * (line.taxMinor ?? 0),
        quantity * fullPriceOf(line),
        currency,
      ]),
      ...(booking.charges?.bookingFees ?? []).map(
        ({ name, amountMinor, taxMinor, fullAmountMinor }): Row => [
          ...whose,
          null,
          name,
          null,
          0,
          null,
          0,
          amountMinor,
          taxMinor,
          fullAmountMinor,
          currency,
        ],
      ),
    ];
  },
};

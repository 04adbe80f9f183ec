/** An invariant, and the query for its violations. */
export interface Invariant {
  /** The invariant in words. */
  readonly holds: string;
  /** Selects one text per violation. */
  readonly violations: string;
}

/** What one ticket of a line, `value`, costs in all; missing where that is its price. */
const FULL_PRICE_SQL = `coalesce((value->>'fullPriceMinor')::bigint, (value->>'priceMinor')::bigint)`;

/** A booking is live while it holds or owns tickets. */
const LIVE = `status IN ('pending', 'confirmed')`;

/**
 * Whether a `booking` is one that a buyer made: an event's limits are theirs. One of a counter has no extensions left
 * from the start (`COUNTER_HOLD`), and is told by that also while it is not paid for.
 */
const ONLINE = 'booking.hold_extensions < 32767';

export const INVARIANTS: readonly Invariant[] = [
  {
    holds: 'no two bookings hold one ticket',
    violations: `
      SELECT format('ticket %s is in %s bookings: %s', ticket.id, count(*), array_agg(booking.id))
      FROM bookings AS booking, unnest(booking.ticket_ids) AS ticket (id)
      WHERE booking.${LIVE}
      GROUP BY booking.event_id, ticket.id HAVING count(*) > 1`,
  },
  {
    holds: 'a live booking has all of its tickets, in the state that goes with its own',
    violations: `
      SELECT format('booking %s (%s) does not have ticket %s (%s, of booking %s)',
        booking.id, booking.status, wanted.id, ticket.status, ticket.booking_id)
      FROM bookings AS booking
      CROSS JOIN unnest(booking.ticket_ids) AS wanted (id)
      LEFT JOIN tickets AS ticket ON ticket.event_id = booking.event_id AND ticket.id = wanted.id
      WHERE booking.${LIVE} AND (
        ticket.booking_id IS DISTINCT FROM booking.id
        OR ticket.user_id IS DISTINCT FROM booking.user_id
        OR ticket.status <> CASE booking.status WHEN 'pending' THEN 'pending' ELSE 'booked' END)`,
  },
  {
    holds: 'a held or sold ticket is in its booking, and the booking is live',
    violations: `
      SELECT format('ticket %s is %s for booking %s, which is %s', ticket.id, ticket.status,
        ticket.booking_id, booking.status)
      FROM tickets AS ticket
      LEFT JOIN bookings AS booking
        ON booking.event_id = ticket.event_id AND booking.id = ticket.booking_id
      WHERE ticket.status <> 'available'
        AND (booking.id IS NULL OR NOT booking.${LIVE} OR ticket.id <> ALL (booking.ticket_ids))`,
  },
  {
    holds: 'what is held and sold is what the live bookings count',
    violations: `
      SELECT format('event %s: %s tickets are %s, and its bookings count %s', event.id,
        held.tickets, state.ticket, counted.tickets)
      FROM events AS event
      CROSS JOIN (VALUES ('pending', 'pending'), ('booked', 'confirmed')) AS state (ticket, booking)
      CROSS JOIN LATERAL (
        SELECT count(*) AS tickets FROM tickets
        WHERE event_id = event.id AND status = state.ticket) AS held
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(cardinality(ticket_ids)), 0) AS tickets FROM bookings
        WHERE event_id = event.id AND status = state.booking) AS counted
      WHERE held.tickets <> counted.tickets`,
  },
  {
    holds:
      'a booking costs what its lines and its own fees add up to, and its lines count its tickets',
    violations: `
      SELECT format('booking %s: %s for %s tickets, its lines say %s for %s', booking.id,
        total_minor, cardinality(ticket_ids), line.total, line.quantity)
      FROM bookings AS booking
      CROSS JOIN LATERAL (
        SELECT sum((value->>'quantity')::bigint) AS quantity,
               sum((value->>'quantity')::bigint * ${FULL_PRICE_SQL}) AS total
        FROM jsonb_array_elements(booking.lines)) AS line
      CROSS JOIN LATERAL (
        SELECT coalesce(sum((fee->>'fullAmountMinor')::bigint), 0) AS fees
        FROM jsonb_array_elements(booking.charges->'bookingFees') AS fee) AS own
      -- Some time after an unpaid end, the list of tickets is dropped.
      WHERE line.total + own.fees <> booking.total_minor OR line.quantity <> cardinality(booking.ticket_ids)
        AND (booking.${LIVE} OR cardinality(booking.ticket_ids) > 0)`,
  },
  {
    holds:
      'a ticket costs its price, less its discount, with its fees and a tax that is not included',
    violations: `
      SELECT format('booking %s: %s', booking.id, value)
      FROM bookings AS booking
      CROSS JOIN LATERAL jsonb_array_elements(booking.lines) AS line (value)
      CROSS JOIN LATERAL (
        SELECT coalesce(sum((fee->>'amountMinor')::bigint), 0) AS fees
        FROM jsonb_array_elements(value->'fees') AS fee) AS of_ticket
      WHERE ${FULL_PRICE_SQL} <> (value->>'priceMinor')::bigint
        - coalesce((value->>'discountMinor')::bigint, 0) + of_ticket.fees
        + CASE WHEN (booking.charges->'tax'->>'included')::boolean THEN 0
            ELSE coalesce((value->>'taxMinor')::bigint, 0) END`,
  },
  {
    // Tickets that are given back become a booking of their own, whose money is part of the other one's payment.
    holds: 'a booking is captured once and in full if it is paid for, and never otherwise',
    violations: `
      SELECT format('booking %s (%s, %s): captured %s times, %s in all', booking.id, booking.status,
        booking.total_minor, count(payment.id), sum(payment.amount_minor))
      FROM bookings AS booking
      LEFT JOIN payments AS payment
        ON payment.event_id = booking.event_id AND payment.booking_id = booking.id
          AND payment.status = 'captured' AND payment.currency = booking.currency
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(returned.total_minor), 0) AS total_minor
        FROM refunds AS refund
        JOIN bookings AS returned
          ON returned.event_id = refund.event_id AND returned.id = refund.returned_booking_id
        WHERE refund.event_id = booking.event_id AND refund.booking_id = booking.id
          AND refund.returned_booking_id <> booking.id) AS away
      WHERE NOT EXISTS (
        SELECT FROM refunds AS refund
        WHERE refund.event_id = booking.event_id AND refund.returned_booking_id = booking.id
          AND refund.booking_id <> booking.id)
        -- Free tickets that their buyer returned: no money says where they come from.
        AND NOT (booking.status = 'refunded' AND booking.total_minor = 0 AND away.total_minor = 0
          AND payment.id IS NULL)
      GROUP BY booking.event_id, booking.id, away.total_minor
      HAVING count(payment.id) <> CASE WHEN booking.status IN ('confirmed', 'refunded') THEN 1 ELSE 0 END
        OR sum(payment.amount_minor) <> booking.total_minor + away.total_minor`,
  },
  {
    // Bookings of tests that were written without their payments are told by the invariant above.
    holds:
      'every captured payment is posted once and in full, all transfers add up to zero, and so do balances',
    violations: `
      SELECT sentence AS format FROM money_differences WHERE code <> 'BOOKING_NOT_PAID'`,
  },
  {
    holds: 'the takings of an event are what its paid bookings come to',
    violations: `
      SELECT format('event %s has taken %s, and its sales come to %s', event_id, takings.amount, sold.amount)
      FROM (
        SELECT entry.event_id, -sum(entry.amount_minor) AS amount
        FROM ledger_entries AS entry
        JOIN ledger_accounts AS account
          ON account.id = entry.account_id AND account.kind IN ('payable', 'fees', 'taxes')
        GROUP BY entry.event_id) AS takings
      FULL JOIN (
        SELECT event_id, sum(amount_minor) AS amount FROM (
          SELECT event_id, amount_minor FROM sales_levels
          UNION ALL
          SELECT event_id, amount_minor FROM sales_changes) AS part
        GROUP BY event_id) AS sold USING (event_id)
      -- A refund may leave what its tickets didn't cost: fees that are kept, or money that is given back beyond them.
      WHERE coalesce(takings.amount, 0) <> coalesce(sold.amount, 0) AND NOT EXISTS (
        SELECT FROM ledger_transfers AS transfer
        WHERE transfer.event_id = sold.event_id AND transfer.kind <> 'capture')`,
  },
  {
    // Never twice, and never more than came in; money that had nothing to buy goes back whole.
    holds: 'what goes back of a payment is what its refunds say',
    violations: `
      SELECT format('payment %s is %s, %s of %s go back, and its refunds say %s', payment.id,
        payment.status, payment.refunded_minor, payment.amount_minor, coalesce(sum(refund.amount_minor), 0))
      FROM payments AS payment
      LEFT JOIN refunds AS refund ON refund.event_id = payment.event_id
        AND refund.payment_id = payment.id AND refund.status <> 'failed'
      GROUP BY payment.event_id, payment.id
      HAVING payment.refunded_minor <> coalesce(sum(refund.amount_minor), 0)
        OR (payment.status = 'returned' AND payment.refunded_minor <> payment.amount_minor
          AND NOT EXISTS (SELECT FROM refunds AS failed WHERE failed.event_id = payment.event_id
            AND failed.payment_id = payment.id AND failed.status = 'failed'))`,
  },
  {
    holds: 'what a bank has taken back of a payment is what its disputes and the ledger say',
    violations: `
      SELECT format('payment %s has %s under dispute or lost, its disputes say %s, and the ledger keeps %s for open ones',
        payment.id, payment.disputed_minor, taken.amount_minor, kept.amount_minor)
      FROM payments AS payment
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(withdrawn_minor) FILTER (WHERE status <> 'won'), 0) AS amount_minor,
          coalesce(sum(withdrawn_minor) FILTER (WHERE status = 'open'), 0) AS open_minor
        FROM disputes
        WHERE event_id = payment.event_id AND payment_id = payment.id) AS taken
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(entry.amount_minor), 0) AS amount_minor
        FROM ledger_transfers AS transfer
        JOIN ledger_entries AS entry
          ON entry.event_id = transfer.event_id AND entry.transfer_id = transfer.id
        JOIN ledger_accounts AS account ON account.id = entry.account_id AND account.kind = 'disputes'
        WHERE transfer.event_id = payment.event_id AND transfer.payment_id = payment.id
          AND transfer.kind <> 'capture') AS kept
      WHERE payment.disputed_minor <> taken.amount_minor OR kept.amount_minor <> taken.open_minor`,
  },
  {
    holds: 'the stock ledger says what the tickets of each stock count',
    violations: `
      SELECT format('stock %s of event %s: the ledger has %s / %s / %s, and %s / %s / %s are counted',
        stock_id, event_id, ledger.available, ledger.held, ledger.booked,
        counted.available, counted.held, counted.booked)
      FROM (
        SELECT event_id, tier_id, stock_id, sum(available) AS available, sum(held) AS held,
               sum(booked) AS booked
        FROM (
          SELECT event_id, tier_id, stock_id, available, held, booked FROM stock_levels
          UNION ALL
          SELECT event_id, tier_id, stock_id, available, held, booked FROM stock_changes) AS entry
        GROUP BY event_id, tier_id, stock_id) AS ledger
      FULL JOIN (
        SELECT event_id, tier_id, coalesce(allotment_id, tier_id) AS stock_id,
               count(*) FILTER (WHERE status = 'available') AS available,
               count(*) FILTER (WHERE status = 'pending') AS held,
               count(*) FILTER (WHERE status = 'booked') AS booked
        FROM tickets GROUP BY event_id, tier_id, allotment_id) AS counted
          USING (event_id, tier_id, stock_id)
      WHERE (coalesce(ledger.available, 0), coalesce(ledger.held, 0), coalesce(ledger.booked, 0))
        <> (coalesce(counted.available, 0), coalesce(counted.held, 0), coalesce(counted.booked, 0))`,
  },
  {
    holds:
      'the sales ledger says what the paid bookings add up to, at every moment and of every ticket type',
    violations: `
      SELECT format('tier %s, type %s of event %s at %s: the ledger has %s for %s, and %s for %s were sold',
        tier_id, ticket_type_id, event_id, sold_at, ledger.tickets, ledger.amount,
        sold.tickets, sold.amount)
      FROM (
        SELECT event_id, sold_at, tier_id, ticket_type_id, sum(tickets) AS tickets,
               sum(amount_minor) AS amount
        FROM (
          SELECT event_id, sold_at, tier_id, ticket_type_id, tickets, amount_minor FROM sales_levels
          UNION ALL
          SELECT event_id, sold_at, tier_id, ticket_type_id, tickets, amount_minor
          FROM sales_changes) AS entry
        GROUP BY event_id, sold_at, tier_id, ticket_type_id) AS ledger
      FULL JOIN (
        SELECT event_id, date_trunc('hour', at)
                 + floor(extract(minute FROM at) / 15) * interval '15 minutes' AS sold_at,
               coalesce((value->>'tierId')::bigint, 0) AS tier_id,
               coalesce((value->>'ticketTypeId')::bigint, 0) AS ticket_type_id,
               sum(sign * coalesce((value->>'quantity')::bigint, 0)) AS tickets,
               -- Fees of the booking itself are of no tier.
               sum(sign * coalesce((value->>'fullAmountMinor')::bigint,
                 (value->>'quantity')::bigint * ${FULL_PRICE_SQL})) AS amount
        FROM (
          SELECT event_id, confirmed_at AS at, 1 AS sign, lines, charges FROM bookings
          WHERE status IN ('confirmed', 'refunded')
          UNION ALL
          SELECT event_id, ended_at, -1, lines, charges FROM bookings WHERE status = 'refunded'
        ) AS booking
        CROSS JOIN jsonb_array_elements(lines || coalesce(charges->'bookingFees', '[]')) AS part (value)
        GROUP BY 1, 2, 3, 4) AS sold USING (event_id, sold_at, tier_id, ticket_type_id)
      WHERE (coalesce(ledger.tickets, 0), coalesce(ledger.amount, 0))
        <> (coalesce(sold.tickets, 0), coalesce(sold.amount, 0))`,
  },
  {
    holds:
      'the guest list has every booking that is paid for, and no other, in the place of its buyer',
    violations: `
      SELECT format('event %s lists booking %s at %s, and belongs at %s', event_id, id,
        guest.sort_key, buyer.sort_key)
      FROM (
        SELECT event_id, booking.id, guest_sort_key(users.name) AS sort_key
        FROM bookings AS booking JOIN users ON users.id = booking.user_id
        WHERE booking.status = 'confirmed'
      ) AS buyer
      FULL JOIN (SELECT event_id, booking_id AS id, sort_key FROM guests) AS guest
        USING (event_id, id)
      WHERE guest.sort_key IS DISTINCT FROM buyer.sort_key`,
  },
  {
    holds: 'a ticket is set aside in an allotment of its own event and tier',
    violations: `
      SELECT format('ticket %s of tier %s names allotment %s, which is of tier %s', ticket.id,
        ticket.tier_id, ticket.allotment_id, allotment.tier_id)
      FROM tickets AS ticket
      LEFT JOIN allotments AS allotment
        ON allotment.event_id = ticket.event_id AND allotment.id = ticket.allotment_id
      WHERE ticket.allotment_id IS NOT NULL
        AND allotment.tier_id IS DISTINCT FROM ticket.tier_id`,
  },
  {
    holds: 'an allotment that has been released has no free ticket',
    violations: `
      SELECT format('allotment %s has been released, and has %s free tickets', allotment.id, count(*))
      FROM allotments AS allotment
      JOIN tickets AS ticket
        ON ticket.event_id = allotment.event_id AND ticket.allotment_id = allotment.id
      WHERE allotment.released_at IS NOT NULL AND ticket.status = 'available'
      GROUP BY allotment.event_id, allotment.id`,
  },
  {
    holds: 'what comes back of a tier that somebody waits for is kept for them',
    violations: `
      SELECT format('entry %s waits for tier %s, whose waitlist is closed', entry.id, waited.tier_id)
      FROM waitlist_entries AS entry
      JOIN waitlist_tiers AS waited
        ON waited.event_id = entry.event_id AND waited.entry_id = entry.id
      WHERE entry.state = 'waiting' AND NOT EXISTS (
        SELECT FROM allotments
        WHERE event_id = waited.event_id AND tier_id = waited.tier_id AND purpose = 'waitlist'
          AND released_at IS NULL)
      UNION ALL
      SELECT format('%s tickets of tier %s are on general sale, and its waitlist is open', count(*),
        ticket.tier_id)
      FROM allotments AS allotment
      JOIN tickets AS ticket
        ON ticket.event_id = allotment.event_id AND ticket.tier_id = allotment.tier_id
      WHERE allotment.purpose = 'waitlist' AND allotment.released_at IS NULL
        AND ticket.status = 'available' AND ticket.allotment_id IS NULL
      GROUP BY ticket.event_id, ticket.tier_id`,
  },
  {
    holds: 'a code counts the bookings that use it, and no more than it may',
    violations: `
      SELECT format('code %s counts %s of %s uses, and %s bookings use it', code.id, code.uses,
        code.max_uses, counted.uses)
      FROM codes AS code
      CROSS JOIN LATERAL (
        SELECT count(*) AS uses FROM bookings
        WHERE event_id = code.event_id AND code.id = ANY (code_ids)
          AND (ended_at IS NULL OR confirmed_at IS NOT NULL)) AS counted
      WHERE code.uses <> counted.uses OR code.uses > code.max_uses`,
  },
  {
    holds: 'no user has more tickets than the event allows',
    violations: `
      SELECT format('user %s has %s tickets of event %s, whose limit is %s', booking.user_id,
        sum(cardinality(booking.ticket_ids)), event.id, event.max_tickets_per_user)
      FROM bookings AS booking
      JOIN events AS event ON event.id = booking.event_id
      WHERE booking.${LIVE} AND ${ONLINE} AND event.max_tickets_per_user IS NOT NULL
      GROUP BY event.id, event.max_tickets_per_user, booking.user_id
      HAVING sum(cardinality(booking.ticket_ids)) > event.max_tickets_per_user`,
  },
  {
    holds: 'no booking has more tickets than the event allows',
    violations: `
      SELECT format('booking %s has %s tickets of event %s, whose limit is %s', booking.id,
        cardinality(booking.ticket_ids), event.id, event.max_tickets_per_booking)
      FROM bookings AS booking
      JOIN events AS event ON event.id = booking.event_id
      WHERE booking.${LIVE} AND ${ONLINE}
        AND cardinality(booking.ticket_ids) > event.max_tickets_per_booking`,
  },
  {
    // Rows without entries were written past the API, as tests and the bench do.
    holds: 'the last that the audit says of a booking is what it is',
    violations: `
      SELECT format('booking %s is %s, and the audit ends with %s', booking.id, booking.status,
        last.after->>'status')
      FROM bookings AS booking
      JOIN (
        SELECT DISTINCT ON (subject_id) subject_id, after
        FROM audit_entries WHERE subject_kind = 'booking' AND after ? 'status'
        ORDER BY subject_id, transaction_id DESC, id DESC) AS last ON last.subject_id = booking.id
      WHERE last.after->>'status' <> booking.status`,
  },
  {
    // Taken and answered in one transaction, so no snapshot sees it without an answer.
    holds: 'an idempotency key has its outcome',
    violations: `
      SELECT format('key %s of caller %s has no outcome', key, caller)
      FROM idempotency_keys WHERE outcome IS NULL`,
  },
];

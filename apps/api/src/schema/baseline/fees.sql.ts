/** What buyers pay on top of the prices of an event. */
export const FEES = `
-- A fee of an event. A booking keeps what it was charged (bookings.lines, bookings.charges), so that
-- the fees of an event can be written anew while it is on sale.
CREATE TABLE fees (
  event_id bigint NOT NULL,
  -- From 1, as they stand on receipts.
  position smallint NOT NULL,
  name text NOT NULL,
  -- In the smallest unit of the event's currency; or hundredths of a percent of what it is charged for.
  amount_minor integer,
  basis_points integer,
  -- Charged for each ticket, or once for the booking.
  per text NOT NULL,
  -- Also for tickets that cost nothing, and for bookings of such tickets alone.
  on_free_tickets boolean NOT NULL DEFAULT false,
  CONSTRAINT fees_pkey PRIMARY KEY (event_id, position),
  CONSTRAINT fees_name_key UNIQUE (event_id, name),
  CONSTRAINT fees_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT fees_name_length CHECK (char_length(name) BETWEEN 1 AND 50),
  CONSTRAINT fees_per_known CHECK (per IN ('ticket', 'booking')),
  CONSTRAINT fees_amount_or_percentage CHECK (num_nonnulls(amount_minor, basis_points) = 1),
  CONSTRAINT fees_within_bounds CHECK (amount_minor > 0 AND basis_points BETWEEN 1 AND 10000)
);
`;

/** What was sold or given away at a counter. */
export const COUNTER_SALES = `
-- How a booking was paid at the counter. The tickets, the prices and the total are the booking's, and
-- what was taken is its payment: this is only what those don't say.
CREATE TABLE counter_sales (
  event_id bigint NOT NULL,
  booking_id bigint NOT NULL,
  -- The member who sold. NULL: the demo's admin, whom no request names.
  sold_by bigint,
  method text NOT NULL,
  -- Why the tickets cost nothing. Emptied when the buyer is erased: it may name them.
  reason text NOT NULL DEFAULT '',
  -- Cash that was handed over, in the smallest unit of the currency. NULL: nobody entered it.
  received_minor bigint,
  sold_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT counter_sales_pkey PRIMARY KEY (event_id, booking_id),
  CONSTRAINT counter_sales_booking_fkey
    FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT counter_sales_sold_by_fkey FOREIGN KEY (sold_by) REFERENCES users (id),
  CONSTRAINT counter_sales_method_known CHECK (method IN ('cash', 'card', 'complimentary')),
  CONSTRAINT counter_sales_reason_length CHECK (char_length(reason) <= 200),
  CONSTRAINT counter_sales_reason_is_of_a_gift CHECK (reason = '' OR method = 'complimentary'),
  CONSTRAINT counter_sales_received_not_negative CHECK (received_minor >= 0)
);

-- The sales of an event's day, the newest first, and their sums.
CREATE INDEX counter_sales_day ON counter_sales (event_id, sold_at, booking_id);
-- What a member sold, for their export.
CREATE INDEX counter_sales_sold_by ON counter_sales (sold_by, sold_at) WHERE sold_by IS NOT NULL;
-- Reasons that may have to be emptied.
CREATE INDEX counter_sales_reasons ON counter_sales (sold_at) WHERE reason <> '';
`;

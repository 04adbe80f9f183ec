/** What was paid. The API's role may add rows and change none (application-role.ts). */
export const PAYMENTS = `
-- One attempt to pay for a booking. Bookings with a payment, also a failed one, are never deleted.
CREATE TABLE payments (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  booking_id bigint NOT NULL,
  provider text NOT NULL,
  -- What the provider calls the payment.
  provider_reference text NOT NULL,
  -- In the smallest unit of the currency.
  amount_minor bigint NOT NULL,
  currency character(3) NOT NULL,
  status text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payments_pkey PRIMARY KEY (event_id, id),
  CONSTRAINT payments_booking_fkey
    FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT payments_status_known CHECK (status IN ('captured', 'failed')),
  CONSTRAINT payments_amount_not_negative CHECK (amount_minor >= 0)
);

-- The payments of a booking, also failed ones: the foreign key and retention ask for them with each
-- unpaid booking that is deleted, and would otherwise read all payments of the event for it.
CREATE INDEX payments_booking ON payments (event_id, booking_id);
-- A booking is paid for once, whatever races. A second capture is answered as ALREADY_CONFIRMED.
CREATE UNIQUE INDEX payments_one_capture_a_booking ON payments (event_id, booking_id)
  WHERE status = 'captured';
`;

/** What is paid, and what came of it. Rows only move along the arrows of payments/README.md. */
export const PAYMENTS = `
-- One payment for one booking, at one provider: written with its amount before anybody is asked for
-- money. Bookings with a payment, also a failed one, are never deleted.
CREATE TABLE payments (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  booking_id bigint NOT NULL,
  provider text NOT NULL,
  -- What the provider calls the payment. NULL: it doesn't know it, or there is none.
  provider_reference text,
  -- What refunds name at the provider.
  capture_reference text,
  -- In the smallest unit of the currency.
  amount_minor bigint NOT NULL,
  -- What has gone back of it, or is under way.
  refunded_minor bigint NOT NULL DEFAULT 0,
  -- What the buyer's bank has taken back of it, until it decides or for good: it can't be refunded as well.
  disputed_minor bigint NOT NULL DEFAULT 0,
  currency character(3) NOT NULL,
  -- created: the provider may not know it yet; open: the buyer has to act; processing: the bank is at
  -- it; captured: it pays for its booking; returned: the money came when there was nothing to buy any
  -- more, and goes back; cancelled: no money will move; failed: the simulated failure of a confirmation.
  status text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- When its provider was last asked about it, while it is open.
  asked_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payments_pkey PRIMARY KEY (event_id, id),
  CONSTRAINT payments_booking_fkey
    FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT payments_status_known CHECK (
    status IN ('created', 'open', 'processing', 'captured', 'returned', 'cancelled', 'failed')
  ),
  CONSTRAINT payments_amount_not_negative CHECK (amount_minor >= 0),
  -- Never more goes back than came in, and nothing of what never came.
  CONSTRAINT payments_refunded_within_amount CHECK (
    refunded_minor BETWEEN 0 AND amount_minor AND (refunded_minor = 0 OR status IN ('captured', 'returned'))
  ),
  CONSTRAINT payments_disputed_within_amount CHECK (
    disputed_minor BETWEEN 0 AND amount_minor - refunded_minor
      AND (disputed_minor = 0 OR status IN ('captured', 'returned'))
  )
);

-- The payments of a booking, also failed ones: the foreign key and retention ask for them with each
-- unpaid booking that is deleted, and would otherwise read all payments of the event for it.
CREATE INDEX payments_booking ON payments (event_id, booking_id);
-- A booking is paid for once, whatever races. A second capture is answered as ALREADY_CONFIRMED.
CREATE UNIQUE INDEX payments_one_capture_a_booking ON payments (event_id, booking_id)
  WHERE status = 'captured';
-- A buyer pays in one way at a time; and what has to be asked about, as small as open payments are few.
CREATE UNIQUE INDEX payments_one_open_a_booking ON payments (event_id, booking_id)
  WHERE status IN ('created', 'open', 'processing');
CREATE INDEX payments_to_ask_about ON payments (asked_at)
  WHERE status IN ('created', 'open', 'processing');
-- What an event of the provider is about.
CREATE UNIQUE INDEX payments_provider_reference ON payments (provider, provider_reference)
  WHERE provider_reference IS NOT NULL;

-- A buyer's try to pay. Its number is a part of the key that the provider gets, so a call that is
-- repeated takes no money twice.
CREATE TABLE payment_attempts (
  event_id bigint NOT NULL,
  payment_id bigint NOT NULL,
  number integer NOT NULL,
  -- started: its answer is not known; declined; succeeded.
  status text NOT NULL,
  -- How a simulated attempt was asked to end. NULL: it isn't simulated.
  outcome text,
  -- What the provider calls it, and why it declined.
  provider_reference text,
  decline_code text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT payment_attempts_pkey PRIMARY KEY (event_id, payment_id, number),
  CONSTRAINT payment_attempts_payment_fkey
    FOREIGN KEY (event_id, payment_id) REFERENCES payments (event_id, id),
  CONSTRAINT payment_attempts_status_known CHECK (status IN ('started', 'declined', 'succeeded')),
  CONSTRAINT payment_attempts_declined_has_code CHECK ((status = 'declined') = (decline_code IS NOT NULL))
);
-- One attempt at a time: two clicks are one.
CREATE UNIQUE INDEX payment_attempts_one_started ON payment_attempts (event_id, payment_id)
  WHERE status = 'started';

-- What providers tell of their own accord, kept before anything is done about it: told twice, it is
-- one row. It says only where to look.
CREATE TABLE provider_events (
  provider text NOT NULL,
  organiser_id bigint NOT NULL,
  -- The provider's id of it.
  id text NOT NULL,
  type text NOT NULL,
  about_kind text,
  about_reference text,
  -- Of a dispute.
  dispute jsonb,
  received_at timestamptz NOT NULL DEFAULT now(),
  applied_at timestamptz,
  CONSTRAINT provider_events_pkey PRIMARY KEY (provider, organiser_id, id),
  CONSTRAINT provider_events_organiser_fkey
    FOREIGN KEY (organiser_id) REFERENCES organisers (id)
);
CREATE INDEX provider_events_received ON provider_events (received_at);

-- Money that goes back, once: its id is the key that the provider gets.
CREATE TABLE refunds (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  payment_id bigint NOT NULL,
  booking_id bigint NOT NULL,
  amount_minor bigint NOT NULL,
  currency character(3) NOT NULL,
  -- requested: the provider is to be asked; processing: it is at it; succeeded; failed: the money is
  -- still with the provider, and somebody has to look.
  status text NOT NULL DEFAULT 'requested',
  -- late: paid after the hold had ended; surplus: paid twice; cancelled: paid after the buyer or the organiser had
  -- cancelled; event_cancelled: the event was cancelled afterwards; requested: by the organiser or the buyer.
  reason text NOT NULL,
  -- What the organiser says about it; the buyer reads it.
  note text NOT NULL DEFAULT '',
  -- The tickets that are given back for it. Empty: none is.
  ticket_ids bigint[] NOT NULL DEFAULT '{}',
  -- The booking that has the tickets which were given back: that of the payment itself where all were. NULL: none was.
  returned_booking_id bigint,
  -- Who asked; NULL: the system.
  requested_by bigint,
  provider_reference text,
  failure text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT refunds_pkey PRIMARY KEY (event_id, id),
  CONSTRAINT refunds_payment_fkey FOREIGN KEY (event_id, payment_id) REFERENCES payments (event_id, id),
  CONSTRAINT refunds_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT refunds_returned_booking_fkey
    FOREIGN KEY (event_id, returned_booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT refunds_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT refunds_status_known CHECK (status IN ('requested', 'processing', 'succeeded', 'failed')),
  CONSTRAINT refunds_reason_known CHECK (
    reason IN ('late', 'surplus', 'cancelled', 'requested', 'event_cancelled')
  )
);
CREATE INDEX refunds_booking ON refunds (event_id, booking_id);
CREATE INDEX refunds_returned_booking ON refunds (event_id, returned_booking_id)
  WHERE returned_booking_id IS NOT NULL;
CREATE INDEX refunds_payment ON refunds (event_id, payment_id);
CREATE INDEX refunds_under_way ON refunds (updated_at) WHERE status IN ('requested', 'processing');
CREATE INDEX refunds_provider_reference ON refunds (provider_reference)
  WHERE provider_reference IS NOT NULL;

-- A buyer's bank that wants money back. Tickets of a booking with one that is open or lost are disputed.
CREATE TABLE disputes (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  payment_id bigint NOT NULL,
  booking_id bigint NOT NULL,
  -- What the provider calls it.
  provider_reference text NOT NULL,
  amount_minor bigint NOT NULL,
  -- What the bank has taken of it: no more than was left of the payment after what had gone back already.
  withdrawn_minor bigint NOT NULL,
  currency character(3) NOT NULL,
  -- open: the bank hasn't decided; won: the money is back; lost: it is gone. It never opens again.
  status text NOT NULL DEFAULT 'open',
  created_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  CONSTRAINT disputes_pkey PRIMARY KEY (event_id, id),
  -- Told twice, it is one.
  CONSTRAINT disputes_one_a_reference UNIQUE (event_id, payment_id, provider_reference),
  CONSTRAINT disputes_payment_fkey FOREIGN KEY (event_id, payment_id) REFERENCES payments (event_id, id),
  CONSTRAINT disputes_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT disputes_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT disputes_withdrawn_within_amount CHECK (withdrawn_minor BETWEEN 0 AND amount_minor),
  CONSTRAINT disputes_status_known CHECK (status IN ('open', 'won', 'lost')),
  CONSTRAINT disputes_ended CHECK ((status = 'open') = (ended_at IS NULL))
);
CREATE INDEX disputes_booking ON disputes (event_id, booking_id);
`;

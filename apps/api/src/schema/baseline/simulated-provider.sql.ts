/** What the simulated payment provider remembers: it stands for a company of its own, so nothing else reads it. */
export const SIMULATED_PROVIDER = `
-- Nothing refers to other tables, and it commits for itself: money that has moved stays moved, also
-- where the API dies before it hears of it.
CREATE TABLE simulated_payments (
  reference text NOT NULL,
  key text NOT NULL,
  amount_minor bigint NOT NULL,
  currency character(3) NOT NULL,
  status text NOT NULL DEFAULT 'open',
  -- From when on a payment that is processed is captured.
  captured_from timestamptz,
  refunded_minor bigint NOT NULL DEFAULT 0,
  -- What was answered to each attempt, by its key.
  attempts jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT simulated_payments_pkey PRIMARY KEY (reference),
  CONSTRAINT simulated_payments_key UNIQUE (key),
  CONSTRAINT simulated_payments_status_known
    CHECK (status IN ('open', 'processing', 'captured', 'cancelled')),
  CONSTRAINT simulated_payments_refunded_within_amount
    CHECK (refunded_minor BETWEEN 0 AND amount_minor AND (refunded_minor = 0 OR status = 'captured'))
);
CREATE TABLE simulated_refunds (
  key text NOT NULL,
  payment text NOT NULL,
  amount_minor bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT simulated_refunds_pkey PRIMARY KEY (key),
  CONSTRAINT simulated_refunds_payment_fkey
    FOREIGN KEY (payment) REFERENCES simulated_payments (reference)
);
-- Whoever plays the buyer's bank writes a row, changes how it stands, and sends an event that names it.
CREATE TABLE simulated_disputes (
  reference text NOT NULL,
  payment text NOT NULL,
  amount_minor bigint NOT NULL,
  status text NOT NULL DEFAULT 'open',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT simulated_disputes_pkey PRIMARY KEY (reference),
  CONSTRAINT simulated_disputes_payment_fkey
    FOREIGN KEY (payment) REFERENCES simulated_payments (reference),
  CONSTRAINT simulated_disputes_status_known CHECK (status IN ('open', 'won', 'lost'))
);
`;

/** How organisations are paid. */
export const PAYMENT_SETTINGS = `
-- How an organisation is known to a payment provider.
CREATE TABLE organiser_payment_settings (
  organiser_id bigint NOT NULL,
  provider text NOT NULL,
  -- Keys and all, encrypted with SECRET_KEYS: a copy of the database moves no money.
  settings text NOT NULL,
  enabled boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT organiser_payment_settings_pkey PRIMARY KEY (organiser_id, provider),
  CONSTRAINT organiser_payment_settings_organiser_fkey
    FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT organiser_payment_settings_provider_known
    CHECK (provider IN ('stripe', 'paypal', 'offline')),
  CONSTRAINT organiser_payment_settings_length CHECK (char_length(settings) <= 20000)
);
`;

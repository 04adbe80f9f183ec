/** Invoices, credit notes and what they need. The API's role may add documents and change none (application-role.ts). */
export const INVOICES = `
-- What an organisation's invoices say of it. No row: it issues none yet, and buyers get receipts.
CREATE TABLE invoice_settings (
  organiser_id bigint NOT NULL,
  -- Whether invoices are issued; credit notes follow all the same.
  enabled boolean NOT NULL DEFAULT true,
  -- Whether documents carry the data of EN 16931.
  e_invoice boolean NOT NULL DEFAULT false,
  -- As the trade register or the identity card has it.
  legal_name text NOT NULL,
  street text NOT NULL,
  postal_code text NOT NULL,
  city text NOT NULL,
  -- ISO 3166-1.
  country character(2) NOT NULL,
  vat_id text NOT NULL DEFAULT '',
  tax_number text NOT NULL DEFAULT '',
  -- Why no tax is charged, on documents without one: 'Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.'
  exemption_note text NOT NULL DEFAULT '',
  -- In front of each number.
  prefix text NOT NULL DEFAULT '',
  footer text NOT NULL DEFAULT '',
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT invoice_settings_pkey PRIMARY KEY (organiser_id),
  CONSTRAINT invoice_settings_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT invoice_settings_country_code CHECK (country ~ '^[A-Z]{2}$'),
  CONSTRAINT invoice_settings_prefix_printable CHECK (prefix ~ '^[A-Z0-9-]{0,12}$')
);

-- Whom an invoice is for, where the buyer said so. A document keeps its own copy.
CREATE TABLE billing_details (
  event_id bigint NOT NULL,
  booking_id bigint NOT NULL,
  name text NOT NULL,
  street text NOT NULL,
  postal_code text NOT NULL,
  city text NOT NULL,
  country character(2) NOT NULL,
  vat_id text NOT NULL DEFAULT '',
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT billing_details_pkey PRIMARY KEY (event_id, booking_id),
  CONSTRAINT billing_details_booking_fkey
    FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id) ON DELETE CASCADE,
  CONSTRAINT billing_details_country_code CHECK (country ~ '^[A-Z]{2}$')
);

-- The last number of an organisation's year. A row and no sequence: a number that a transaction took and
-- did not use goes back with it. Its lock is the last one that a transaction takes.
CREATE TABLE invoice_counters (
  organiser_id bigint NOT NULL,
  year smallint NOT NULL,
  last_number integer NOT NULL,
  -- Dates follow the numbers, whichever transaction had looked at the clock first.
  last_issued_at timestamptz NOT NULL,
  CONSTRAINT invoice_counters_pkey PRIMARY KEY (organiser_id, year),
  CONSTRAINT invoice_counters_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT invoice_counters_counts_up CHECK (last_number > 0)
);

-- An invoice or a credit note. It holds all that is printed, so that it can be printed again and is the same.
CREATE TABLE invoices (
  id bigint NOT NULL,
  organiser_id bigint NOT NULL,
  year smallint NOT NULL,
  sequence integer NOT NULL,
  -- As it is printed: the prefix, the year and the sequence.
  number text NOT NULL,
  kind text NOT NULL,
  event_id bigint NOT NULL,
  booking_id bigint NOT NULL,
  -- Invoices of a booking: a second one replaces the first, which a credit note has cancelled.
  revision smallint NOT NULL,
  -- The invoice that a credit note takes from. NULL: it is an invoice.
  corrects bigint,
  -- The refund that a credit note is about. NULL: none, as other billing details replace an invoice.
  refund_id bigint,
  issued_at timestamptz NOT NULL,
  currency character(3) NOT NULL,
  -- In the smallest unit of the currency; negative for a credit note, so that sums are right.
  total_minor bigint NOT NULL,
  tax_minor bigint NOT NULL,
  document jsonb NOT NULL,
  CONSTRAINT invoices_pkey PRIMARY KEY (id),
  -- No number twice.
  CONSTRAINT invoices_number_key UNIQUE (organiser_id, year, sequence),
  CONSTRAINT invoices_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT invoices_booking_fkey
    FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT invoices_corrects_fkey FOREIGN KEY (corrects) REFERENCES invoices (id),
  CONSTRAINT invoices_refund_fkey
    FOREIGN KEY (event_id, refund_id) REFERENCES refunds (event_id, id),
  CONSTRAINT invoices_refund_of_credit_notes CHECK (refund_id IS NULL OR kind = 'credit_note'),
  CONSTRAINT invoices_kind_known CHECK (kind IN ('invoice', 'credit_note')),
  CONSTRAINT invoices_credit_notes_correct CHECK ((kind = 'credit_note') = (corrects IS NOT NULL)),
  CONSTRAINT invoices_amounts_have_a_sign CHECK (
    CASE kind WHEN 'invoice' THEN total_minor > 0 AND tax_minor >= 0
      ELSE total_minor < 0 AND tax_minor <= 0 END
  )
);

-- A booking has one invoice of each revision, whatever races.
CREATE UNIQUE INDEX invoices_one_a_revision ON invoices (event_id, booking_id, revision)
  WHERE kind = 'invoice';
-- A refund has one credit note, whatever races.
CREATE UNIQUE INDEX invoices_one_a_refund ON invoices (event_id, refund_id)
  WHERE refund_id IS NOT NULL;
-- The documents of a booking in their order.
CREATE INDEX invoices_booking ON invoices (event_id, booking_id, id);
-- Credit notes of an invoice.
CREATE INDEX invoices_corrects ON invoices (corrects) WHERE corrects IS NOT NULL;
-- Retention, oldest first.
CREATE INDEX invoices_issued_at ON invoices (issued_at);

-- Books are kept: six years is the shortest time that a law we know of asks for.
CREATE FUNCTION refuse_to_delete_young_invoices() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF OLD.issued_at > now() - interval '6 years' THEN
    RAISE EXCEPTION 'Invoice % has to be kept.', OLD.number
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'invoices_are_kept';
  END IF;
  RETURN OLD;
END
$body$;

CREATE TRIGGER invoices_are_kept BEFORE DELETE ON invoices
  FOR EACH ROW EXECUTE FUNCTION refuse_to_delete_young_invoices();
`;

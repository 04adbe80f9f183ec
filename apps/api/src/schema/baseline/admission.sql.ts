/** What admits: the codes of tickets, and the keys that sign them. */
export const ADMISSION = `
-- What signs an organisation's ticket codes. All that there ever were verify; the newest signs.
CREATE TABLE organiser_ticket_keys (
  organiser_id bigint NOT NULL,
  -- From 1. It has one byte in a code.
  number smallint NOT NULL,
  public_key bytea NOT NULL,
  -- Encrypted with SECRET_KEYS: a copy of the database makes no tickets.
  private_key text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT organiser_ticket_keys_pkey PRIMARY KEY (organiser_id, number),
  CONSTRAINT organiser_ticket_keys_organiser_fkey
    FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT organiser_ticket_keys_number_is_a_byte CHECK (number BETWEEN 1 AND 255),
  CONSTRAINT organiser_ticket_keys_public_key_length CHECK (octet_length(public_key) = 32)
);

-- What the digits of an event's codes are worked out from, once it is needed.
CREATE TABLE event_rotation_secrets (
  event_id bigint NOT NULL,
  -- 32 bytes, encrypted with SECRET_KEYS.
  secret text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT event_rotation_secrets_pkey PRIMARY KEY (event_id),
  CONSTRAINT event_rotation_secrets_event_fkey FOREIGN KEY (event_id) REFERENCES events (id)
);

-- The codes of tickets that are sold, written when they are first looked at: a sale writes nothing here.
-- A code is good while it isn't revoked and its ticket is sold to its booking, so a refund voids it by
-- itself. No foreign key to tickets: one that came back may be taken off sale for good.
CREATE TABLE ticket_codes (
  event_id bigint NOT NULL,
  -- 40 random bits.
  serial bigint NOT NULL,
  ticket_id bigint NOT NULL,
  booking_id bigint NOT NULL,
  -- Whether it is printed: its digits don't rotate, whatever the event says.
  on_paper boolean NOT NULL DEFAULT false,
  -- Whether it may have been printed before the event's digits began to rotate: its own never do.
  from_before_rotation boolean NOT NULL DEFAULT false,
  -- Whether it is no longer the buyer's, but somebody's whom they have passed the ticket on to.
  passed_on boolean NOT NULL DEFAULT false,
  issued_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  -- replaced: the holder got another one; refunded: the ticket was sold again to somebody else.
  revoked_because text,
  CONSTRAINT ticket_codes_pkey PRIMARY KEY (event_id, serial),
  CONSTRAINT ticket_codes_booking_fkey
    FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT ticket_codes_serial_has_40_bits CHECK (serial >= 0 AND serial < 1099511627776),
  CONSTRAINT ticket_codes_revoked_because_known CHECK (revoked_because IN ('replaced', 'refunded')),
  CONSTRAINT ticket_codes_revoked_has_reason
    CHECK ((revoked_at IS NULL) = (revoked_because IS NULL))
);

-- For the foreign key: without it, each unpaid booking that is deleted would look through all codes of its event.
CREATE INDEX ticket_codes_booking ON ticket_codes (event_id, booking_id);

-- One code a ticket, whoever asks at once.
CREATE UNIQUE INDEX ticket_codes_one_of_a_ticket ON ticket_codes (event_id, ticket_id)
  WHERE revoked_at IS NULL;

-- Whoever has printed a ticket, or keeps its mail, comes in with it after digits began to rotate, too.
CREATE FUNCTION spare_printed_codes() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE ticket_codes SET from_before_rotation = true WHERE event_id = NEW.id AND revoked_at IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER events_updated_codes AFTER UPDATE OF codes_rotate ON events
FOR EACH ROW WHEN (NEW.codes_rotate AND NOT OLD.codes_rotate) EXECUTE FUNCTION spare_printed_codes();
`;

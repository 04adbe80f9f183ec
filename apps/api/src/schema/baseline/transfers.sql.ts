/** Tickets that buyers pass on. */
export const TRANSFERS = `
-- A ticket that a buyer offers to an address. Nothing about it is written to tickets or bookings: the
-- ticket stays the buyer's until it is accepted, and its money theirs for good.
CREATE TABLE ticket_transfers (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  booking_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  to_email text NOT NULL,
  -- What the sender calls them, for the door. Empty: not said.
  to_name text NOT NULL DEFAULT '',
  -- Only the mail has the token itself.
  token_hash bytea NOT NULL,
  -- offered: by its time also lapsed; accepted; taken_back: by the sender; lapsed: another offer took its place.
  state text NOT NULL DEFAULT 'offered',
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT ticket_transfers_pkey PRIMARY KEY (event_id, id),
  CONSTRAINT ticket_transfers_booking_fkey
    FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT ticket_transfers_token_hash_key UNIQUE (token_hash),
  CONSTRAINT ticket_transfers_to_email_length CHECK (char_length(to_email) BETWEEN 3 AND 254),
  CONSTRAINT ticket_transfers_to_name_length CHECK (char_length(to_name) <= 255),
  CONSTRAINT ticket_transfers_state_known
    CHECK (state IN ('offered', 'accepted', 'taken_back', 'lapsed')),
  CONSTRAINT ticket_transfers_ended CHECK ((state = 'offered') = (ended_at IS NULL))
);

-- One at a time of a ticket, and once it is accepted no other one.
CREATE UNIQUE INDEX ticket_transfers_one_a_ticket
  ON ticket_transfers (event_id, booking_id, ticket_id) WHERE state IN ('offered', 'accepted');
-- What a buyer has passed on.
CREATE INDEX ticket_transfers_booking ON ticket_transfers (event_id, booking_id);
`;

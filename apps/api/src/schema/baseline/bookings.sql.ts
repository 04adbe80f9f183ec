/** What one buyer asked for at once, from the hold to the end. */
export const BOOKINGS = `
-- A buyer's order. Its states are described in booking/README.md. A booking is written when it is
-- made and again when it is paid for or ends; like tickets, it is made for that.
CREATE TABLE bookings (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  user_id bigint NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  -- The tickets that it was made for, in order. Whose a ticket is now, the ticket says. The list
  -- spares tickets an index on their booking, which every reservation and payment would have to write.
  -- It is emptied some time after the booking ended unpaid.
  ticket_ids bigint[] NOT NULL,
  -- Tier, quantity and price of each line, at the time of holding: later prices change nothing.
  lines jsonb NOT NULL,
  -- The fees of the booking itself and the tax that is in everything. NULL: prices are all that is
  -- paid. The fees and the tax of a ticket stand in its line.
  charges jsonb,
  -- What the buyer pays, in the smallest unit of the currency.
  total_minor bigint NOT NULL,
  currency character(3) NOT NULL,
  hold_expires_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- How often the hold was extended.
  hold_extensions smallint NOT NULL DEFAULT 0,
  -- The codes that it uses, each once. NULL: none.
  code_ids bigint[],
  -- The id first, as with tickets: found by it alone, and partitionable by event. No foreign key to
  -- events: it would lock the event's row for every reservation, and tickets name the event anyway.
  CONSTRAINT bookings_pkey PRIMARY KEY (id, event_id),
  -- Answered as USER_NOT_FOUND.
  CONSTRAINT bookings_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT bookings_status_matches_times CHECK (
    CASE status
      WHEN 'pending' THEN confirmed_at IS NULL AND ended_at IS NULL
      WHEN 'confirmed' THEN confirmed_at IS NOT NULL AND ended_at IS NULL
      WHEN 'refunded' THEN confirmed_at IS NOT NULL AND ended_at IS NOT NULL
      WHEN 'expired' THEN confirmed_at IS NULL AND ended_at IS NOT NULL
      WHEN 'cancelled' THEN confirmed_at IS NULL AND ended_at IS NOT NULL
      WHEN 'failed' THEN confirmed_at IS NULL AND ended_at IS NOT NULL
      ELSE false
    END
  ),
  -- Only a booking that ended unpaid may have dropped its list.
  CONSTRAINT bookings_have_tickets
    CHECK (cardinality(ticket_ids) > 0 OR (confirmed_at IS NULL AND ended_at IS NOT NULL)),
  CONSTRAINT bookings_total_not_negative CHECK (total_minor >= 0),
  CONSTRAINT bookings_hold_extensions_not_negative CHECK (hold_extensions >= 0)
) WITH (
  -- For the same reasons as those of tickets.
  fillfactor = 50,
  autovacuum_vacuum_scale_factor = 0.1,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_analyze_scale_factor = 0.5
);

-- No plan depends on statistics of lists and documents, and making them took most of the time.
ALTER TABLE bookings ALTER COLUMN ticket_ids SET STATISTICS 0;
ALTER TABLE bookings ALTER COLUMN lines SET STATISTICS 0;
ALTER TABLE bookings ALTER COLUMN code_ids SET STATISTICS 0;
ALTER TABLE bookings ALTER COLUMN charges SET STATISTICS 0;

-- A user's bookings, newest first; and what a buyer has of an event, for its limits.
CREATE INDEX bookings_user ON bookings (user_id, id);
-- An event's bookings in the order in which they were made: the box office's list, guest lists, figures. None of its
-- columns ever changes, so a payment still changes no index.
CREATE INDEX bookings_event ON bookings (event_id, created_at, id);
-- Holds that have to be ended; with the event, so that whoever finds no free ticket is told when the
-- first hold of that event ends. As small as pending bookings are few.
CREATE INDEX bookings_pending_holds ON bookings (hold_expires_at, event_id)
  WHERE status = 'pending';
-- Retention: ended unpaid bookings that still have a list to drop, and those to delete, oldest first.
CREATE INDEX bookings_to_shorten ON bookings (ended_at)
  WHERE confirmed_at IS NULL AND ended_at IS NOT NULL AND cardinality(ticket_ids) > 0;
CREATE INDEX bookings_to_delete ON bookings (ended_at) WHERE status IN ('expired', 'cancelled');
`;

/** The stock: one row per ticket. */
export const TICKETS = `
-- One ticket, one row: it is on sale, held for a booking, or sold.
--
-- A ticket is written anew when it is held and again when it is paid for. The free room, the few
-- indexes and the missing foreign keys all serve that. The order of the columns is the measured one.
CREATE TABLE tickets (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  tier_id bigint NOT NULL,
  -- The contract's word for what booking_id and booked_at say already.
  status text NOT NULL DEFAULT 'available',
  -- The booking that holds or owns it, and that booking's user. No foreign keys: those are checked
  -- ticket by ticket, which took a fifth of PostgreSQL's time for a reservation of four. Triggers
  -- check a whole statement at once, and more: tickets_match_booking.
  booking_id bigint,
  user_id bigint,
  -- When it was paid for.
  booked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- Set aside in this allotment, also once it is held or sold. NULL: on general sale. Last, since
  -- what stands behind a NULL is found more slowly, and it mostly is one.
  allotment_id bigint,
  -- The id first: a ticket is found by its id alone, without an index of its own that each sale
  -- would have to write. The event is in the key so that the table can be partitioned by event.
  -- Leaves with room for one more entry per ticket, which comes when the ticket is held.
  CONSTRAINT tickets_pkey PRIMARY KEY (id, event_id) WITH (fillfactor = 45),
  CONSTRAINT tickets_tier_fkey FOREIGN KEY (event_id, tier_id) REFERENCES tiers (event_id, id),
  -- With the tier: an allotment is of the tickets of one.
  CONSTRAINT tickets_allotment_fkey FOREIGN KEY (event_id, tier_id, allotment_id)
    REFERENCES allotments (event_id, tier_id, id),
  -- The last line of defence: no ticket is sold to nobody, and none is on sale that has an owner.
  CONSTRAINT tickets_status_matches_holder CHECK (
    CASE status
      WHEN 'available' THEN booking_id IS NULL AND user_id IS NULL AND booked_at IS NULL
      WHEN 'pending' THEN booking_id IS NOT NULL AND user_id IS NOT NULL AND booked_at IS NULL
      WHEN 'booked' THEN booking_id IS NOT NULL AND user_id IS NOT NULL AND booked_at IS NOT NULL
      ELSE false
    END
  )
) WITH (
  -- Half of each page stays free, so that the two new versions of a ticket fit beside the first:
  -- one page is written and not two, and a payment changes no index (HOT).
  fillfactor = 50,
  -- A sale changes the whole table within minutes. Cleaned up when a tenth has changed: a fiftieth
  -- kept a core busy, and the default of a fifth leaves searches to step over too much.
  autovacuum_vacuum_scale_factor = 0.1,
  autovacuum_vacuum_threshold = 1000,
  -- Plans stay right whatever the statistics say (ADR 25), so these needn't be renewed every minute.
  autovacuum_analyze_scale_factor = 0.5
);

-- The search for free tickets of a stock, which must not walk over those that are sold. A stock is an
-- allotment, or what is on general sale of a tier; their ids come from one generator and never meet.
-- "booking_id IS NULL" and not the status: a payment changes no column that this index knows, so it
-- changes no index at all. "id + 0": no other index offers that order, and a planner that took the
-- primary key instead would walk over sold tickets and over those of other events.
CREATE INDEX tickets_available ON tickets (event_id, (coalesce(allotment_id, tier_id)), (id + 0))
  WHERE booking_id IS NULL;

-- Whether an allotment has any ticket left, when it is to be deleted.
CREATE INDEX tickets_of_allotment ON tickets (event_id, allotment_id) WHERE allotment_id IS NOT NULL;

-- Called by statements that change tickets with what they reached: a change that reached too few is
-- refused as a whole, without a round trip between the statement and its commit.
CREATE FUNCTION require_all_tickets(changed bigint, wanted bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
BEGIN
  IF changed <> wanted THEN
    RAISE EXCEPTION '% tickets were to change their state, but % could.', wanted, changed
      USING ERRCODE = 'TK001';
  END IF;
  RETURN changed;
END $$;
`;

/** Who waits for tickets of sold-out tiers. */
export const WAITLISTS = `
-- How an event's waitlist is run. Its row is the lock of whoever offers tickets.
CREATE TABLE waitlists (
  event_id bigint NOT NULL,
  -- Tickets are offered by lot, and not in the order in which people joined.
  by_lot boolean NOT NULL DEFAULT false,
  -- Since when nothing is offered. What comes back is kept for those who wait.
  paused_at timestamptz,
  CONSTRAINT waitlists_pkey PRIMARY KEY (event_id),
  CONSTRAINT waitlists_event_fkey FOREIGN KEY (event_id) REFERENCES events (id)
);

-- Somebody who waits, or did. What became of an offer stands in its booking.
CREATE TABLE waitlist_entries (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  user_id bigint NOT NULL,
  quantity integer NOT NULL,
  all_or_nothing boolean NOT NULL,
  -- The order in which people joined, across all processes.
  place bigint GENERATED ALWAYS AS IDENTITY,
  -- Drawn when they joined, so that it can't be drawn again until it pleases somebody.
  lot double precision NOT NULL DEFAULT random(),
  state text NOT NULL DEFAULT 'waiting',
  -- What they were offered: once, whatever becomes of it. No foreign key: bookings are written in the hot path, and an
  -- unpaid one is deleted some days after its end.
  booking_id bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- When they stopped waiting.
  ended_at timestamptz,
  CONSTRAINT waitlist_entries_pkey PRIMARY KEY (event_id, id),
  CONSTRAINT waitlist_entries_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT waitlist_entries_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT waitlist_entries_quantity_in_bounds CHECK (quantity BETWEEN 1 AND 500),
  CONSTRAINT waitlist_entries_state_matches CHECK (
    CASE state
      WHEN 'waiting' THEN booking_id IS NULL AND ended_at IS NULL
      WHEN 'offered' THEN booking_id IS NOT NULL AND ended_at IS NOT NULL
      WHEN 'left' THEN booking_id IS NULL AND ended_at IS NOT NULL
      WHEN 'refused' THEN booking_id IS NULL AND ended_at IS NOT NULL
      WHEN 'sale_ended' THEN booking_id IS NULL AND ended_at IS NOT NULL
      ELSE false
    END
  )
);

-- Nobody waits twice; and those who wait for an event.
CREATE UNIQUE INDEX waitlist_entries_one_waiting ON waitlist_entries (event_id, user_id)
  WHERE state = 'waiting';
-- Who is next, in each order; and how many are ahead of somebody.
CREATE INDEX waitlist_entries_place ON waitlist_entries (event_id, place) WHERE state = 'waiting';
CREATE INDEX waitlist_entries_lot ON waitlist_entries (event_id, lot, place) WHERE state = 'waiting';
CREATE INDEX waitlist_entries_user ON waitlist_entries (user_id);
-- What is offered is offered to one.
CREATE UNIQUE INDEX waitlist_entries_booking ON waitlist_entries (event_id, booking_id)
  WHERE booking_id IS NOT NULL;
-- What has been kept long enough.
CREATE INDEX waitlist_entries_ended ON waitlist_entries (ended_at) WHERE ended_at IS NOT NULL;

-- The tiers that an entry waits for: of whichever comes first.
CREATE TABLE waitlist_tiers (
  event_id bigint NOT NULL,
  entry_id bigint NOT NULL,
  tier_id bigint NOT NULL,
  -- NULL: the first that is on sale, or the tier's own price.
  ticket_type_id bigint,
  -- The preferred one first, from 1.
  preference smallint NOT NULL,
  CONSTRAINT waitlist_tiers_pkey PRIMARY KEY (event_id, entry_id, tier_id),
  CONSTRAINT waitlist_tiers_entry_fkey FOREIGN KEY (event_id, entry_id)
    REFERENCES waitlist_entries (event_id, id) ON DELETE CASCADE,
  -- Nobody waits for what isn't sold any more.
  CONSTRAINT waitlist_tiers_tier_fkey FOREIGN KEY (event_id, tier_id)
    REFERENCES tiers (event_id, id) ON DELETE CASCADE,
  CONSTRAINT waitlist_tiers_ticket_type_fkey FOREIGN KEY (event_id, ticket_type_id)
    REFERENCES ticket_types (event_id, id) ON DELETE CASCADE,
  CONSTRAINT waitlist_tiers_preference_positive CHECK (preference > 0)
);

-- Who waits for a tier; and what goes with a tier or a ticket type that is removed.
CREATE INDEX waitlist_tiers_tier ON waitlist_tiers (event_id, tier_id);
CREATE INDEX waitlist_tiers_ticket_type ON waitlist_tiers (event_id, ticket_type_id)
  WHERE ticket_type_id IS NOT NULL;
`;

/** Tickets of a tier that are set aside. */
export const ALLOTMENTS = `
-- Some tickets of a tier, set aside for a purpose until they are released to the general sale. How many
-- is the number of tickets that name it; how many of these are free is derived: see stock_levels.
CREATE TABLE allotments (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  tier_id bigint NOT NULL,
  name text NOT NULL,
  purpose text NOT NULL,
  -- When they go on general sale by themselves. NULL: by hand alone.
  releases_at timestamptz,
  -- Its free tickets have been put on general sale, as are those that come back. It keeps what was sold.
  released_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT allotments_pkey PRIMARY KEY (event_id, id),
  -- What tickets refer to: an allotment has tickets of its tier alone.
  CONSTRAINT allotments_tier_key UNIQUE (event_id, tier_id, id),
  CONSTRAINT allotments_tier_fkey FOREIGN KEY (event_id, tier_id) REFERENCES tiers (event_id, id),
  CONSTRAINT allotments_name_length CHECK (char_length(name) BETWEEN 1 AND 50),
  CONSTRAINT allotments_purpose_known
    CHECK (purpose IN ('press', 'sponsors', 'box_office', 'accessible', 'other', 'waitlist'))
);

-- What organisers call theirs. What is kept for waitlists has one name for all tiers.
CREATE UNIQUE INDEX allotments_name_key ON allotments (event_id, name) WHERE purpose <> 'waitlist';

-- What comes back of a tier while somebody waits for it is set aside in one allotment, which is released when nobody
-- waits any more: so nobody is sold what others wait for, and reserving knows nothing of it.
CREATE UNIQUE INDEX allotments_one_waitlist_a_tier ON allotments (event_id, tier_id)
  WHERE purpose = 'waitlist';
-- Those that are looked at every few seconds, and by whatever puts tickets back on sale.
CREATE INDEX allotments_open_waitlists ON allotments (event_id)
  WHERE purpose = 'waitlist' AND released_at IS NULL;

-- Those that are to be released by their time.
CREATE INDEX allotments_to_release ON allotments (releases_at) WHERE released_at IS NULL;
`;

/** What is for sale: events, and the price categories of each. */
export const EVENTS = `
-- Something that tickets are sold for. How many are left is derived, never stored: see stock_levels.
CREATE TABLE events (
  id bigint NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  venue text NOT NULL DEFAULT '',
  starts_at timestamptz NOT NULL,
  -- An IANA name such as Europe/London: times of the event are shown as they are at its venue.
  time_zone text NOT NULL,
  -- ISO 4217. All prices of the event are in its smallest unit.
  currency character(3) NOT NULL,
  -- NULL: tickets are sold from the beginning, or to the end.
  sale_starts_at timestamptz,
  sale_ends_at timestamptz,
  -- How long tickets are held until they are paid for. NULL: the setting HOLD_SECONDS.
  hold_seconds integer,
  -- Without limits, one buyer could hold the whole event. Ten is a large family, or a table.
  -- NULL: as many as one reservation may have at all.
  max_tickets_per_booking integer DEFAULT 10,
  -- Held and paid for, by one buyer. NULL: no limit.
  max_tickets_per_user integer DEFAULT 10,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT events_pkey PRIMARY KEY (id),
  CONSTRAINT events_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  CONSTRAINT events_currency_code CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT events_sale_ends_after_it_starts CHECK (sale_ends_at > sale_starts_at),
  CONSTRAINT events_hold_seconds_positive CHECK (hold_seconds > 0),
  CONSTRAINT events_limits_positive
    CHECK (max_tickets_per_booking > 0 AND max_tickets_per_user > 0)
);

-- A price category of an event. Its capacity is the number of its tickets.
CREATE TABLE tiers (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  name text NOT NULL,
  -- Of one ticket. A booking keeps the price of its moment in its lines.
  price_minor integer NOT NULL,
  -- From 1: the order in which tiers are listed, and in which a reservation locks their tickets.
  position smallint NOT NULL,
  CONSTRAINT tiers_pkey PRIMARY KEY (event_id, id),
  CONSTRAINT tiers_name_key UNIQUE (event_id, name),
  CONSTRAINT tiers_position_key UNIQUE (event_id, position),
  CONSTRAINT tiers_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT tiers_name_length CHECK (char_length(name) BETWEEN 1 AND 50),
  CONSTRAINT tiers_price_not_negative CHECK (price_minor >= 0)
);
`;

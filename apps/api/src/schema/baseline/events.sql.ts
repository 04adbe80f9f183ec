/** What is for sale: events, the price categories of each, and what a person pays within one. */
export const EVENTS = `
-- Something that tickets are sold for. How many are left is derived, never stored: see stock_levels.
CREATE TABLE events (
  id bigint NOT NULL,
  -- Whose it is: only this organisation's members work on it.
  organiser_id bigint NOT NULL,
  -- The series that it is a date of, of the same organisation. NULL: none.
  series_id bigint,
  -- A draft is seen by its organisation alone. Tickets are sold while an event is published; a
  -- paused one is still shown. That it has ended follows from the clock.
  state text NOT NULL DEFAULT 'draft',
  name text NOT NULL,
  subtitle text NOT NULL DEFAULT '',
  -- Markdown, of which a safe part is shown.
  description text NOT NULL DEFAULT '',
  -- Tags of BCP 47 that it is held in, the main one first. Empty: not said.
  languages text[] NOT NULL DEFAULT '{}',
  venue text NOT NULL DEFAULT '',
  address text NOT NULL DEFAULT '',
  starts_at timestamptz NOT NULL,
  -- NULL: unknown.
  ends_at timestamptz,
  doors_at timestamptz,
  -- An IANA name such as Europe/London: times of the event are shown as they are at its venue.
  -- Its picture. NULL: its poster is drawn.
  image_id bigint,
  -- The words that stand for the picture.
  image_alt text NOT NULL DEFAULT '',
  time_zone text NOT NULL,
  -- ISO 4217. All prices of the event are in its smallest unit.
  currency character(3) NOT NULL,
  -- NULL: tickets are sold from the beginning, or to the end.
  sale_starts_at timestamptz,
  sale_ends_at timestamptz,
  -- How long tickets are held until they are paid for. NULL: the setting HOLD_SECONDS.
  hold_seconds integer,
  -- Without limits, one buyer could hold the whole event. NULL: as many as one reservation may have
  -- at all.
  max_tickets_per_booking integer,
  -- Held and paid for, by one buyer. NULL: no limit.
  max_tickets_per_user integer,
  -- The one tax on tickets and fees, in hundredths of a percent, and whether prices are said with it.
  -- NULL: none is shown.
  tax_name text,
  tax_basis_points integer,
  tax_included boolean,
  -- Until so many days before it starts, on the calendar at the venue, buyers return tickets themselves, and get them
  -- paid back with their fees or without. Days and not a moment: they move with the event, and with its copies. NULL:
  -- buyers ask the organiser.
  buyer_refund_days smallint,
  buyer_refund_fees text,
  -- Whether digits that change every 30 seconds follow the codes of its tickets, so that a screenshot admits nobody.
  codes_rotate boolean NOT NULL DEFAULT false,
  -- Whether a ticket that is in lets somebody in again: never, always, or once it was scanned on its way out.
  reentry text NOT NULL DEFAULT 'none',
  -- Until so many hours before it starts, buyers pass tickets on to others. NULL: they can't.
  transfer_hours integer,
  published_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT events_pkey PRIMARY KEY (id),
  CONSTRAINT events_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT events_series_fkey
    FOREIGN KEY (organiser_id, series_id) REFERENCES event_series (organiser_id, id),
  CONSTRAINT events_image_fkey FOREIGN KEY (image_id) REFERENCES images (id),
  CONSTRAINT events_image_has_words
    CHECK ((image_id IS NULL) = (image_alt = '') AND char_length(image_alt) <= 200),
  CONSTRAINT events_state_known CHECK (state IN ('draft', 'published', 'paused', 'cancelled')),
  CONSTRAINT events_state_matches_times CHECK (
    CASE state
      WHEN 'draft' THEN published_at IS NULL AND cancelled_at IS NULL
      WHEN 'cancelled' THEN cancelled_at IS NOT NULL
      ELSE published_at IS NOT NULL AND cancelled_at IS NULL
    END
  ),
  CONSTRAINT events_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  CONSTRAINT events_texts_length CHECK (
    char_length(subtitle) <= 200 AND char_length(description) <= 20000
      AND char_length(venue) <= 200 AND char_length(address) <= 500
  ),
  CONSTRAINT events_languages_count CHECK (cardinality(languages) <= 10),
  CONSTRAINT events_ends_after_it_starts CHECK (ends_at > starts_at),
  CONSTRAINT events_doors_before_it_starts CHECK (doors_at <= starts_at),
  CONSTRAINT events_currency_code CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT events_sale_ends_after_it_starts CHECK (sale_ends_at > sale_starts_at),
  CONSTRAINT events_hold_seconds_positive CHECK (hold_seconds > 0),
  CONSTRAINT events_limits_positive
    CHECK (max_tickets_per_booking > 0 AND max_tickets_per_user > 0),
  CONSTRAINT events_tax_whole CHECK (num_nonnulls(tax_name, tax_basis_points, tax_included) IN (0, 3)),
  CONSTRAINT events_tax_within_bounds
    CHECK (char_length(tax_name) BETWEEN 1 AND 50 AND tax_basis_points BETWEEN 1 AND 10000),
  CONSTRAINT events_reentry_known CHECK (reentry IN ('none', 'free', 'after_exit')),
  CONSTRAINT events_transfer_hours_within_bounds CHECK (transfer_hours BETWEEN 0 AND 8760),
  CONSTRAINT events_buyer_refunds_whole
    CHECK (num_nonnulls(buyer_refund_days, buyer_refund_fees) IN (0, 2)),
  CONSTRAINT events_buyer_refunds_within_bounds CHECK (
    buyer_refund_days BETWEEN 0 AND 365 AND buyer_refund_fees IN ('with_fees', 'without_fees')
  )
);

-- The events of one organisation, for its workspace.
CREATE INDEX events_organiser ON events (organiser_id, starts_at, id);

-- The dates of one series.
CREATE INDEX events_series ON events (series_id, starts_at, id) WHERE series_id IS NOT NULL;

-- Who else shows a picture, when one event no longer does.
CREATE INDEX events_image ON events (image_id) WHERE image_id IS NOT NULL;

-- What anybody may see, the next first.
CREATE INDEX events_shown ON events (starts_at, id) WHERE published_at IS NOT NULL;

-- A price category of an event. Its capacity is the number of its tickets.
CREATE TABLE tiers (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  name text NOT NULL,
  -- Of one ticket, where the tier has no ticket types. A booking keeps the price of its moment in
  -- its lines.
  price_minor integer NOT NULL,
  -- From 1: the order in which tiers are listed, and in which a reservation locks their tickets.
  position smallint NOT NULL,
  -- A name of the palette. Empty: the one of its position.
  color text NOT NULL DEFAULT '',
  -- Shown and sold to those alone who have a code for it.
  hidden boolean NOT NULL DEFAULT false,
  CONSTRAINT tiers_pkey PRIMARY KEY (event_id, id),
  CONSTRAINT tiers_name_key UNIQUE (event_id, name),
  CONSTRAINT tiers_position_key UNIQUE (event_id, position) DEFERRABLE,
  CONSTRAINT tiers_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT tiers_name_length CHECK (char_length(name) BETWEEN 1 AND 50),
  CONSTRAINT tiers_price_not_negative CHECK (price_minor >= 0)
);

-- What one person pays within a tier: adult, student, child. Which type a ticket was sold as stands
-- in its booking's lines; a tier without types sells at its own price.
CREATE TABLE ticket_types (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  tier_id bigint NOT NULL,
  name text NOT NULL,
  -- Who may have it: "with a student card, shown at the door".
  condition text NOT NULL DEFAULT '',
  price_minor integer NOT NULL,
  -- From 1, within its tier. The first one that is for sale is what a tier's name alone stands for.
  position smallint NOT NULL,
  -- Of one booking. NULL: no limit of its own.
  min_per_booking integer,
  max_per_booking integer,
  -- NULL: as the event's sale.
  sale_starts_at timestamptz,
  sale_ends_at timestamptz,
  -- Shown and sold to those alone who have a code for it.
  hidden boolean NOT NULL DEFAULT false,
  CONSTRAINT ticket_types_pkey PRIMARY KEY (event_id, id),
  CONSTRAINT ticket_types_name_key UNIQUE (event_id, tier_id, name),
  CONSTRAINT ticket_types_position_key UNIQUE (event_id, tier_id, position) DEFERRABLE,
  CONSTRAINT ticket_types_tier_fkey
    FOREIGN KEY (event_id, tier_id) REFERENCES tiers (event_id, id),
  CONSTRAINT ticket_types_texts_length
    CHECK (char_length(name) BETWEEN 1 AND 50 AND char_length(condition) <= 200),
  CONSTRAINT ticket_types_price_not_negative CHECK (price_minor >= 0),
  CONSTRAINT ticket_types_limits_in_order
    CHECK (min_per_booking > 0 AND max_per_booking > 0 AND min_per_booking <= max_per_booking),
  CONSTRAINT ticket_types_sale_ends_after_it_starts CHECK (sale_ends_at > sale_starts_at)
);
`;

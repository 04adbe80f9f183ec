/** What is on, as the portal lists and searches it. Kept by triggers, so that whatever changes an event lists it right. */
export const EVENT_LISTINGS = String.raw`
-- Finds words that are nearly the same. Part of PostgreSQL's own distribution, and trusted: whoever may create in the
-- database may install it.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

-- One row per event that anybody may see and that isn't over. Narrow tables and indexes of their own: events that are
-- over, however many, are no part of any search, and the rows of a sale aren't written for it.
CREATE TABLE event_listings (
  event_id bigint NOT NULL,
  organiser_id bigint NOT NULL,
  starts_at timestamptz NOT NULL,
  over_at timestamptz NOT NULL,
  -- By the calendar at the venue: what a buyer means by a day.
  first_day date NOT NULL,
  last_day date NOT NULL,
  currency character(3) NOT NULL,
  -- What the cheapest ticket that isn't free costs, whenever it is on sale; 0: all are free. NULL: nothing to buy.
  price_minor bigint,
  -- Name (A), subtitle and organiser (B), venue and address (C), description (D): as they are, and as German and
  -- English reduce them to their stems.
  words tsvector NOT NULL,
  -- Name, subtitle, venue and organiser, to be compared letter by letter with what was mistyped.
  letters text NOT NULL,
  -- The same of where it is: venue and address.
  place_letters text NOT NULL,
  CONSTRAINT event_listings_pkey PRIMARY KEY (event_id),
  CONSTRAINT event_listings_event_fkey FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE
);

-- The next ones; those that have begun and aren't over.
CREATE INDEX event_listings_next ON event_listings (starts_at, event_id);
CREATE INDEX event_listings_running ON event_listings USING gist (tstzrange(starts_at, over_at));
CREATE INDEX event_listings_organiser ON event_listings (organiser_id, starts_at, event_id);
CREATE INDEX event_listings_free ON event_listings (starts_at, event_id) WHERE price_minor = 0;
CREATE INDEX event_listings_price ON event_listings (currency, price_minor);
CREATE INDEX event_listings_words ON event_listings USING gin (words);
CREATE INDEX event_listings_letters ON event_listings USING gin (letters gin_trgm_ops);
CREATE INDEX event_listings_place_letters ON event_listings USING gin (place_letters gin_trgm_ops);
-- Retention: those that are over.
CREATE INDEX event_listings_over ON event_listings (over_at);

-- A text without accents, punctuation and capitals: what is written and what is typed become the same.
CREATE FUNCTION search_text(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT btrim(regexp_replace(
    regexp_replace(
      lower(normalize(replace(replace(replace(replace(given, 'ß', 'ss'), 'æ', 'ae'), 'ø', 'o'), 'Ø', 'O'), NFKD)),
      '[\u0300-\u036f]', '', 'g'),
    '[\s!-/:-@[-\x60{-~\u00a1-\u00bf\u2000-\u2bff]+', ' ', 'g'))
$$;

-- The words of one text. German umlauts are also typed as two letters: Müller, Muller, Mueller.
CREATE FUNCTION search_words(given text, weight "char") RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT setweight(
    to_tsvector('simple', plain) || to_tsvector('german', plain) || to_tsvector('english', plain)
      || CASE WHEN spelled = plain THEN ''::tsvector ELSE to_tsvector('simple', spelled) END, weight)
  FROM (
    SELECT search_text(given) AS plain,
      search_text(replace(replace(replace(lower(given), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue')) AS spelled
  ) AS text
$$;

-- All of the words that were typed, each of them perhaps unfinished. NULL: there is no word.
--
-- weights: where to look, as in "C"; empty: everywhere
CREATE FUNCTION search_query(given text, weights text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT to_tsquery('simple', terms) || to_tsquery('german', terms) || to_tsquery('english', terms)
  FROM (
    SELECT string_agg(quote_literal(word) || ':*' || weights, ' & ') AS terms
    FROM regexp_split_to_table(search_text(given), ' ') AS word
    WHERE word <> ''
  ) AS query
$$;

-- Whether a text has every long word that was typed, each with a letter or two wrong. One wrong letter in the middle of
-- six leaves 4 of 10 groups of three letters in common; words of another meaning have fewer.
CREATE FUNCTION is_like(letters text, given text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(bool_and(word_similarity(word, letters) >= 0.39), false)
  FROM regexp_split_to_table(search_text(given), ' ') AS word
  WHERE char_length(word) > 3
$$;

-- Some of the events that have something like the longest word that was typed.
CREATE FUNCTION listings_like(given text, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
SET pg_trgm.word_similarity_threshold = 0.39 AS $$
  SELECT event_id FROM event_listings
  WHERE letters %> (
    SELECT word FROM regexp_split_to_table(search_text(given), ' ') AS word
    WHERE char_length(word) > 3 ORDER BY char_length(word) DESC LIMIT 1
  ) AND over_at > now()
  LIMIT most
$$;

-- The same of places.
CREATE FUNCTION listings_in_places_like(given text, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
SET pg_trgm.word_similarity_threshold = 0.39 AS $$
  SELECT event_id FROM event_listings
  WHERE place_letters %> (
    SELECT word FROM regexp_split_to_table(search_text(given), ' ') AS word
    WHERE char_length(word) > 3 ORDER BY char_length(word) DESC LIMIT 1
  ) AND over_at > now()
  LIMIT most
$$;

-- What a ticket of a price costs with the fees of a ticket and a tax that isn't in it: as priceOfOne works it out
-- (libs/contracts/src/pricing), for filters.
CREATE FUNCTION full_price(of_event bigint, price bigint) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (taxable + CASE WHEN event.tax_included THEN 0
    ELSE coalesce(round(taxable * event.tax_basis_points / 10000.0), 0) END)::bigint
  FROM events AS event
  CROSS JOIN LATERAL (
    SELECT price + coalesce(sum(coalesce(fee.amount_minor, round(price * fee.basis_points / 10000.0))), 0) AS taxable
    FROM fees AS fee
    WHERE fee.event_id = event.id AND fee.per = 'ticket' AND (price > 0 OR fee.on_free_tickets)
  ) AS charged
  WHERE event.id = of_event
$$;

-- What the cheapest ticket that isn't free costs; 0 where all are; NULL where nothing is for sale.
--
-- at: only what is on sale then or later; NULL: all that may be seen
CREATE FUNCTION lowest_price_of(of_event bigint, at timestamptz) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(min(cost) FILTER (WHERE cost > 0), min(cost))
  FROM (
    SELECT type.price_minor FROM ticket_types AS type
    JOIN tiers AS tier ON tier.event_id = type.event_id AND tier.id = type.tier_id
    WHERE type.event_id = of_event AND NOT tier.hidden AND NOT type.hidden
      AND coalesce(at < type.sale_ends_at, true)
    UNION
    SELECT tier.price_minor FROM tiers AS tier
    WHERE tier.event_id = of_event AND NOT tier.hidden AND NOT EXISTS (
      SELECT FROM ticket_types AS type WHERE type.event_id = tier.event_id AND type.tier_id = tier.id)
  ) AS price, full_price(of_event, price.price_minor) AS cost
$$;

-- The day of a moment at a venue. In UTC where this server doesn't know the zone: Node.js may know newer ones.
CREATE FUNCTION day_at(moment timestamptz, time_zone text) RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (moment AT TIME ZONE time_zone)::date;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN (moment AT TIME ZONE 'UTC')::date;
END $$;

-- Writes the listings of some events anew.
CREATE FUNCTION list_events(changed bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM event_listings AS listing USING events AS event
  WHERE listing.event_id = ANY (changed) AND event.id = listing.event_id
    AND (event.published_at IS NULL OR coalesce(event.ends_at, event.starts_at + interval '24 hours') <= now());

  INSERT INTO event_listings AS listing (event_id, organiser_id, starts_at, over_at, first_day,
    last_day, currency, price_minor, words, letters, place_letters)
  SELECT event.id, event.organiser_id, event.starts_at,
    coalesce(event.ends_at, event.starts_at + interval '24 hours'),
    day_at(event.starts_at, event.time_zone),
    day_at(coalesce(event.ends_at, event.starts_at), event.time_zone),
    event.currency, lowest_price_of(event.id, NULL),
    search_words(event.name, 'A') || search_words(event.subtitle || ' ' || organiser.name, 'B')
      || search_words(event.venue || ' ' || event.address, 'C') || search_words(event.description, 'D'),
    search_text(concat_ws(' ', event.name, event.subtitle, event.venue, organiser.name)),
    search_text(concat_ws(' ', event.venue, event.address))
  FROM events AS event
  JOIN organisers AS organiser ON organiser.id = event.organiser_id
  WHERE event.id = ANY (changed) AND event.published_at IS NOT NULL
    AND coalesce(event.ends_at, event.starts_at + interval '24 hours') > now()
  ORDER BY event.id
  ON CONFLICT (event_id) DO UPDATE
    SET organiser_id = excluded.organiser_id, starts_at = excluded.starts_at,
        over_at = excluded.over_at, first_day = excluded.first_day, last_day = excluded.last_day,
        currency = excluded.currency, price_minor = excluded.price_minor, words = excluded.words,
        letters = excluded.letters, place_letters = excluded.place_letters;
END $$;

CREATE FUNCTION list_changed_events() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM list_events(ARRAY(SELECT id FROM changed));
  RETURN NULL;
END $$;

CREATE FUNCTION list_events_of_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM list_events(ARRAY(SELECT DISTINCT event_id FROM changed));
  RETURN NULL;
END $$;

-- Those that are on: what is over isn't listed.
CREATE FUNCTION list_events_of_renamed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM list_events(ARRAY(SELECT event_id FROM event_listings WHERE organiser_id = NEW.id));
  RETURN NULL;
END $$;

CREATE TRIGGER events_inserted_listed AFTER INSERT ON events
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_changed_events();
CREATE TRIGGER events_updated_listed AFTER UPDATE ON events
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_changed_events();

CREATE TRIGGER tiers_inserted_listed AFTER INSERT ON tiers
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_events_of_changed();
CREATE TRIGGER tiers_updated_listed AFTER UPDATE ON tiers
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_events_of_changed();
CREATE TRIGGER tiers_deleted_listed AFTER DELETE ON tiers
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_events_of_changed();

CREATE TRIGGER ticket_types_inserted_listed AFTER INSERT ON ticket_types
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_events_of_changed();
CREATE TRIGGER ticket_types_updated_listed AFTER UPDATE ON ticket_types
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_events_of_changed();
CREATE TRIGGER ticket_types_deleted_listed AFTER DELETE ON ticket_types
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_events_of_changed();

CREATE TRIGGER fees_inserted_listed AFTER INSERT ON fees
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_events_of_changed();
CREATE TRIGGER fees_updated_listed AFTER UPDATE ON fees
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_events_of_changed();
CREATE TRIGGER fees_deleted_listed AFTER DELETE ON fees
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION list_events_of_changed();

CREATE TRIGGER organisers_renamed_listed AFTER UPDATE OF name ON organisers
FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION list_events_of_renamed();
`;

/** What organisers' own systems are told: where to, what, and how that went. */
export const WEBHOOKS = `
-- An address of an organisation's own system. No table refers to it by a foreign key: a payment, which
-- publishes in its transaction, would wait for whoever removes an endpoint, and then fail.
CREATE TABLE webhook_endpoints (
  id bigint NOT NULL,
  organiser_id bigint NOT NULL,
  url text NOT NULL,
  description text NOT NULL DEFAULT '',
  -- What it is told of.
  types text[] NOT NULL,
  -- Whether it is told the buyer's name and address.
  includes_buyer boolean NOT NULL DEFAULT false,
  -- What signs, encrypted. The one before signs too, until its time is over.
  secret text NOT NULL,
  previous_secret text,
  previous_secret_until timestamptz,
  -- Told of nothing since then. NULL: it is told.
  disabled_at timestamptz,
  -- By a member, or because it said that it is gone (410).
  disabled_by text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_endpoints_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT webhook_endpoints_texts_length
    CHECK (char_length(url) BETWEEN 1 AND 2000 AND char_length(description) <= 200),
  CONSTRAINT webhook_endpoints_types_some CHECK (cardinality(types) BETWEEN 1 AND 50),
  CONSTRAINT webhook_endpoints_previous_whole
    CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL)),
  CONSTRAINT webhook_endpoints_disabled_whole CHECK (
    (disabled_at IS NULL) = (disabled_by IS NULL) AND disabled_by IN ('member', 'gone')
  )
);

CREATE INDEX webhook_endpoints_organiser ON webhook_endpoints (organiser_id);

-- Something that happened, as endpoints are told it: written in the transaction in which it happens. Nothing
-- in it says who somebody is; a buyer's name and address are read when they are sent.
CREATE TABLE webhook_messages (
  -- Told as webhook-id, with each delivery and each try of it.
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  type text NOT NULL,
  -- Whose buyer is told, where an endpoint asks for that. NULL: it is about no booking.
  event_id bigint,
  booking_id bigint,
  -- As text: receivers get the keys in the order in which they are documented.
  data json NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT webhook_messages_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_messages_booking_whole CHECK (booking_id IS NULL OR event_id IS NOT NULL)
);

-- Retention.
CREATE INDEX webhook_messages_created ON webhook_messages (created_at);

-- A message on its way to one endpoint.
CREATE TABLE webhook_deliveries (
  endpoint_id bigint NOT NULL,
  message_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  -- How often it was sent at all: whoever sends it counts up first, and records what came of that number only.
  attempts integer NOT NULL DEFAULT 0,
  -- How often since it was last asked for; where it stands in the schedule of tries.
  tries smallint NOT NULL DEFAULT 0,
  -- When it is sent next. While it is being sent: when another process may, as this one must have died.
  due_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (endpoint_id, message_id),
  CONSTRAINT webhook_deliveries_message_fkey
    FOREIGN KEY (message_id) REFERENCES webhook_messages (id) ON DELETE CASCADE,
  CONSTRAINT webhook_deliveries_status_known CHECK (status IN ('pending', 'delivered', 'failed')),
  CONSTRAINT webhook_deliveries_tries_within_attempts CHECK (tries BETWEEN 0 AND attempts)
) WITH (
  autovacuum_vacuum_scale_factor = 0.05,
  autovacuum_vacuum_threshold = 1000
);

-- What an endpoint is due; as small as what is on its way.
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, due_at) WHERE status = 'pending';
-- An endpoint's log, the latest first.
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (endpoint_id, created_at, message_id);
-- The cascade of retention.
CREATE INDEX webhook_deliveries_message ON webhook_deliveries (message_id);

-- One try of a delivery, and what came of it.
CREATE TABLE webhook_attempts (
  endpoint_id bigint NOT NULL,
  message_id uuid NOT NULL,
  number integer NOT NULL,
  started_at timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  -- NULL: there was no answer.
  status_code smallint,
  -- Why there was none. Empty: there was.
  error text NOT NULL DEFAULT '',
  -- How the answer began.
  response text NOT NULL DEFAULT '',
  CONSTRAINT webhook_attempts_pkey PRIMARY KEY (endpoint_id, message_id, number),
  CONSTRAINT webhook_attempts_delivery_fkey FOREIGN KEY (endpoint_id, message_id)
    REFERENCES webhook_deliveries (endpoint_id, message_id) ON DELETE CASCADE,
  CONSTRAINT webhook_attempts_answer_or_error CHECK ((status_code IS NULL) = (error <> '')),
  CONSTRAINT webhook_attempts_texts_length
    CHECK (char_length(error) <= 500 AND char_length(response) <= 2048)
);

-- A moment as JSON has it.
CREATE FUNCTION webhook_moment(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- What is told of a booking: tickets by tier and type as they were bought, and what they cost. Numbers of 64
-- bits are texts, as in the API.
CREATE FUNCTION webhook_booking(told_event bigint, told_booking bigint) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object(
    'id', booking.id::text,
    'status', booking.status,
    'createdAt', webhook_moment(booking.created_at),
    'confirmedAt', webhook_moment(booking.confirmed_at),
    'endedAt', webhook_moment(booking.ended_at),
    'tickets', (
      SELECT json_agg(json_build_object(
        'tierId', line->>'tierId',
        'tier', line->>'tier',
        'ticketTypeId', line->>'ticketTypeId',
        'ticketType', line->>'ticketType',
        'quantity', (line->>'quantity')::integer,
        'priceMinor', coalesce((line->>'fullPriceMinor')::bigint, (line->>'priceMinor')::bigint)
      ) ORDER BY position)
      FROM jsonb_array_elements(booking.lines) WITH ORDINALITY AS lines (line, position)
    ),
    'ticketIds', (SELECT coalesce(json_agg(id::text), '[]') FROM unnest(booking.ticket_ids) AS id),
    'totalMinor', booking.total_minor,
    'currency', booking.currency
  )
  FROM bookings AS booking WHERE booking.id = told_booking AND booking.event_id = told_event
$$;

-- Tells the endpoints that ask for it, if there are any, what has happened to an event or to one of its
-- bookings; to be called in the transaction in which it happens. A crash loses nothing, and what is rolled
-- back is told to nobody.
--
-- told_of: what is added to the data; an object.
CREATE FUNCTION publish_webhook(told_type text, told_event bigint, told_booking bigint, told_of json)
RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  WITH subscribed AS MATERIALIZED (
    SELECT endpoint.id, endpoint.organiser_id FROM webhook_endpoints AS endpoint
    WHERE endpoint.organiser_id = (SELECT organiser_id FROM events WHERE id = told_event)
      AND endpoint.disabled_at IS NULL AND told_type = ANY (endpoint.types)
  ), message AS (
    INSERT INTO webhook_messages (type, event_id, booking_id, data)
    SELECT told_type, told_event, told_booking, (
      SELECT json_object_agg(part.key, part.value) FROM (
        SELECT 'organiserId' AS key, to_json(event.organiser_id::text) AS value
        UNION ALL
        SELECT 'event', json_build_object(
          'id', event.id::text, 'name', event.name, 'startsAt', webhook_moment(event.starts_at),
          'timeZone', event.time_zone, 'venue', event.venue)
        UNION ALL
        SELECT 'booking', webhook_booking(told_event, told_booking) WHERE told_booking IS NOT NULL
        UNION ALL
        SELECT key, value FROM json_each(told_of)
      ) AS part)
    FROM events AS event WHERE event.id = told_event AND EXISTS (SELECT FROM subscribed)
    RETURNING id
  )
  INSERT INTO webhook_deliveries (endpoint_id, message_id)
  SELECT subscribed.id, message.id FROM subscribed CROSS JOIN message;
END $$;

-- Bookings that are paid for, or given back unpaid. A trigger and not the application: whoever changes a
-- booking, it is told; and where no organisation of the changed events has an endpoint, a payment costs one
-- look into a table of a few rows, and no statement more. A hold that runs out of time is told to nobody:
-- there are as many as people change their minds.
CREATE FUNCTION publish_changed_bookings() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM webhook_endpoints WHERE disabled_at IS NULL) THEN
    PERFORM publish_webhook('booking.' || moved.status, moved.event_id, moved.id, '{}')
    FROM after_update AS moved
    JOIN before_update AS before ON before.id = moved.id AND before.event_id = moved.event_id
    JOIN events AS event ON event.id = moved.event_id
    WHERE before.status <> moved.status AND moved.status IN ('confirmed', 'cancelled')
      AND EXISTS (
        SELECT FROM webhook_endpoints AS endpoint
        WHERE endpoint.organiser_id = event.organiser_id AND endpoint.disabled_at IS NULL);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER bookings_updated_webhooks AFTER UPDATE ON bookings
REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update
FOR EACH STATEMENT EXECUTE FUNCTION publish_changed_bookings();

-- Money that has gone back, with the booking as it is by then: once for each refund, whoever wanted it.
CREATE FUNCTION publish_refund() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM publish_webhook('booking.refunded', NEW.event_id, NEW.booking_id, json_build_object(
    'refund', json_build_object(
      'id', NEW.id::text,
      'reason', NEW.reason,
      'amountMinor', NEW.amount_minor,
      'currency', NEW.currency,
      'ticketIds', (SELECT coalesce(json_agg(id::text), '[]') FROM unnest(NEW.ticket_ids) AS id),
      'returnedBookingId', NEW.returned_booking_id::text,
      'requestedAt', webhook_moment(NEW.created_at))));
  RETURN NULL;
END $$;

CREATE TRIGGER refunds_updated_webhooks AFTER UPDATE OF status ON refunds
FOR EACH ROW WHEN (OLD.status <> 'succeeded' AND NEW.status = 'succeeded')
EXECUTE FUNCTION publish_refund();

CREATE FUNCTION publish_changed_event() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM publish_webhook('event.' || NEW.state, NEW.id, NULL, '{}');
  RETURN NULL;
END $$;

-- Its first publication, and its cancellation; that a sale is paused and goes on is nobody else's business.
CREATE TRIGGER events_updated_webhooks AFTER UPDATE OF state ON events
FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'published'
  OR OLD.state IN ('published', 'paused') AND NEW.state = 'cancelled')
EXECUTE FUNCTION publish_changed_event();
`;

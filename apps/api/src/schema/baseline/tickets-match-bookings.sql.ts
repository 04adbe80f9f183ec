/** The constraint tickets_match_booking: a foreign key in both directions, checked once per statement. */
export const TICKETS_MATCH_BOOKINGS = `
-- A ticket that names a booking is listed by that booking and held for its user. Violations have the
-- code of a foreign key (23503) and the constraint's name, tickets_match_booking.
--
-- All of the functions run as their owner, as the check of a foreign key does; find the tables of this
-- schema and no temporary ones; and never read all bookings, whatever the statistics say. They look
-- after the statement, in READ COMMITTED by a snapshot of its own, which sees all who had the booking
-- locked. A stricter isolation would look at what was there when the transaction began and miss a
-- ticket that came since, so changes of bookings that matter here are refused in it.

-- Tickets that are made with a booking, which only a restore or a test does.
CREATE FUNCTION require_inserted_to_match() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  stray record;
BEGIN
  SELECT named.booking_id, named.ticket_ids INTO stray
  FROM (
    SELECT event_id, booking_id, user_id, array_agg(id) AS ticket_ids
    FROM inserted WHERE booking_id IS NOT NULL
    GROUP BY event_id, booking_id, user_id
  ) AS named
  WHERE (
    SELECT true FROM bookings AS booking
    WHERE booking.id = named.booking_id AND booking.event_id = named.event_id
      AND booking.user_id = named.user_id AND booking.ticket_ids @> named.ticket_ids
    FOR SHARE
  ) IS NULL
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Tickets % name booking %, which does not list them or is another user''s.',
      stray.ticket_ids, stray.booking_id
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'tickets_match_booking', TABLE = 'tickets';
  END IF;
  RETURN NULL;
END $$;

-- Tickets that are held, paid for or let go. Bookings are looked up one by one, by a subquery that
-- can't become a join, and locked FOR SHARE, so that none changes its list or its user meanwhile. One
-- that this very transaction has made needs no lock, since nobody else sees it; it is known by its
-- transaction's number and its time, as numbers come again after four thousand million others.
CREATE FUNCTION require_updated_to_match() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  stray record;
  -- A transaction that has made a booking has a number; one that changes nothing shall not get one.
  own CONSTANT xid := pg_current_xact_id_if_assigned()::xid;
BEGIN
  IF EXISTS (SELECT FROM before_update WHERE booking_id IS NOT NULL) THEN
    -- Some tickets named a booking before: only what is named anew has to be looked at.
    SELECT named.booking_id, named.ticket_ids INTO stray
    FROM (
      SELECT event_id, booking_id, user_id, array_agg(id) AS ticket_ids
      FROM (
        SELECT event_id, booking_id, user_id, id FROM after_update WHERE booking_id IS NOT NULL
        EXCEPT ALL
        SELECT event_id, booking_id, user_id, id FROM before_update WHERE booking_id IS NOT NULL
      ) AS reference
      GROUP BY event_id, booking_id, user_id
    ) AS named
    WHERE coalesce((
      SELECT true FROM bookings AS booking
      WHERE booking.id = named.booking_id AND booking.event_id = named.event_id
        AND booking.user_id = named.user_id AND booking.ticket_ids @> named.ticket_ids
        AND booking.xmin = own AND booking.created_at = now()
    ), (
      SELECT true FROM bookings AS booking
      WHERE booking.id = named.booking_id AND booking.event_id = named.event_id
        AND booking.user_id = named.user_id AND booking.ticket_ids @> named.ticket_ids
      FOR SHARE
    )) IS NULL
    LIMIT 1;
  ELSE
    -- All were free, as when they are reserved: nothing to set off, so all are looked at.
    SELECT named.booking_id, named.ticket_ids INTO stray
    FROM (
      SELECT event_id, booking_id, user_id, array_agg(id) AS ticket_ids
      FROM after_update WHERE booking_id IS NOT NULL
      GROUP BY event_id, booking_id, user_id
    ) AS named
    WHERE coalesce((
      SELECT true FROM bookings AS booking
      WHERE booking.id = named.booking_id AND booking.event_id = named.event_id
        AND booking.user_id = named.user_id AND booking.ticket_ids @> named.ticket_ids
        AND booking.xmin = own AND booking.created_at = now()
    ), (
      SELECT true FROM bookings AS booking
      WHERE booking.id = named.booking_id AND booking.event_id = named.event_id
        AND booking.user_id = named.user_id AND booking.ticket_ids @> named.ticket_ids
      FOR SHARE
    )) IS NULL
    LIMIT 1;
  END IF;
  IF FOUND THEN
    RAISE EXCEPTION 'Tickets % name booking %, which does not list them or is another user''s.',
      stray.ticket_ids, stray.booking_id
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'tickets_match_booking', TABLE = 'tickets';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER tickets_inserted_match AFTER INSERT ON tickets
REFERENCING NEW TABLE AS inserted
FOR EACH STATEMENT EXECUTE FUNCTION require_inserted_to_match();

CREATE TRIGGER tickets_updated_match AFTER UPDATE ON tickets
REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update
FOR EACH STATEMENT EXECUTE FUNCTION require_updated_to_match();

-- The other direction. A booking that changes its user takes its tickets along; one that is deleted,
-- or no longer lists a ticket that names it, is refused. Its list is all that has to be read for that,
-- since no ticket names a booking that doesn't list it.
CREATE FUNCTION keep_tickets_matching() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'Bookings change their tickets or their user in READ COMMITTED only.'
      USING ERRCODE = 'feature_not_supported';
  END IF;
  IF EXISTS (
    SELECT FROM tickets
    WHERE event_id = OLD.event_id AND id = ANY (OLD.ticket_ids) AND booking_id = OLD.id
      AND (TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.event_id = OLD.event_id
        AND tickets.id = ANY (NEW.ticket_ids)) IS NOT TRUE
  ) THEN
    RAISE EXCEPTION 'Booking % still has tickets that name it.', OLD.id
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'tickets_match_booking', TABLE = 'tickets';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    UPDATE tickets SET user_id = NEW.user_id, updated_at = now()
    WHERE event_id = NEW.event_id AND id = ANY (NEW.ticket_ids) AND booking_id = NEW.id
      AND user_id <> NEW.user_id;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER bookings_deleted_match AFTER DELETE ON bookings
FOR EACH ROW EXECUTE FUNCTION keep_tickets_matching();

-- Not called where nothing of that changes: as when a booking is paid for.
CREATE TRIGGER bookings_updated_match AFTER UPDATE ON bookings
FOR EACH ROW WHEN (
  (OLD.event_id, OLD.id, OLD.user_id, OLD.ticket_ids)
    IS DISTINCT FROM (NEW.event_id, NEW.id, NEW.user_id, NEW.ticket_ids)
) EXECUTE FUNCTION keep_tickets_matching();

-- TRUNCATE calls no trigger of a row.
CREATE FUNCTION require_no_named_booking() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'Bookings change their tickets or their user in READ COMMITTED only.'
      USING ERRCODE = 'feature_not_supported';
  END IF;
  IF EXISTS (SELECT FROM tickets WHERE booking_id IS NOT NULL) THEN
    RAISE EXCEPTION 'There are tickets that name a booking.'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'tickets_match_booking', TABLE = 'tickets';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER bookings_truncated_match AFTER TRUNCATE ON bookings
FOR EACH STATEMENT EXECUTE FUNCTION require_no_named_booking();
`;

/** Who comes to an event, in the order of a guest list. */
export const GUESTS = `
-- Where somebody stands on a guest list: by the last word of their name, then by the whole of it. Whoever bought at the
-- counter without a name (WALK_IN_NAME of the contracts) comes last. Shortened, as an index takes no key of any length.
-- One expression without FROM, though it folds the name twice: only such a function is inlined, and a call of its own
-- takes four times as long, for every payment.
CREATE FUNCTION guest_sort_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN name = 'Walk-in' THEN chr(1114111)
    ELSE left(coalesce(substring(public.folded(name) FROM '[^ ]+$'), ''), 60) || chr(1)
      || left(public.folded(name), 120) END
$$;

-- The bookings of an event that are paid for. A table of its own, as the order is of two tables, bookings and users:
-- without it, each page of a list would sort all of the event's bookings anew.
CREATE TABLE guests (
  event_id bigint NOT NULL,
  booking_id bigint NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  CONSTRAINT guests_pkey PRIMARY KEY (event_id, booking_id)
);

CREATE INDEX guests_order ON guests (event_id, sort_key, booking_id);

-- A payment and a new name of its buyer wait for each other: else the one reads the old name, the other misses the row,
-- and the guest stays listed under the old name. Of a few buckets and not of each buyer, as one statement may pay for
-- thousands of bookings; and not of the row in users, which other transactions lock before they lock bookings.
CREATE FUNCTION guest_name_lock(user_id bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  -- "guest" in ASCII, and the bucket.
  SELECT (444351214452 << 8) + (hashint8(user_id) & 63)
$$;

-- Triggers and not the application: by whatever statement a booking is paid for, refunded or given to another buyer,
-- the list is right.
CREATE FUNCTION list_guest() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.status = 'confirmed' THEN
    DELETE FROM guests WHERE event_id = OLD.event_id AND booking_id = OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.status = 'confirmed' THEN
    PERFORM pg_advisory_xact_lock_shared(guest_name_lock(NEW.user_id));
    INSERT INTO guests (event_id, booking_id, sort_key)
    SELECT NEW.event_id, NEW.id, guest_sort_key(name) FROM users WHERE id = NEW.user_id;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION list_renamed_guest() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(guest_name_lock(NEW.id));
  UPDATE guests AS guest SET sort_key = guest_sort_key(NEW.name)
  FROM bookings AS booking
  WHERE booking.user_id = NEW.id AND booking.status = 'confirmed'
    AND guest.event_id = booking.event_id AND guest.booking_id = booking.id;
  RETURN NULL;
END $$;

CREATE TRIGGER bookings_updated_guests AFTER UPDATE ON bookings FOR EACH ROW
WHEN ((OLD.status = 'confirmed') <> (NEW.status = 'confirmed')
  OR (NEW.status = 'confirmed' AND NEW.user_id <> OLD.user_id))
EXECUTE FUNCTION list_guest();

CREATE TRIGGER bookings_inserted_guests AFTER INSERT ON bookings
FOR EACH ROW WHEN (NEW.status = 'confirmed') EXECUTE FUNCTION list_guest();

CREATE TRIGGER bookings_deleted_guests AFTER DELETE ON bookings
FOR EACH ROW WHEN (OLD.status = 'confirmed') EXECUTE FUNCTION list_guest();

CREATE TRIGGER users_renamed_guests AFTER UPDATE OF name ON users
FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION list_renamed_guest();
`;

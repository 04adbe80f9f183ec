-- The schema that the migrations make: what pg_dump 15 says of it.
-- Written by "npm run docs:schema", and compared by schema-sql.spec.ts.


CREATE SCHEMA public;

COMMENT ON SCHEMA public IS 'standard public schema';

CREATE FUNCTION public.attendee_words(event_id bigint, name text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  SELECT array_to_tsvector(ARRAY(
    SELECT event_id || ':' || word
    FROM unnest(string_to_array(
      public.folded(name || ' ' || translate(name, '-._+''', '     ')), ' ')) AS word
    WHERE word <> ''))
$$;

CREATE FUNCTION public.audit_role_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
  role_before CONSTANT text := CASE TG_OP WHEN 'UPDATE' THEN old.role END;
BEGIN
  IF NOT EXISTS (
    SELECT FROM audit_entries
    WHERE transaction_id = pg_current_xact_id() AND subject_kind = 'user'
      AND subject_id = new.id AND action <> 'user.role_written'
      AND before ->> 'role' IS NOT DISTINCT FROM role_before
      AND after ->> 'role' IS NOT DISTINCT FROM new.role
  ) THEN
    INSERT INTO audit_entries (action, actor_role, subject_kind, subject_id, before, after)
    VALUES ('user.role_written', 'system', 'user', new.id,
      CASE TG_OP WHEN 'UPDATE' THEN jsonb_build_object('role', role_before) END,
      jsonb_build_object('role', new.role, 'databaseUser', session_user));
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.buyer_words(name text, email_key text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  SELECT array_to_tsvector(array_remove(string_to_array(public.folded(
    name || ' ' || coalesce(email_key, '') || ' '
      || translate(name || ' ' || coalesce(split_part(email_key, '@', 1), ''), '-._+''', '     ')
  ), ' '), ''))
$$;

CREATE FUNCTION public.count_code_uses() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
  counted integer;
BEGIN
  IF TG_OP <> 'INSERT' AND (OLD.confirmed_at IS NOT NULL OR OLD.ended_at IS NULL) THEN
    UPDATE codes SET uses = uses - 1 WHERE event_id = OLD.event_id AND id = ANY (OLD.code_ids);
  END IF;
  IF TG_OP <> 'DELETE' AND (NEW.confirmed_at IS NOT NULL OR NEW.ended_at IS NULL) THEN
    UPDATE codes SET uses = uses + 1 WHERE event_id = NEW.event_id AND id = ANY (NEW.code_ids);
    GET DIAGNOSTICS counted = ROW_COUNT;
    IF counted <> cardinality(NEW.code_ids) THEN
      RAISE EXCEPTION 'Booking % uses codes % that its event does not have.', NEW.id, NEW.code_ids
        USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'bookings_codes_exist', TABLE = 'bookings';
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.count_ledger_entries() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
DECLARE
  stray record;
BEGIN
  WITH entry AS MATERIALIZED (
    SELECT added.*, account.id AS known, transfer.posted_at, transfer.kind
    FROM added
    LEFT JOIN ledger_transfers AS transfer
      ON transfer.event_id = added.event_id AND transfer.id = added.transfer_id
        AND transfer.posted_in = pg_current_xact_id()
    LEFT JOIN ledger_accounts AS account
      ON account.id = added.account_id AND account.organiser_id = transfer.organiser_id
        AND account.currency = transfer.currency
  ), counted AS (
    INSERT INTO ledger_changes (event_id, posted_at, account_id, captured_minor, followed_minor)
    SELECT event_id, date_bin('15 minutes', posted_at, '2000-01-01 00:00:00+00'), account_id,
      coalesce(sum(amount_minor) FILTER (WHERE kind = 'capture'), 0),
      coalesce(sum(amount_minor) FILTER (WHERE kind <> 'capture'), 0)
    FROM entry WHERE known IS NOT NULL
    GROUP BY 1, 2, 3
  )
  SELECT transfer_id, account_id INTO stray FROM entry WHERE known IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Transfer % is not there or was posted before, or account % is not of it.',
      stray.transfer_id, stray.account_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entries_of_open_transfer',
        TABLE = 'ledger_entries';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.day_at(moment timestamp with time zone, time_zone text) RETURNS date
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  RETURN (moment AT TIME ZONE time_zone)::date;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN (moment AT TIME ZONE 'UTC')::date;
END $$;

CREATE FUNCTION public.fees_and_tax_of(lines jsonb, charges jsonb) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT ARRAY[coalesce(sum(part.fees), 0)::bigint, coalesce(sum(part.tax), 0)::bigint]
  FROM (
    SELECT (line->>'quantity')::bigint * coalesce((
        SELECT sum((fee->>'amountMinor')::bigint) FROM jsonb_array_elements(line->'fees') AS fee
      ), 0),
      (line->>'quantity')::bigint * coalesce((line->>'taxMinor')::bigint, 0)
    FROM jsonb_array_elements(lines) AS line
    UNION ALL
    SELECT (fee->>'amountMinor')::bigint, (fee->>'taxMinor')::bigint
    FROM jsonb_array_elements(charges->'bookingFees') AS fee
  ) AS part (fees, tax)
$$;

CREATE FUNCTION public.folded(said text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  SELECT btrim(regexp_replace(
    translate(replace(replace(replace(
      lower(regexp_replace(normalize(said, NFD), '[\u0300-\u036f]', '', 'g')),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'đðłøıħŧ', 'ddloiht'), '\s+', ' ', 'g'))
$$;

CREATE FUNCTION public.full_price(of_event bigint, price bigint) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.guest_name_lock(user_id bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  -- "guest" in ASCII, and the bucket.
  SELECT (444351214452 << 8) + (hashint8(user_id) & 63)
$$;

CREATE FUNCTION public.guest_sort_key(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$
  SELECT CASE WHEN name = 'Walk-in' THEN chr(1114111)
    ELSE left(coalesce(substring(public.folded(name) FROM '[^ ]+$'), ''), 60) || chr(1)
      || left(public.folded(name), 120) END
$_$;

CREATE FUNCTION public.is_like(letters text, given text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  SELECT coalesce(bool_and(word_similarity(word, letters) >= 0.39), false)
  FROM regexp_split_to_table(search_text(given), ' ') AS word
  WHERE char_length(word) > 3
$$;

CREATE FUNCTION public.keep_tickets_matching() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
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

CREATE FUNCTION public.ledger_account(of_organiser bigint, in_currency text, of_kind text, of_provider text) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
DECLARE
  account bigint;
BEGIN
  LOOP
    SELECT id INTO account FROM ledger_accounts
    WHERE organiser_id = of_organiser AND currency = in_currency AND kind = of_kind
      AND provider = of_provider;
    EXIT WHEN FOUND;
    INSERT INTO ledger_accounts (organiser_id, currency, kind, provider)
    VALUES (of_organiser, in_currency, of_kind, of_provider)
    ON CONFLICT ON CONSTRAINT ledger_accounts_key DO NOTHING;
  END LOOP;
  RETURN account;
END $$;

CREATE FUNCTION public.list_changed_events() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  PERFORM list_events(ARRAY(SELECT id FROM changed));
  RETURN NULL;
END $$;

CREATE FUNCTION public.list_events(changed bigint[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.list_events_of_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  PERFORM list_events(ARRAY(SELECT DISTINCT event_id FROM changed));
  RETURN NULL;
END $$;

CREATE FUNCTION public.list_events_of_renamed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  PERFORM list_events(ARRAY(SELECT event_id FROM event_listings WHERE organiser_id = NEW.id));
  RETURN NULL;
END $$;

CREATE FUNCTION public.list_guest() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.list_renamed_guest() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(guest_name_lock(NEW.id));
  UPDATE guests AS guest SET sort_key = guest_sort_key(NEW.name)
  FROM bookings AS booking
  WHERE booking.user_id = NEW.id AND booking.status = 'confirmed'
    AND guest.event_id = booking.event_id AND guest.booking_id = booking.id;
  RETURN NULL;
END $$;

CREATE FUNCTION public.listings_in_places_like(given text, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET "pg_trgm.word_similarity_threshold" TO '0.39'
    AS $$
  SELECT event_id FROM event_listings
  WHERE place_letters %> (
    SELECT word FROM regexp_split_to_table(search_text(given), ' ') AS word
    WHERE char_length(word) > 3 ORDER BY char_length(word) DESC LIMIT 1
  ) AND over_at > now()
  LIMIT most
$$;

CREATE FUNCTION public.listings_like(given text, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET "pg_trgm.word_similarity_threshold" TO '0.39'
    AS $$
  SELECT event_id FROM event_listings
  WHERE letters %> (
    SELECT word FROM regexp_split_to_table(search_text(given), ' ') AS word
    WHERE char_length(word) > 3 ORDER BY char_length(word) DESC LIMIT 1
  ) AND over_at > now()
  LIMIT most
$$;

CREATE FUNCTION public.lowest_price_of(of_event bigint, at timestamp with time zone) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.mailbox_of(email_key text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  SELECT regexp_replace(email_key, '^([^+@]+)\+[^@]*@', '\1@')
$$;

CREATE FUNCTION public.post_captures() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
  -- Free bookings move no money, and attempts that failed don't either.
  IF NOT EXISTS (SELECT FROM written
    WHERE status IN ('captured', 'returned') AND amount_minor > 0) THEN
    RETURN NULL;
  END IF;
  WITH capture AS MATERIALIZED (
    SELECT payment.event_id, payment.id, payment.booking_id, payment.provider, payment.currency,
      payment.amount_minor, event.organiser_id,
      -- When its booking was confirmed, so that takings and tickets are of one day.
      coalesce(CASE payment.status WHEN 'captured' THEN booking.confirmed_at END,
        CASE TG_OP WHEN 'INSERT' THEN payment.created_at ELSE now() END) AS posted_at,
      -- Most have neither fees nor tax, and needn't be taken apart.
      CASE WHEN booking.charges IS NULL THEN '{0,0}'
        ELSE fees_and_tax_of(booking.lines, booking.charges) END AS charged
    -- Each looked up by itself: with joins, a planner that knows nothing of the tables yet reads all bookings of an event.
    FROM written AS payment
    CROSS JOIN LATERAL (
      SELECT organiser_id FROM events WHERE id = payment.event_id OFFSET 0
    ) AS event
    CROSS JOIN LATERAL (
      SELECT confirmed_at, lines, charges FROM bookings
      WHERE id = payment.booking_id AND event_id = payment.event_id OFFSET 0
    ) AS booking
    -- What is returned had come, too.
    WHERE payment.status IN ('captured', 'returned') AND payment.amount_minor > 0
  ), account AS MATERIALIZED (
    -- Those that aren't there yet are made in one order by all.
    SELECT needed.*, ledger_account(organiser_id, currency, kind, provider) AS id
    FROM (
      SELECT DISTINCT organiser_id, currency, kind, CASE kind WHEN 'clearing' THEN provider ELSE '' END
      FROM capture
      CROSS JOIN LATERAL (VALUES
        (CASE provider WHEN 'counter' THEN 'cash' ELSE 'clearing' END, true), ('payable', true),
        ('fees', charged[1] <> 0), ('taxes', charged[2] <> 0)
      ) AS part (kind, is_needed)
      WHERE part.is_needed
      ORDER BY 1, 2, 3, 4
    ) AS needed (organiser_id, currency, kind, provider)
  ), transfer AS (
    INSERT INTO ledger_transfers (event_id, kind, source_id, organiser_id, currency, booking_id,
      payment_id, provider, posted_at)
    SELECT event_id, 'capture', id, organiser_id, currency, booking_id, id, provider, posted_at
    FROM capture
    ON CONFLICT ON CONSTRAINT ledger_transfers_fact_key DO NOTHING
    RETURNING event_id, id, source_id
  )
  INSERT INTO ledger_entries (event_id, transfer_id, account_id, amount_minor)
  SELECT transfer.event_id, transfer.id, account.id,
    CASE account.kind WHEN 'payable' THEN charged[1] + charged[2] - capture.amount_minor
      WHEN 'fees' THEN -charged[1] WHEN 'taxes' THEN -charged[2] ELSE capture.amount_minor END
  FROM transfer
  JOIN capture ON capture.id = transfer.source_id AND capture.event_id = transfer.event_id
  JOIN account ON account.organiser_id = capture.organiser_id
    AND account.currency = capture.currency
    AND CASE account.kind WHEN 'clearing' THEN capture.provider = account.provider
      WHEN 'cash' THEN capture.provider = 'counter' WHEN 'payable' THEN charged[1] + charged[2] <> capture.amount_minor
      WHEN 'fees' THEN charged[1] <> 0 ELSE charged[2] <> 0 END;
  RETURN NULL;
END $$;

CREATE FUNCTION public.publish_changed_bookings() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.publish_changed_event() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  PERFORM publish_webhook('event.' || NEW.state, NEW.id, NULL, '{}');
  RETURN NULL;
END $$;

CREATE FUNCTION public.publish_check_ins() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  IF EXISTS (
    SELECT FROM webhook_endpoints WHERE disabled_at IS NULL AND 'ticket.checked_in' = ANY (types)
  ) THEN
    PERFORM publish_webhook('ticket.checked_in', checked_in.event_id, checked_in.booking_id, json_build_object(
      'ticket', json_build_object('id', ticket.id::text, 'tierId', ticket.tier_id::text),
      'checkIn', json_build_object('at', webhook_moment(checked_in.scanned_at), 'gate', checked_in.gate,
        'deviceId', checked_in.device_id::text)))
    FROM (
      SELECT DISTINCT ON (event_id, ticket_id, booking_id) * FROM inserted WHERE kind = 'in'
      ORDER BY event_id, ticket_id, booking_id, number
    ) AS checked_in
    JOIN tickets AS ticket ON ticket.id = checked_in.ticket_id AND ticket.event_id = checked_in.event_id
    WHERE NOT EXISTS (
      SELECT FROM scans AS earlier
      WHERE earlier.event_id = checked_in.event_id AND earlier.ticket_id = checked_in.ticket_id
        AND earlier.booking_id = checked_in.booking_id AND earlier.kind = 'in' AND earlier.number < checked_in.number);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.publish_refund() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.publish_webhook(told_type text, told_event bigint, told_booking bigint, told_of json) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.record_sales_of_one() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO sales_changes (event_id, sold_at, tier_id, ticket_type_id, tickets, amount_minor,
    discount_minor, fees_minor, tax_minor)
    SELECT NEW.event_id, sale.* FROM sales_of(NEW.confirmed_at, NEW.ended_at, NEW.lines, NEW.charges) AS sale;
  ELSE
    INSERT INTO sales_changes (event_id, sold_at, tier_id, ticket_type_id, tickets, amount_minor,
    discount_minor, fees_minor, tax_minor)
    SELECT OLD.event_id, sold_at, tier_id, ticket_type_id, -tickets, -amount_minor,
      -discount_minor, -fees_minor, -tax_minor
    FROM sales_of(OLD.confirmed_at, OLD.ended_at, OLD.lines, OLD.charges);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.record_sales_of_updated() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  INSERT INTO sales_changes (event_id, sold_at, tier_id, ticket_type_id, tickets, amount_minor,
    discount_minor, fees_minor, tax_minor)
  SELECT moved.event_id, sale.sold_at, sale.tier_id, sale.ticket_type_id,
    sum(moved.sign * sale.tickets), sum(moved.sign * sale.amount_minor),
    sum(moved.sign * sale.discount_minor), sum(moved.sign * sale.fees_minor),
    sum(moved.sign * sale.tax_minor)
  FROM (
    SELECT event_id, confirmed_at, ended_at, lines, charges, 1 AS sign FROM after_update
    WHERE confirmed_at IS NOT NULL
    UNION ALL
    SELECT event_id, confirmed_at, ended_at, lines, charges, -1 FROM before_update
    WHERE confirmed_at IS NOT NULL
  ) AS moved
  CROSS JOIN sales_of(moved.confirmed_at, moved.ended_at, moved.lines, moved.charges) AS sale
  GROUP BY moved.event_id, sale.sold_at, sale.tier_id, sale.ticket_type_id
  HAVING sum(moved.sign * sale.tickets) <> 0 OR sum(moved.sign * sale.amount_minor) <> 0;
  RETURN NULL;
END $$;

CREATE FUNCTION public.record_stock_of_deleted() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  INSERT INTO stock_changes (event_id, stock_id, tier_id, available, held, booked)
  SELECT event_id, coalesce(allotment_id, tier_id), tier_id,
    -count(*) FILTER (WHERE status = 'available'),
    -count(*) FILTER (WHERE status = 'pending'),
    -count(*) FILTER (WHERE status = 'booked')
  FROM deleted GROUP BY event_id, tier_id, allotment_id;
  RETURN NULL;
END $$;

CREATE FUNCTION public.record_stock_of_inserted() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  INSERT INTO stock_changes (event_id, stock_id, tier_id, available, held, booked)
  SELECT event_id, coalesce(allotment_id, tier_id), tier_id,
    count(*) FILTER (WHERE status = 'available'),
    count(*) FILTER (WHERE status = 'pending'),
    count(*) FILTER (WHERE status = 'booked')
  FROM inserted GROUP BY event_id, tier_id, allotment_id;
  RETURN NULL;
END $$;

CREATE FUNCTION public.record_stock_of_updated() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  INSERT INTO stock_changes (event_id, stock_id, tier_id, available, held, booked)
  SELECT event_id, coalesce(allotment_id, tier_id), tier_id,
    coalesce(sum(sign) FILTER (WHERE booking_id IS NULL), 0),
    coalesce(sum(sign) FILTER (WHERE booking_id IS NOT NULL AND booked_at IS NULL), 0),
    coalesce(sum(sign) FILTER (WHERE booked_at IS NOT NULL), 0)
  FROM (
    SELECT event_id, tier_id, allotment_id, booking_id, booked_at, 1 AS sign FROM after_update
    UNION ALL
    SELECT event_id, tier_id, allotment_id, booking_id, booked_at, -1 FROM before_update
  ) AS moved
  GROUP BY event_id, tier_id, allotment_id;
  RETURN NULL;
END $$;

CREATE FUNCTION public.refuse_to_change_the_audit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: the audit is only ever added to', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION public.refuse_to_delete_young_invoices() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.issued_at > now() - interval '6 years' THEN
    RAISE EXCEPTION 'Invoice % has to be kept.', OLD.number
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'invoices_are_kept';
  END IF;
  RETURN OLD;
END
$$;

CREATE FUNCTION public.require_all_keys(taken bigint, wanted bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF taken <> wanted THEN
    RAISE EXCEPTION '% keys were to be new, but % are.', wanted, taken
      USING ERRCODE = 'TK002';
  END IF;
  RETURN taken;
END $$;

CREATE FUNCTION public.require_all_tickets(changed bigint, wanted bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF changed <> wanted THEN
    RAISE EXCEPTION '% tickets were to change their state, but % could.', wanted, changed
      USING ERRCODE = 'TK001';
  END IF;
  RETURN changed;
END $$;

CREATE FUNCTION public.require_balanced_transfer() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
DECLARE
  rest bigint;
BEGIN
  SELECT sum(amount_minor) INTO rest FROM ledger_entries
  WHERE event_id = NEW.event_id AND transfer_id = NEW.id;
  -- Without entries, there is no sum.
  IF rest IS DISTINCT FROM 0 THEN
    RAISE EXCEPTION 'The entries of transfer % (% of %) leave %.', NEW.id, NEW.kind, NEW.source_id,
      coalesce(rest::text, 'nothing, there are none')
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transfers_balanced',
        TABLE = 'ledger_transfers';
  END IF;
  IF NEW.kind NOT IN ('capture', 'refund_begun', 'dispute_opened', 'dispute_raised') AND (
    NOT EXISTS (
      SELECT FROM ledger_transfers AS other
      WHERE other.event_id = NEW.event_id AND other.id = coalesce(NEW.settles, NEW.reverses)
        AND other.payment_id = NEW.payment_id
        AND CASE
          WHEN NEW.kind = 'reversal' THEN other.kind <> 'reversal'
          WHEN NEW.kind IN ('refund_done', 'refund_failed') THEN other.kind = 'refund_begun'
          ELSE other.kind = 'dispute_opened' END
    ) OR NEW.kind = 'reversal' AND EXISTS (
      SELECT FROM ledger_entries
      WHERE event_id = NEW.event_id AND transfer_id IN (NEW.id, NEW.reverses)
      GROUP BY account_id HAVING sum(amount_minor) <> 0
    )
  ) THEN
    RAISE EXCEPTION 'Transfer % (%) does not go with the one that it follows.', NEW.id, NEW.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transfers_follow',
        TABLE = 'ledger_transfers';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.require_inserted_to_match() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
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

CREATE FUNCTION public.require_no_named_booking() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
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

CREATE FUNCTION public.require_updated_to_match() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
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

CREATE FUNCTION public.sales_of(confirmed_at timestamp with time zone, ended_at timestamp with time zone, lines jsonb, charges jsonb) RETURNS TABLE(sold_at timestamp with time zone, tier_id bigint, ticket_type_id bigint, tickets bigint, amount_minor bigint, discount_minor bigint, fees_minor bigint, tax_minor bigint)
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT date_bin('15 minutes', moment.at, '2000-01-01 00:00:00+00'),
    sold.tier_id, sold.ticket_type_id, moment.sign * sold.tickets, moment.sign * sold.amount_minor,
    moment.sign * sold.discount_minor, moment.sign * sold.fees_minor, moment.sign * sold.tax_minor
  FROM (VALUES (confirmed_at, 1), (ended_at, -1)) AS moment (at, sign)
  CROSS JOIN (
    SELECT (line->>'tierId')::bigint, coalesce((line->>'ticketTypeId')::bigint, 0), quantity,
      quantity * coalesce((line->>'fullPriceMinor')::bigint, (line->>'priceMinor')::bigint),
      quantity * coalesce((line->>'discountMinor')::bigint, 0),
      quantity * coalesce((
        SELECT sum((fee->>'amountMinor')::bigint) FROM jsonb_array_elements(line->'fees') AS fee
      ), 0)::bigint,
      quantity * coalesce((line->>'taxMinor')::bigint, 0)
    FROM jsonb_array_elements(lines) AS line
    CROSS JOIN LATERAL (VALUES ((line->>'quantity')::bigint)) AS counted (quantity)
    UNION ALL
    SELECT 0, 0, 0, (fee->>'fullAmountMinor')::bigint, 0, (fee->>'amountMinor')::bigint,
      (fee->>'taxMinor')::bigint
    FROM jsonb_array_elements(charges->'bookingFees') AS fee
  ) AS sold (tier_id, ticket_type_id, tickets, amount_minor, discount_minor, fees_minor, tax_minor)
  WHERE confirmed_at IS NOT NULL AND moment.at IS NOT NULL
$$;

CREATE FUNCTION public.seal_audit_entries(most integer) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
  oldest_under_way CONSTANT xid8 := pg_snapshot_xmin(pg_current_snapshot());
  not_begun CONSTANT xid8 := pg_snapshot_xmax(pg_current_snapshot());
  last audit_chain%ROWTYPE;
  highest audit_chain%ROWTYPE;
  looked audit_restores%ROWTYPE;
  has_looked boolean;
  entry record;
  sealed integer := 0;
  next_hash bytea;
  transaction_ids xid8[] := '{}';
  entry_ids bigint[] := '{}';
  hashes bytea[] := '{}';
BEGIN
  -- One at a time; the others come back later. ("boxs" in ASCII)
  IF NOT pg_try_advisory_xact_lock(1651472499) THEN RETURN 0; END IF;
  SELECT * INTO last FROM audit_chain ORDER BY position DESC LIMIT 1;
  SELECT * INTO looked FROM audit_restores ORDER BY id DESC LIMIT 1;
  next_hash := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
  has_looked := coalesce(looked.since <= not_begun
    AND (looked.position = last.position OR last.transaction_id < not_begun), false);
  -- Entries of other servers' transactions, which this one has yet to begin: behind the last of those
  -- that are sealed. Where they have not all been looked at, behind the end of the chain; and where
  -- that end is of such a transaction itself, it says nothing about where to look.
  IF has_looked THEN
    SELECT * INTO highest FROM audit_chain ORDER BY transaction_id DESC, entry_id DESC LIMIT 1;
    IF looked.position = last.position THEN
      last.transaction_id := looked.since;
      last.entry_id := 0;
    END IF;
  ELSE
    IF last.transaction_id >= not_begun THEN last.transaction_id := NULL; END IF;
    highest := last;
  END IF;
  FOR entry IN
    SELECT e.transaction_id, e.id, convert_to(jsonb_build_array(e.transaction_id::text, e.id,
      extract(epoch FROM e.at), e.action, e.actor_id, e.actor_role, e.subject_kind,
      e.subject_id, e.event_id, e.network::text, e.request_id, e.before, e.after
    )::text, 'UTF8') AS canonical
    FROM (
      -- Whether an entry is in the chain is looked up one by one, however many there are.
      (SELECT * FROM audit_entries AS e
       WHERE (e.transaction_id, e.id) >
          (coalesce(last.transaction_id, '0'), coalesce(last.entry_id, 0))
        AND e.transaction_id < oldest_under_way
        AND (SELECT c.position FROM audit_chain AS c
          WHERE c.transaction_id = e.transaction_id AND c.entry_id = e.id) IS NULL
       ORDER BY e.transaction_id, e.id LIMIT most)
      UNION ALL
      (SELECT * FROM audit_entries AS e
       WHERE (e.transaction_id, e.id) >
          (coalesce(highest.transaction_id, '0'), coalesce(highest.entry_id, 0))
        AND e.transaction_id >= not_begun
        AND (SELECT c.position FROM audit_chain AS c
          WHERE c.transaction_id = e.transaction_id AND c.entry_id = e.id) IS NULL
       ORDER BY e.transaction_id, e.id LIMIT most)
    ) AS e
    ORDER BY e.transaction_id, e.id
    LIMIT most
  LOOP
    next_hash := sha256(next_hash || entry.canonical);
    sealed := sealed + 1;
    transaction_ids[sealed] := entry.transaction_id;
    entry_ids[sealed] := entry.id;
    hashes[sealed] := next_hash;
  END LOOP;
  INSERT INTO audit_chain (position, transaction_id, entry_id, hash, at, actor_id, subject_id,
    subject_kind, action)
  SELECT coalesce(last.position, 0) + link.number, e.transaction_id, e.id, link.hash, e.at,
    e.actor_id, e.subject_id, e.subject_kind, e.action
  FROM unnest(transaction_ids, entry_ids, hashes) WITH ORDINALITY
    AS link (transaction_id, entry_id, hash, number)
  JOIN audit_entries AS e ON e.transaction_id = link.transaction_id AND e.id = link.entry_id
  ORDER BY link.number;
  IF sealed < most AND NOT has_looked AND EXISTS (
    SELECT FROM audit_chain WHERE transaction_id >= not_begun
  ) THEN
    INSERT INTO audit_restores (position, since)
    VALUES (coalesce(last.position, 0) + sealed, oldest_under_way);
  END IF;
  RETURN sealed;
END $$;

CREATE FUNCTION public.search_query(given text, weights text) RETURNS tsquery
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  SELECT to_tsquery('simple', terms) || to_tsquery('german', terms) || to_tsquery('english', terms)
  FROM (
    SELECT string_agg(quote_literal(word) || ':*' || weights, ' & ') AS terms
    FROM regexp_split_to_table(search_text(given), ' ') AS word
    WHERE word <> ''
  ) AS query
$$;

CREATE FUNCTION public.search_text(given text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT btrim(regexp_replace(
    regexp_replace(
      lower(normalize(replace(replace(replace(replace(given, 'ß', 'ss'), 'æ', 'ae'), 'ø', 'o'), 'Ø', 'O'), NFKD)),
      '[\u0300-\u036f]', '', 'g'),
    '[\s!-/:-@[-\x60{-~\u00a1-\u00bf\u2000-\u2bff]+', ' ', 'g'))
$$;

CREATE FUNCTION public.search_words(given text, weight "char") RETURNS tsvector
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  SELECT setweight(
    to_tsvector('simple', plain) || to_tsvector('german', plain) || to_tsvector('english', plain)
      || CASE WHEN spelled = plain THEN ''::tsvector ELSE to_tsvector('simple', spelled) END, weight)
  FROM (
    SELECT search_text(given) AS plain,
      search_text(replace(replace(replace(lower(given), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue')) AS spelled
  ) AS text
$$;

CREATE FUNCTION public.spare_printed_codes() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
  UPDATE ticket_codes SET from_before_rotation = true WHERE event_id = NEW.id AND revoked_at IS NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION public.webhook_booking(told_event bigint, told_booking bigint) RETURNS json
    LANGUAGE sql STABLE
    AS $$
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

CREATE FUNCTION public.webhook_moment(moment timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

CREATE FUNCTION public.write_mailbox_key() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  NEW.mailbox_key := mailbox_of(NEW.email_key);
  RETURN NEW;
END $$;

CREATE TABLE public.account_requests (
    id bigint NOT NULL,
    kind text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    name text,
    password_hash text,
    password_tag integer,
    language text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    answered_at timestamp with time zone,
    CONSTRAINT account_requests_kind_known CHECK ((kind = ANY (ARRAY['register'::text, 'resend_verification'::text, 'reset_password'::text]))),
    CONSTRAINT account_requests_language_known CHECK ((language = ANY (ARRAY['en'::text, 'de'::text]))),
    CONSTRAINT account_requests_register_is_complete CHECK (((((kind = 'register'::text) AND (answered_at IS NULL)) = ((name IS NOT NULL) AND (password_hash IS NOT NULL))) AND ((name IS NULL) = (password_hash IS NULL)))),
    CONSTRAINT account_requests_tag_is_short CHECK (((password_tag >= 0) AND (password_tag <= 65535)))
);

CREATE TABLE public.allotments (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    tier_id bigint NOT NULL,
    name text NOT NULL,
    purpose text NOT NULL,
    releases_at timestamp with time zone,
    released_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT allotments_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 50))),
    CONSTRAINT allotments_purpose_known CHECK ((purpose = ANY (ARRAY['press'::text, 'sponsors'::text, 'box_office'::text, 'accessible'::text, 'other'::text, 'waitlist'::text])))
);

CREATE TABLE public.answers (
    event_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    ticket_id bigint,
    question_id bigint NOT NULL,
    answer text[] NOT NULL,
    CONSTRAINT answers_said CHECK (((cardinality(answer) >= 1) AND (cardinality(answer) <= 30)))
);

CREATE TABLE public.attendee_forms (
    event_id bigint NOT NULL,
    names text NOT NULL,
    emails text NOT NULL,
    changes_until timestamp with time zone,
    CONSTRAINT attendee_forms_asked_for_known CHECK (((names = ANY (ARRAY['no'::text, 'optional'::text, 'required'::text])) AND (emails = ANY (ARRAY['no'::text, 'optional'::text, 'required'::text]))))
);

CREATE TABLE public.attendees (
    event_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    email text,
    CONSTRAINT attendees_texts_length CHECK (((char_length(name) <= 100) AND ((char_length(email) >= 3) AND (char_length(email) <= 254))))
);

CREATE TABLE public.audit_chain (
    "position" bigint NOT NULL,
    transaction_id xid8 NOT NULL,
    entry_id bigint NOT NULL,
    hash bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id bigint,
    subject_id bigint NOT NULL,
    subject_kind text NOT NULL,
    action text NOT NULL,
    CONSTRAINT audit_chain_hash_length CHECK ((octet_length(hash) = 32))
)
WITH (autovacuum_analyze_scale_factor='0.5');
ALTER TABLE ONLY public.audit_chain ALTER COLUMN hash SET STATISTICS 0;

CREATE TABLE public.audit_entries (
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL,
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor_id bigint,
    subject_id bigint NOT NULL,
    event_id bigint,
    action text NOT NULL,
    actor_role text NOT NULL,
    subject_kind text NOT NULL,
    network cidr,
    request_id text,
    before jsonb,
    after jsonb
)
WITH (autovacuum_analyze_scale_factor='0.5');
ALTER TABLE ONLY public.audit_entries ALTER COLUMN before SET STATISTICS 0;
ALTER TABLE ONLY public.audit_entries ALTER COLUMN after SET STATISTICS 0;

ALTER TABLE public.audit_entries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_entries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_restores (
    id bigint NOT NULL,
    "position" bigint NOT NULL,
    since xid8 NOT NULL
);

COMMENT ON TABLE public.audit_restores IS 'After a restore: up to this position the chain has all that was recorded by transactions before this one, and by those of other servers.';

ALTER TABLE public.audit_restores ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_restores_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.billing_details (
    event_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    name text NOT NULL,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    country character(2) NOT NULL,
    vat_id text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT billing_details_country_code CHECK ((country ~ '^[A-Z]{2}$'::text))
);

CREATE TABLE public.bookings (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    ticket_ids bigint[] NOT NULL,
    lines jsonb NOT NULL,
    charges jsonb,
    total_minor bigint NOT NULL,
    currency character(3) NOT NULL,
    hold_expires_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    ended_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    hold_extensions smallint DEFAULT 0 NOT NULL,
    code_ids bigint[],
    CONSTRAINT bookings_have_tickets CHECK (((cardinality(ticket_ids) > 0) OR ((confirmed_at IS NULL) AND (ended_at IS NOT NULL)))),
    CONSTRAINT bookings_hold_extensions_not_negative CHECK ((hold_extensions >= 0)),
    CONSTRAINT bookings_status_matches_times CHECK (
CASE status
    WHEN 'pending'::text THEN ((confirmed_at IS NULL) AND (ended_at IS NULL))
    WHEN 'confirmed'::text THEN ((confirmed_at IS NOT NULL) AND (ended_at IS NULL))
    WHEN 'refunded'::text THEN ((confirmed_at IS NOT NULL) AND (ended_at IS NOT NULL))
    WHEN 'expired'::text THEN ((confirmed_at IS NULL) AND (ended_at IS NOT NULL))
    WHEN 'cancelled'::text THEN ((confirmed_at IS NULL) AND (ended_at IS NOT NULL))
    WHEN 'failed'::text THEN ((confirmed_at IS NULL) AND (ended_at IS NOT NULL))
    ELSE false
END),
    CONSTRAINT bookings_total_not_negative CHECK ((total_minor >= 0))
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0.1', autovacuum_vacuum_threshold='1000', autovacuum_analyze_scale_factor='0.5');
ALTER TABLE ONLY public.bookings ALTER COLUMN ticket_ids SET STATISTICS 0;
ALTER TABLE ONLY public.bookings ALTER COLUMN lines SET STATISTICS 0;
ALTER TABLE ONLY public.bookings ALTER COLUMN charges SET STATISTICS 0;
ALTER TABLE ONLY public.bookings ALTER COLUMN code_ids SET STATISTICS 0;

CREATE TABLE public.cancellation_refund_failures (
    event_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    failure text NOT NULL,
    failed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE public.codes (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    code text NOT NULL,
    code_key text NOT NULL,
    kind text NOT NULL,
    tier_id bigint,
    ticket_type_id bigint,
    allotment_id bigint,
    discount_basis_points integer,
    discount_minor integer,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    max_uses integer,
    uses integer DEFAULT 0 NOT NULL,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT codes_code_length CHECK (((char_length(code) >= 1) AND (char_length(code) <= 50))),
    CONSTRAINT codes_discount_in_bounds CHECK ((((discount_basis_points >= 1) AND (discount_basis_points <= 10000)) AND (discount_minor > 0))),
    CONSTRAINT codes_effect_matches_kind CHECK (
CASE kind
    WHEN 'access'::text THEN ((num_nonnulls(tier_id, ticket_type_id, allotment_id) > 0) AND (num_nonnulls(discount_basis_points, discount_minor) = 0))
    WHEN 'discount'::text THEN ((num_nonnulls(tier_id, ticket_type_id) <= 1) AND (allotment_id IS NULL) AND (num_nonnulls(discount_basis_points, discount_minor) = 1))
    ELSE false
END),
    CONSTRAINT codes_max_uses_positive CHECK ((max_uses > 0)),
    CONSTRAINT codes_uses_within_limit CHECK (((uses >= 0) AND (uses <= COALESCE(max_uses, uses)))),
    CONSTRAINT codes_valid_until_after_valid_from CHECK ((valid_until > valid_from))
)
WITH (fillfactor='50');

CREATE TABLE public.counter_sales (
    event_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    sold_by bigint,
    method text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    received_minor bigint,
    sold_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT counter_sales_method_known CHECK ((method = ANY (ARRAY['cash'::text, 'card'::text, 'complimentary'::text]))),
    CONSTRAINT counter_sales_reason_is_of_a_gift CHECK (((reason = ''::text) OR (method = 'complimentary'::text))),
    CONSTRAINT counter_sales_reason_length CHECK ((char_length(reason) <= 200)),
    CONSTRAINT counter_sales_received_not_negative CHECK ((received_minor >= 0))
);

CREATE TABLE public.disputes (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    payment_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    provider_reference text NOT NULL,
    amount_minor bigint NOT NULL,
    withdrawn_minor bigint NOT NULL,
    currency character(3) NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT disputes_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT disputes_ended CHECK (((status = 'open'::text) = (ended_at IS NULL))),
    CONSTRAINT disputes_status_known CHECK ((status = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text]))),
    CONSTRAINT disputes_withdrawn_within_amount CHECK (((withdrawn_minor >= 0) AND (withdrawn_minor <= amount_minor)))
);

CREATE TABLE public.door_devices (
    id bigint NOT NULL,
    organiser_id bigint NOT NULL,
    name text NOT NULL,
    event_id bigint,
    gate text DEFAULT ''::text NOT NULL,
    own boolean DEFAULT false NOT NULL,
    link_hash bytea,
    link_until timestamp with time zone,
    bearer_hash bytea,
    lent_by bigint,
    lent_at timestamp with time zone DEFAULT now() NOT NULL,
    connected_at timestamp with time zone,
    last_seen_at timestamp with time zone,
    taken_back_at timestamp with time zone,
    CONSTRAINT door_devices_connected_whole CHECK (((bearer_hash IS NULL) = (connected_at IS NULL))),
    CONSTRAINT door_devices_link_whole CHECK (((link_hash IS NULL) = (link_until IS NULL))),
    CONSTRAINT door_devices_own_is_somebodys CHECK (((lent_by IS NOT NULL) OR (NOT own) OR (taken_back_at IS NOT NULL))),
    CONSTRAINT door_devices_texts_length CHECK ((((char_length(name) >= 1) AND (char_length(name) <= 50)) AND (char_length(gate) <= 30)))
);

CREATE TABLE public.event_announcements (
    id bigint NOT NULL,
    event_id bigint NOT NULL,
    kind text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    facts_before jsonb,
    facts_after jsonb,
    notified_created_at timestamp with time zone,
    notified_booking_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    settled_at timestamp with time zone,
    finished_at timestamp with time zone,
    CONSTRAINT event_announcements_kind_known CHECK (
CASE kind
    WHEN 'changed'::text THEN ((subject = ''::text) AND (num_nonnulls(facts_before, facts_after) = 2))
    WHEN 'message'::text THEN ((subject <> ''::text) AND (message <> ''::text) AND (num_nonnulls(facts_before, facts_after) = 0))
    ELSE false
END),
    CONSTRAINT event_announcements_notified_whole CHECK (((notified_created_at IS NULL) = (notified_booking_id IS NULL))),
    CONSTRAINT event_announcements_texts_length CHECK (((char_length(subject) <= 100) AND (char_length(message) <= 2000)))
);

CREATE TABLE public.event_cancellations (
    event_id bigint NOT NULL,
    group_id bigint,
    message text DEFAULT ''::text NOT NULL,
    refunds text,
    refunds_continued_at timestamp with time zone,
    refunds_stopped_at timestamp with time zone,
    notified_created_at timestamp with time zone,
    notified_booking_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT event_cancellations_message_length CHECK ((char_length(message) <= 2000)),
    CONSTRAINT event_cancellations_notified_whole CHECK (((notified_created_at IS NULL) = (notified_booking_id IS NULL))),
    CONSTRAINT event_cancellations_refunds_begun CHECK (((refunds IS NULL) = (refunds_continued_at IS NULL))),
    CONSTRAINT event_cancellations_refunds_known CHECK ((refunds = ANY (ARRAY['with_fees'::text, 'without_fees'::text]))),
    CONSTRAINT event_cancellations_refunds_stopped CHECK (((refunds_stopped_at IS NULL) OR (refunds IS NOT NULL)))
);

CREATE TABLE public.event_listings (
    event_id bigint NOT NULL,
    organiser_id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    over_at timestamp with time zone NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    currency character(3) NOT NULL,
    price_minor bigint,
    words tsvector NOT NULL,
    letters text NOT NULL,
    place_letters text NOT NULL
);

CREATE TABLE public.event_rotation_secrets (
    event_id bigint NOT NULL,
    secret text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.event_series (
    id bigint NOT NULL,
    organiser_id bigint NOT NULL,
    name text NOT NULL,
    subtitle text DEFAULT ''::text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT event_series_texts_length CHECK ((((char_length(name) >= 1) AND (char_length(name) <= 200)) AND (char_length(subtitle) <= 200) AND (char_length(description) <= 20000)))
);

CREATE TABLE public.events (
    id bigint NOT NULL,
    organiser_id bigint NOT NULL,
    series_id bigint,
    state text DEFAULT 'draft'::text NOT NULL,
    name text NOT NULL,
    subtitle text DEFAULT ''::text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    languages text[] DEFAULT '{}'::text[] NOT NULL,
    venue text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    doors_at timestamp with time zone,
    image_id bigint,
    image_alt text DEFAULT ''::text NOT NULL,
    time_zone text NOT NULL,
    currency character(3) NOT NULL,
    sale_starts_at timestamp with time zone,
    sale_ends_at timestamp with time zone,
    hold_seconds integer,
    max_tickets_per_booking integer,
    max_tickets_per_user integer,
    tax_name text,
    tax_basis_points integer,
    tax_included boolean,
    buyer_refund_days smallint,
    buyer_refund_fees text,
    codes_rotate boolean DEFAULT false NOT NULL,
    reentry text DEFAULT 'none'::text NOT NULL,
    transfer_hours integer,
    published_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT events_buyer_refunds_whole CHECK ((num_nonnulls(buyer_refund_days, buyer_refund_fees) = ANY (ARRAY[0, 2]))),
    CONSTRAINT events_buyer_refunds_within_bounds CHECK ((((buyer_refund_days >= 0) AND (buyer_refund_days <= 365)) AND (buyer_refund_fees = ANY (ARRAY['with_fees'::text, 'without_fees'::text])))),
    CONSTRAINT events_currency_code CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT events_doors_before_it_starts CHECK ((doors_at <= starts_at)),
    CONSTRAINT events_ends_after_it_starts CHECK ((ends_at > starts_at)),
    CONSTRAINT events_hold_seconds_positive CHECK ((hold_seconds > 0)),
    CONSTRAINT events_image_has_words CHECK ((((image_id IS NULL) = (image_alt = ''::text)) AND (char_length(image_alt) <= 200))),
    CONSTRAINT events_languages_count CHECK ((cardinality(languages) <= 10)),
    CONSTRAINT events_limits_positive CHECK (((max_tickets_per_booking > 0) AND (max_tickets_per_user > 0))),
    CONSTRAINT events_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT events_reentry_known CHECK ((reentry = ANY (ARRAY['none'::text, 'free'::text, 'after_exit'::text]))),
    CONSTRAINT events_sale_ends_after_it_starts CHECK ((sale_ends_at > sale_starts_at)),
    CONSTRAINT events_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'paused'::text, 'cancelled'::text]))),
    CONSTRAINT events_state_matches_times CHECK (
CASE state
    WHEN 'draft'::text THEN ((published_at IS NULL) AND (cancelled_at IS NULL))
    WHEN 'cancelled'::text THEN (cancelled_at IS NOT NULL)
    ELSE ((published_at IS NOT NULL) AND (cancelled_at IS NULL))
END),
    CONSTRAINT events_tax_whole CHECK ((num_nonnulls(tax_name, tax_basis_points, tax_included) = ANY (ARRAY[0, 3]))),
    CONSTRAINT events_tax_within_bounds CHECK ((((char_length(tax_name) >= 1) AND (char_length(tax_name) <= 50)) AND ((tax_basis_points >= 1) AND (tax_basis_points <= 10000)))),
    CONSTRAINT events_texts_length CHECK (((char_length(subtitle) <= 200) AND (char_length(description) <= 20000) AND (char_length(venue) <= 200) AND (char_length(address) <= 500))),
    CONSTRAINT events_transfer_hours_within_bounds CHECK (((transfer_hours >= 0) AND (transfer_hours <= 8760)))
);

CREATE TABLE public.export_links (
    token_hash bytea NOT NULL,
    user_id bigint,
    user_role text NOT NULL,
    organiser_id bigint NOT NULL,
    event_id bigint,
    year smallint,
    days daterange,
    transfer_kind text,
    kind text NOT NULL,
    format text NOT NULL,
    language text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT export_links_are_of_one_thing CHECK (
CASE kind
    WHEN 'ledger'::text THEN ((days IS NOT NULL) AND (year IS NULL))
    ELSE ((num_nonnulls(event_id, year, days) = 1) AND (transfer_kind IS NULL))
END)
);

CREATE TABLE public.failed_sign_ins (
    account_key bytea NOT NULL,
    failures integer NOT NULL,
    last_failed_at timestamp with time zone NOT NULL,
    next_allowed_at timestamp with time zone NOT NULL,
    CONSTRAINT failed_sign_ins_failures_positive CHECK ((failures > 0))
);

CREATE TABLE public.fees (
    event_id bigint NOT NULL,
    "position" smallint NOT NULL,
    name text NOT NULL,
    amount_minor integer,
    basis_points integer,
    per text NOT NULL,
    on_free_tickets boolean DEFAULT false NOT NULL,
    CONSTRAINT fees_amount_or_percentage CHECK ((num_nonnulls(amount_minor, basis_points) = 1)),
    CONSTRAINT fees_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 50))),
    CONSTRAINT fees_per_known CHECK ((per = ANY (ARRAY['ticket'::text, 'booking'::text]))),
    CONSTRAINT fees_within_bounds CHECK (((amount_minor > 0) AND ((basis_points >= 1) AND (basis_points <= 10000))))
);

CREATE TABLE public.guests (
    event_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    sort_key text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.id_machines (
    data_center smallint NOT NULL,
    machine smallint NOT NULL,
    leased_by uuid NOT NULL,
    leased_until timestamp with time zone NOT NULL,
    used_until_ms bigint NOT NULL,
    CONSTRAINT id_machines_in_range CHECK ((((data_center >= 0) AND (data_center <= 31)) AND ((machine >= 0) AND (machine <= 31))))
);

CREATE TABLE public.idempotency_keys (
    caller text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    outcome jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_keys_key_length CHECK (((char_length(key) >= 1) AND (char_length(key) <= 255)))
);
ALTER TABLE ONLY public.idempotency_keys ALTER COLUMN outcome SET STATISTICS 0;

CREATE TABLE public.images (
    id bigint NOT NULL,
    organiser_id bigint NOT NULL,
    key text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    widths integer[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    unused_since timestamp with time zone DEFAULT now(),
    CONSTRAINT images_key_form CHECK ((key ~ '^[0-9a-f]{32}$'::text)),
    CONSTRAINT images_size_positive CHECK (((width > 0) AND (height > 0)))
);

CREATE TABLE public.invoice_counters (
    organiser_id bigint NOT NULL,
    year smallint NOT NULL,
    last_number integer NOT NULL,
    last_issued_at timestamp with time zone NOT NULL,
    CONSTRAINT invoice_counters_counts_up CHECK ((last_number > 0))
);

CREATE TABLE public.invoice_settings (
    organiser_id bigint NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    e_invoice boolean DEFAULT false NOT NULL,
    legal_name text NOT NULL,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    country character(2) NOT NULL,
    vat_id text DEFAULT ''::text NOT NULL,
    tax_number text DEFAULT ''::text NOT NULL,
    exemption_note text DEFAULT ''::text NOT NULL,
    prefix text DEFAULT ''::text NOT NULL,
    footer text DEFAULT ''::text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT invoice_settings_country_code CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT invoice_settings_prefix_printable CHECK ((prefix ~ '^[A-Z0-9-]{0,12}$'::text))
);

CREATE TABLE public.invoices (
    id bigint NOT NULL,
    organiser_id bigint NOT NULL,
    year smallint NOT NULL,
    sequence integer NOT NULL,
    number text NOT NULL,
    kind text NOT NULL,
    event_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    revision smallint NOT NULL,
    corrects bigint,
    refund_id bigint,
    issued_at timestamp with time zone NOT NULL,
    currency character(3) NOT NULL,
    total_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    document jsonb NOT NULL,
    CONSTRAINT invoices_amounts_have_a_sign CHECK (
CASE kind
    WHEN 'invoice'::text THEN ((total_minor > 0) AND (tax_minor >= 0))
    ELSE ((total_minor < 0) AND (tax_minor <= 0))
END),
    CONSTRAINT invoices_credit_notes_correct CHECK (((kind = 'credit_note'::text) = (corrects IS NOT NULL))),
    CONSTRAINT invoices_kind_known CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text]))),
    CONSTRAINT invoices_refund_of_credit_notes CHECK (((refund_id IS NULL) OR (kind = 'credit_note'::text)))
);

CREATE TABLE public.ledger_accounts (
    id bigint NOT NULL,
    organiser_id bigint NOT NULL,
    currency character(3) NOT NULL,
    kind text NOT NULL,
    provider text DEFAULT ''::text NOT NULL,
    CONSTRAINT ledger_accounts_clearing_has_provider CHECK (((kind = 'clearing'::text) = (provider <> ''::text))),
    CONSTRAINT ledger_accounts_kind_known CHECK ((kind = ANY (ARRAY['clearing'::text, 'cash'::text, 'payable'::text, 'fees'::text, 'taxes'::text, 'refunds'::text, 'disputes'::text])))
);

ALTER TABLE public.ledger_accounts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.ledger_accounts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_changes (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    posted_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    captured_minor bigint NOT NULL,
    followed_minor bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000', autovacuum_vacuum_cost_delay='0');

ALTER TABLE public.ledger_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.ledger_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_entries (
    event_id bigint NOT NULL,
    transfer_id bigint NOT NULL,
    account_id bigint NOT NULL,
    amount_minor bigint NOT NULL,
    CONSTRAINT ledger_entries_amount_not_zero CHECK ((amount_minor <> 0))
);

CREATE TABLE public.ledger_levels (
    event_id bigint NOT NULL,
    posted_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    captured_minor bigint NOT NULL,
    followed_minor bigint NOT NULL
);

CREATE TABLE public.ledger_transfers (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    source_id bigint NOT NULL,
    organiser_id bigint NOT NULL,
    currency character(3) NOT NULL,
    booking_id bigint NOT NULL,
    payment_id bigint NOT NULL,
    provider text NOT NULL,
    settles bigint,
    reverses bigint,
    posted_at timestamp with time zone DEFAULT now() NOT NULL,
    posted_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT ledger_transfers_kind_known CHECK ((kind = ANY (ARRAY['capture'::text, 'refund_begun'::text, 'refund_done'::text, 'refund_failed'::text, 'dispute_opened'::text, 'dispute_raised'::text, 'dispute_won'::text, 'dispute_lost'::text, 'reversal'::text]))),
    CONSTRAINT ledger_transfers_reversal_reverses CHECK (((reverses IS NOT NULL) = (kind = 'reversal'::text))),
    CONSTRAINT ledger_transfers_settle_a_begin CHECK (((settles IS NOT NULL) = (kind = ANY (ARRAY['refund_done'::text, 'refund_failed'::text, 'dispute_won'::text, 'dispute_lost'::text]))))
);

ALTER TABLE public.ledger_transfers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.ledger_transfers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mails (
    id bigint NOT NULL,
    template text NOT NULL,
    to_address text NOT NULL,
    to_name text NOT NULL,
    data jsonb,
    once_key text,
    budget text,
    budget_key text,
    mailbox_key text,
    counted_at timestamp with time zone,
    gather_at timestamp with time zone,
    gathered_into bigint,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone,
    refused_at timestamp with time zone,
    CONSTRAINT mails_address_in_one_line CHECK ((to_address ~ '^[^[:space:][:cntrl:]]+$'::text)),
    CONSTRAINT mails_attempts_not_negative CHECK ((attempts >= 0)),
    CONSTRAINT mails_budget_is_somebodys CHECK ((((budget IS NULL) = (budget_key IS NULL)) AND ((budget IS NOT NULL) OR ((counted_at IS NULL) AND (gather_at IS NULL))))),
    CONSTRAINT mails_gathered_are_not_sent CHECK (((gathered_into IS NULL) OR ((counted_at IS NULL) AND (sent_at IS NULL) AND (refused_at IS NULL) AND (data IS NULL)))),
    CONSTRAINT mails_mailbox_has_a_budget CHECK (((mailbox_key IS NULL) OR (budget IS NOT NULL))),
    CONSTRAINT mails_sent_or_refused CHECK (((sent_at IS NULL) OR (refused_at IS NULL))),
    CONSTRAINT mails_unsent_say_something CHECK (((data IS NOT NULL) OR (sent_at IS NOT NULL) OR (gathered_into IS NOT NULL))),
    CONSTRAINT mails_waiting_are_not_sent CHECK (((gather_at IS NULL) OR ((counted_at IS NULL) AND (sent_at IS NULL) AND (refused_at IS NULL) AND (gathered_into IS NULL))))
);

CREATE TABLE public.migrations (
    id integer NOT NULL,
    "timestamp" bigint NOT NULL,
    name character varying NOT NULL
);

CREATE SEQUENCE public.migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.migrations_id_seq OWNED BY public.migrations.id;

CREATE TABLE public.money_alerts (
    code text NOT NULL,
    event_id bigint NOT NULL,
    subject text NOT NULL,
    sentence text NOT NULL,
    first_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE VIEW public.money_differences AS
SELECT
    NULL::text AS code,
    NULL::bigint AS event_id,
    NULL::text AS subject,
    NULL::text AS sentence;

CREATE TABLE public.one_time_tokens (
    token_hash bytea NOT NULL,
    purpose text NOT NULL,
    user_id bigint,
    email text,
    email_key text,
    name text,
    password_hash text,
    password_tag integer,
    language text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT one_time_tokens_language_known CHECK ((language = ANY (ARRAY['en'::text, 'de'::text]))),
    CONSTRAINT one_time_tokens_purpose_matches_content CHECK (
CASE purpose
    WHEN 'verify_email'::text THEN ((user_id IS NULL) AND (email IS NOT NULL) AND (email_key IS NOT NULL) AND (name IS NOT NULL) AND (password_hash IS NOT NULL))
    WHEN 'reset_password'::text THEN ((user_id IS NOT NULL) AND (password_hash IS NULL))
    WHEN 'second_factor'::text THEN ((user_id IS NOT NULL) AND (password_hash IS NULL))
    ELSE false
END),
    CONSTRAINT one_time_tokens_tag_is_of_a_password CHECK (((password_tag IS NULL) OR (password_hash IS NOT NULL))),
    CONSTRAINT one_time_tokens_tag_is_short CHECK (((password_tag >= 0) AND (password_tag <= 65535)))
);

CREATE TABLE public.organiser_invitations (
    id bigint NOT NULL,
    organiser_id bigint NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    role text NOT NULL,
    token_hash bytea NOT NULL,
    invited_by bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    CONSTRAINT organiser_invitations_email_length CHECK ((char_length(email) <= 254)),
    CONSTRAINT organiser_invitations_end_once CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL))),
    CONSTRAINT organiser_invitations_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'box_office'::text, 'door'::text])))
);

CREATE TABLE public.organiser_members (
    organiser_id bigint NOT NULL,
    user_id bigint NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT organiser_members_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'box_office'::text, 'door'::text])))
);

CREATE TABLE public.organiser_payment_settings (
    organiser_id bigint NOT NULL,
    provider text NOT NULL,
    settings text NOT NULL,
    enabled boolean NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT organiser_payment_settings_length CHECK ((char_length(settings) <= 20000)),
    CONSTRAINT organiser_payment_settings_provider_known CHECK ((provider = ANY (ARRAY['stripe'::text, 'paypal'::text, 'offline'::text])))
);

CREATE TABLE public.organiser_ticket_keys (
    organiser_id bigint NOT NULL,
    number smallint NOT NULL,
    public_key bytea NOT NULL,
    private_key text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT organiser_ticket_keys_number_is_a_byte CHECK (((number >= 1) AND (number <= 255))),
    CONSTRAINT organiser_ticket_keys_public_key_length CHECK ((octet_length(public_key) = 32))
);

CREATE TABLE public.organisers (
    id bigint NOT NULL,
    name text NOT NULL,
    contact_email text NOT NULL,
    imprint text DEFAULT ''::text NOT NULL,
    terms text DEFAULT ''::text NOT NULL,
    privacy text DEFAULT ''::text NOT NULL,
    refund_policy text DEFAULT ''::text NOT NULL,
    currency character(3) NOT NULL,
    time_zone text NOT NULL,
    language text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT organisers_contact_email_length CHECK (((char_length(contact_email) >= 3) AND (char_length(contact_email) <= 254))),
    CONSTRAINT organisers_currency_code CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT organisers_language_known CHECK ((language = ANY (ARRAY['en'::text, 'de'::text]))),
    CONSTRAINT organisers_legal_texts_length CHECK ((GREATEST(char_length(imprint), char_length(terms), char_length(privacy), char_length(refund_policy)) <= 20000)),
    CONSTRAINT organisers_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);

CREATE TABLE public.payment_attempts (
    event_id bigint NOT NULL,
    payment_id bigint NOT NULL,
    number integer NOT NULL,
    status text NOT NULL,
    outcome text,
    provider_reference text,
    decline_code text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT payment_attempts_declined_has_code CHECK (((status = 'declined'::text) = (decline_code IS NOT NULL))),
    CONSTRAINT payment_attempts_status_known CHECK ((status = ANY (ARRAY['started'::text, 'declined'::text, 'succeeded'::text])))
);

CREATE TABLE public.payments (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    booking_id bigint NOT NULL,
    provider text NOT NULL,
    provider_reference text,
    capture_reference text,
    amount_minor bigint NOT NULL,
    refunded_minor bigint DEFAULT 0 NOT NULL,
    disputed_minor bigint DEFAULT 0 NOT NULL,
    currency character(3) NOT NULL,
    status text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT payments_amount_not_negative CHECK ((amount_minor >= 0)),
    CONSTRAINT payments_disputed_within_amount CHECK ((((disputed_minor >= 0) AND (disputed_minor <= (amount_minor - refunded_minor))) AND ((disputed_minor = 0) OR (status = ANY (ARRAY['captured'::text, 'returned'::text]))))),
    CONSTRAINT payments_refunded_within_amount CHECK ((((refunded_minor >= 0) AND (refunded_minor <= amount_minor)) AND ((refunded_minor = 0) OR (status = ANY (ARRAY['captured'::text, 'returned'::text]))))),
    CONSTRAINT payments_status_known CHECK ((status = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text, 'captured'::text, 'returned'::text, 'cancelled'::text, 'failed'::text])))
);

CREATE TABLE public.provider_events (
    provider text NOT NULL,
    organiser_id bigint NOT NULL,
    id text NOT NULL,
    type text NOT NULL,
    about_kind text,
    about_reference text,
    dispute jsonb,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    applied_at timestamp with time zone
);

CREATE TABLE public.provider_payments (
    provider text NOT NULL,
    organiser_id bigint NOT NULL,
    reference text NOT NULL,
    amount_minor bigint NOT NULL,
    currency character(3) NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.provider_statements (
    provider text NOT NULL,
    organiser_id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone
);

CREATE TABLE public.questions (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    label text NOT NULL,
    hint text DEFAULT ''::text NOT NULL,
    kind text NOT NULL,
    options text[] DEFAULT '{}'::text[] NOT NULL,
    scope text NOT NULL,
    required boolean DEFAULT false NOT NULL,
    tier_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT questions_choices_have_options CHECK (((kind = ANY (ARRAY['choice'::text, 'choices'::text])) = (cardinality(options) > 0))),
    CONSTRAINT questions_kind_known CHECK ((kind = ANY (ARRAY['text'::text, 'choice'::text, 'choices'::text, 'checkbox'::text]))),
    CONSTRAINT questions_of_bookings_have_no_tiers CHECK (((scope = 'ticket'::text) OR (cardinality(tier_ids) = 0))),
    CONSTRAINT questions_scope_known CHECK ((scope = ANY (ARRAY['ticket'::text, 'booking'::text]))),
    CONSTRAINT questions_texts_length CHECK ((((char_length(label) >= 1) AND (char_length(label) <= 200)) AND (char_length(hint) <= 500)))
);

CREATE UNLOGGED TABLE public.rate_limits (
    key character varying(255) NOT NULL,
    points integer DEFAULT 0 NOT NULL,
    expire bigint,
    taken_at bigint[] DEFAULT '{}'::bigint[] NOT NULL
);

COMMENT ON COLUMN public.rate_limits.taken_at IS 'Of quotas: when each was taken, in milliseconds since 1970';

CREATE TABLE public.reconciliations (
    night date NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    differences integer,
    listed_days integer
);

CREATE TABLE public.recovery_codes (
    user_id bigint NOT NULL,
    code_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.refresh_tokens (
    token_hash bytea NOT NULL,
    session_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    replaced_by bytea
);

CREATE TABLE public.refunds (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    payment_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    amount_minor bigint NOT NULL,
    currency character(3) NOT NULL,
    status text DEFAULT 'requested'::text NOT NULL,
    reason text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    ticket_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    returned_booking_id bigint,
    requested_by bigint,
    provider_reference text,
    failure text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT refunds_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT refunds_reason_known CHECK ((reason = ANY (ARRAY['late'::text, 'surplus'::text, 'cancelled'::text, 'requested'::text, 'event_cancelled'::text]))),
    CONSTRAINT refunds_status_known CHECK ((status = ANY (ARRAY['requested'::text, 'processing'::text, 'succeeded'::text, 'failed'::text])))
);

CREATE TABLE public.sales_changes (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    sold_at timestamp with time zone NOT NULL,
    tier_id bigint NOT NULL,
    ticket_type_id bigint NOT NULL,
    tickets bigint NOT NULL,
    amount_minor bigint NOT NULL,
    discount_minor bigint NOT NULL,
    fees_minor bigint NOT NULL,
    tax_minor bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000', autovacuum_vacuum_cost_delay='0');

ALTER TABLE public.sales_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sales_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sales_levels (
    event_id bigint NOT NULL,
    sold_at timestamp with time zone NOT NULL,
    tier_id bigint NOT NULL,
    ticket_type_id bigint NOT NULL,
    tickets bigint NOT NULL,
    amount_minor bigint NOT NULL,
    discount_minor bigint NOT NULL,
    fees_minor bigint NOT NULL,
    tax_minor bigint NOT NULL
);

CREATE TABLE public.scans (
    event_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    device_id bigint NOT NULL,
    nonce text NOT NULL,
    kind text NOT NULL,
    undoes text,
    gate text DEFAULT ''::text NOT NULL,
    scanned_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    number bigint NOT NULL,
    CONSTRAINT scans_kind_known CHECK ((kind = ANY (ARRAY['in'::text, 'out'::text, 'undo'::text]))),
    CONSTRAINT scans_not_in_the_future CHECK ((scanned_at <= received_at)),
    CONSTRAINT scans_texts_length CHECK ((((char_length(nonce) >= 1) AND (char_length(nonce) <= 40)) AND (char_length(gate) <= 30))),
    CONSTRAINT scans_undo_names_another CHECK ((((kind = 'undo'::text) = (undoes IS NOT NULL)) AND (undoes IS DISTINCT FROM nonce)))
);

ALTER TABLE public.scans ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.scans_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sessions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_reason text,
    user_agent text,
    ip text,
    CONSTRAINT sessions_end_has_reason CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
    CONSTRAINT sessions_user_agent_length CHECK ((char_length(user_agent) <= 300))
);

CREATE TABLE public.simulated_disputes (
    reference text NOT NULL,
    payment text NOT NULL,
    amount_minor bigint NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT simulated_disputes_status_known CHECK ((status = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])))
);

CREATE TABLE public.simulated_payments (
    reference text NOT NULL,
    key text NOT NULL,
    amount_minor bigint NOT NULL,
    currency character(3) NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    captured_from timestamp with time zone,
    refunded_minor bigint DEFAULT 0 NOT NULL,
    attempts jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT simulated_payments_refunded_within_amount CHECK ((((refunded_minor >= 0) AND (refunded_minor <= amount_minor)) AND ((refunded_minor = 0) OR (status = 'captured'::text)))),
    CONSTRAINT simulated_payments_status_known CHECK ((status = ANY (ARRAY['open'::text, 'processing'::text, 'captured'::text, 'cancelled'::text])))
);

CREATE TABLE public.simulated_refunds (
    key text NOT NULL,
    payment text NOT NULL,
    amount_minor bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.stock_changes (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    stock_id bigint NOT NULL,
    tier_id bigint NOT NULL,
    available bigint NOT NULL,
    held bigint NOT NULL,
    booked bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000', autovacuum_vacuum_cost_delay='0');

ALTER TABLE public.stock_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.stock_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stock_levels (
    event_id bigint NOT NULL,
    stock_id bigint NOT NULL,
    tier_id bigint NOT NULL,
    available bigint NOT NULL,
    held bigint NOT NULL,
    booked bigint NOT NULL
);

CREATE TABLE public.ticket_codes (
    event_id bigint NOT NULL,
    serial bigint NOT NULL,
    ticket_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    on_paper boolean DEFAULT false NOT NULL,
    from_before_rotation boolean DEFAULT false NOT NULL,
    passed_on boolean DEFAULT false NOT NULL,
    issued_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone,
    revoked_because text,
    CONSTRAINT ticket_codes_revoked_because_known CHECK ((revoked_because = ANY (ARRAY['replaced'::text, 'refunded'::text]))),
    CONSTRAINT ticket_codes_revoked_has_reason CHECK (((revoked_at IS NULL) = (revoked_because IS NULL))),
    CONSTRAINT ticket_codes_serial_has_40_bits CHECK (((serial >= 0) AND (serial < '1099511627776'::bigint)))
);

CREATE TABLE public.ticket_transfers (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    booking_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    to_email text NOT NULL,
    to_name text DEFAULT ''::text NOT NULL,
    token_hash bytea NOT NULL,
    state text DEFAULT 'offered'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT ticket_transfers_ended CHECK (((state = 'offered'::text) = (ended_at IS NULL))),
    CONSTRAINT ticket_transfers_state_known CHECK ((state = ANY (ARRAY['offered'::text, 'accepted'::text, 'taken_back'::text, 'lapsed'::text]))),
    CONSTRAINT ticket_transfers_to_email_length CHECK (((char_length(to_email) >= 3) AND (char_length(to_email) <= 254))),
    CONSTRAINT ticket_transfers_to_name_length CHECK ((char_length(to_name) <= 255))
);

CREATE TABLE public.ticket_types (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    tier_id bigint NOT NULL,
    name text NOT NULL,
    condition text DEFAULT ''::text NOT NULL,
    price_minor integer NOT NULL,
    "position" smallint NOT NULL,
    min_per_booking integer,
    max_per_booking integer,
    sale_starts_at timestamp with time zone,
    sale_ends_at timestamp with time zone,
    hidden boolean DEFAULT false NOT NULL,
    CONSTRAINT ticket_types_limits_in_order CHECK (((min_per_booking > 0) AND (max_per_booking > 0) AND (min_per_booking <= max_per_booking))),
    CONSTRAINT ticket_types_price_not_negative CHECK ((price_minor >= 0)),
    CONSTRAINT ticket_types_sale_ends_after_it_starts CHECK ((sale_ends_at > sale_starts_at)),
    CONSTRAINT ticket_types_texts_length CHECK ((((char_length(name) >= 1) AND (char_length(name) <= 50)) AND (char_length(condition) <= 200)))
);

CREATE TABLE public.tickets (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    tier_id bigint NOT NULL,
    status text DEFAULT 'available'::text NOT NULL,
    booking_id bigint,
    user_id bigint,
    booked_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    allotment_id bigint,
    CONSTRAINT tickets_status_matches_holder CHECK (
CASE status
    WHEN 'available'::text THEN ((booking_id IS NULL) AND (user_id IS NULL) AND (booked_at IS NULL))
    WHEN 'pending'::text THEN ((booking_id IS NOT NULL) AND (user_id IS NOT NULL) AND (booked_at IS NULL))
    WHEN 'booked'::text THEN ((booking_id IS NOT NULL) AND (user_id IS NOT NULL) AND (booked_at IS NOT NULL))
    ELSE false
END)
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0.1', autovacuum_vacuum_threshold='1000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE public.tiers (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    price_minor integer NOT NULL,
    "position" smallint NOT NULL,
    color text DEFAULT ''::text NOT NULL,
    hidden boolean DEFAULT false NOT NULL,
    CONSTRAINT tiers_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 50))),
    CONSTRAINT tiers_price_not_negative CHECK ((price_minor >= 0))
);

CREATE TABLE public.users (
    id bigint NOT NULL,
    name text NOT NULL,
    role text DEFAULT 'customer'::text NOT NULL,
    email text,
    email_key text,
    mailbox_key text,
    email_verified_at timestamp with time zone,
    password_hash text,
    totp_secret text,
    totp_enabled_at timestamp with time zone,
    totp_last_step bigint,
    language text,
    disabled_at timestamp with time zone,
    erased_at timestamp with time zone,
    joined_account_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT users_email_has_key CHECK (((email IS NULL) = (email_key IS NULL))),
    CONSTRAINT users_email_length CHECK ((char_length(email) <= 254)),
    CONSTRAINT users_guest_has_no_password CHECK (((role <> 'guest'::text) OR (password_hash IS NULL))),
    CONSTRAINT users_language_known CHECK ((language = ANY (ARRAY['en'::text, 'de'::text]))),
    CONSTRAINT users_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 255))),
    CONSTRAINT users_only_guests_join CHECK (((joined_account_id IS NULL) OR (role = 'guest'::text))),
    CONSTRAINT users_password_needs_proven_email CHECK (((password_hash IS NULL) OR ((email IS NOT NULL) AND (email_verified_at IS NOT NULL)))),
    CONSTRAINT users_role_known CHECK ((role = ANY (ARRAY['customer'::text, 'door_staff'::text, 'organiser'::text, 'admin'::text, 'guest'::text]))),
    CONSTRAINT users_totp_needs_secret CHECK (((totp_enabled_at IS NULL) OR (totp_secret IS NOT NULL)))
);

CREATE TABLE public.waitlist_entries (
    event_id bigint NOT NULL,
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    quantity integer NOT NULL,
    all_or_nothing boolean NOT NULL,
    place bigint NOT NULL,
    lot double precision DEFAULT random() NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    booking_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT waitlist_entries_quantity_in_bounds CHECK (((quantity >= 1) AND (quantity <= 500))),
    CONSTRAINT waitlist_entries_state_matches CHECK (
CASE state
    WHEN 'waiting'::text THEN ((booking_id IS NULL) AND (ended_at IS NULL))
    WHEN 'offered'::text THEN ((booking_id IS NOT NULL) AND (ended_at IS NOT NULL))
    WHEN 'left'::text THEN ((booking_id IS NULL) AND (ended_at IS NOT NULL))
    WHEN 'refused'::text THEN ((booking_id IS NULL) AND (ended_at IS NOT NULL))
    WHEN 'sale_ended'::text THEN ((booking_id IS NULL) AND (ended_at IS NOT NULL))
    ELSE false
END)
);

ALTER TABLE public.waitlist_entries ALTER COLUMN place ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.waitlist_entries_place_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.waitlist_tiers (
    event_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    tier_id bigint NOT NULL,
    ticket_type_id bigint,
    preference smallint NOT NULL,
    CONSTRAINT waitlist_tiers_preference_positive CHECK ((preference > 0))
);

CREATE TABLE public.waitlists (
    event_id bigint NOT NULL,
    by_lot boolean DEFAULT false NOT NULL,
    paused_at timestamp with time zone
);

CREATE TABLE public.webhook_attempts (
    endpoint_id bigint NOT NULL,
    message_id uuid NOT NULL,
    number integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms integer NOT NULL,
    status_code smallint,
    error text DEFAULT ''::text NOT NULL,
    response text DEFAULT ''::text NOT NULL,
    CONSTRAINT webhook_attempts_answer_or_error CHECK (((status_code IS NULL) = (error <> ''::text))),
    CONSTRAINT webhook_attempts_texts_length CHECK (((char_length(error) <= 500) AND (char_length(response) <= 2048)))
);

CREATE TABLE public.webhook_deliveries (
    endpoint_id bigint NOT NULL,
    message_id uuid NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT webhook_deliveries_status_known CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text]))),
    CONSTRAINT webhook_deliveries_tries_within_attempts CHECK (((tries >= 0) AND (tries <= attempts)))
)
WITH (autovacuum_vacuum_scale_factor='0.05', autovacuum_vacuum_threshold='1000');

CREATE TABLE public.webhook_endpoints (
    id bigint NOT NULL,
    organiser_id bigint NOT NULL,
    url text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    types text[] NOT NULL,
    includes_buyer boolean DEFAULT false NOT NULL,
    secret text NOT NULL,
    previous_secret text,
    previous_secret_until timestamp with time zone,
    disabled_at timestamp with time zone,
    disabled_by text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT webhook_endpoints_disabled_whole CHECK ((((disabled_at IS NULL) = (disabled_by IS NULL)) AND (disabled_by = ANY (ARRAY['member'::text, 'gone'::text])))),
    CONSTRAINT webhook_endpoints_previous_whole CHECK (((previous_secret IS NULL) = (previous_secret_until IS NULL))),
    CONSTRAINT webhook_endpoints_texts_length CHECK ((((char_length(url) >= 1) AND (char_length(url) <= 2000)) AND (char_length(description) <= 200))),
    CONSTRAINT webhook_endpoints_types_some CHECK (((cardinality(types) >= 1) AND (cardinality(types) <= 50)))
);

CREATE TABLE public.webhook_messages (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    type text NOT NULL,
    event_id bigint,
    booking_id bigint,
    data json NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT webhook_messages_booking_whole CHECK (((booking_id IS NULL) OR (event_id IS NOT NULL)))
);

ALTER TABLE ONLY public.migrations ALTER COLUMN id SET DEFAULT nextval('public.migrations_id_seq'::regclass);

ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id);

ALTER TABLE ONLY public.account_requests
    ADD CONSTRAINT account_requests_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.allotments
    ADD CONSTRAINT allotments_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.allotments
    ADD CONSTRAINT allotments_tier_key UNIQUE (event_id, tier_id, id);

ALTER TABLE ONLY public.answers
    ADD CONSTRAINT answers_key UNIQUE NULLS NOT DISTINCT (event_id, booking_id, ticket_id, question_id);

ALTER TABLE ONLY public.attendee_forms
    ADD CONSTRAINT attendee_forms_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.attendees
    ADD CONSTRAINT attendees_pkey PRIMARY KEY (event_id, booking_id, ticket_id);

ALTER TABLE ONLY public.audit_chain
    ADD CONSTRAINT audit_chain_entry_key UNIQUE (transaction_id, entry_id);

ALTER TABLE ONLY public.audit_chain
    ADD CONSTRAINT audit_chain_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY public.audit_entries
    ADD CONSTRAINT audit_entries_pkey PRIMARY KEY (transaction_id, id);

ALTER TABLE ONLY public.audit_restores
    ADD CONSTRAINT audit_restores_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_details
    ADD CONSTRAINT billing_details_pkey PRIMARY KEY (event_id, booking_id);

ALTER TABLE ONLY public.bookings
    ADD CONSTRAINT bookings_pkey PRIMARY KEY (id, event_id);

ALTER TABLE ONLY public.cancellation_refund_failures
    ADD CONSTRAINT cancellation_refund_failures_pkey PRIMARY KEY (event_id, booking_id);

ALTER TABLE ONLY public.codes
    ADD CONSTRAINT codes_code_key UNIQUE (event_id, code_key);

ALTER TABLE ONLY public.codes
    ADD CONSTRAINT codes_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.counter_sales
    ADD CONSTRAINT counter_sales_pkey PRIMARY KEY (event_id, booking_id);

ALTER TABLE ONLY public.disputes
    ADD CONSTRAINT disputes_one_a_reference UNIQUE (event_id, payment_id, provider_reference);

ALTER TABLE ONLY public.disputes
    ADD CONSTRAINT disputes_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.door_devices
    ADD CONSTRAINT door_devices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.event_announcements
    ADD CONSTRAINT event_announcements_pkey PRIMARY KEY (id, event_id);

ALTER TABLE ONLY public.event_cancellations
    ADD CONSTRAINT event_cancellations_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.event_listings
    ADD CONSTRAINT event_listings_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.event_rotation_secrets
    ADD CONSTRAINT event_rotation_secrets_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.event_series
    ADD CONSTRAINT event_series_organiser_key UNIQUE (organiser_id, id);

ALTER TABLE ONLY public.event_series
    ADD CONSTRAINT event_series_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.export_links
    ADD CONSTRAINT export_links_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.failed_sign_ins
    ADD CONSTRAINT failed_sign_ins_pkey PRIMARY KEY (account_key);

ALTER TABLE ONLY public.fees
    ADD CONSTRAINT fees_name_key UNIQUE (event_id, name);

ALTER TABLE ONLY public.fees
    ADD CONSTRAINT fees_pkey PRIMARY KEY (event_id, "position");

ALTER TABLE ONLY public.guests
    ADD CONSTRAINT guests_pkey PRIMARY KEY (event_id, booking_id);

ALTER TABLE ONLY public.id_machines
    ADD CONSTRAINT id_machines_pkey PRIMARY KEY (data_center, machine);

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, key);

ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_key_key UNIQUE (key);

ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invoice_counters
    ADD CONSTRAINT invoice_counters_pkey PRIMARY KEY (organiser_id, year);

ALTER TABLE ONLY public.invoice_settings
    ADD CONSTRAINT invoice_settings_pkey PRIMARY KEY (organiser_id);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_number_key UNIQUE (organiser_id, year, sequence);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_key UNIQUE (organiser_id, currency, kind, provider);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_changes
    ADD CONSTRAINT ledger_changes_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.ledger_entries
    ADD CONSTRAINT ledger_entries_pkey PRIMARY KEY (event_id, transfer_id, account_id);

ALTER TABLE ONLY public.ledger_levels
    ADD CONSTRAINT ledger_levels_pkey PRIMARY KEY (event_id, posted_at, account_id);

ALTER TABLE ONLY public.ledger_transfers
    ADD CONSTRAINT ledger_transfers_fact_key UNIQUE (event_id, kind, source_id);

ALTER TABLE ONLY public.ledger_transfers
    ADD CONSTRAINT ledger_transfers_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_once_key_key UNIQUE (once_key);

ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.money_alerts
    ADD CONSTRAINT money_alerts_pkey PRIMARY KEY (code, event_id, subject);

ALTER TABLE ONLY public.one_time_tokens
    ADD CONSTRAINT one_time_tokens_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.organiser_invitations
    ADD CONSTRAINT organiser_invitations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.organiser_invitations
    ADD CONSTRAINT organiser_invitations_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.organiser_members
    ADD CONSTRAINT organiser_members_pkey PRIMARY KEY (organiser_id, user_id);

ALTER TABLE ONLY public.organiser_payment_settings
    ADD CONSTRAINT organiser_payment_settings_pkey PRIMARY KEY (organiser_id, provider);

ALTER TABLE ONLY public.organiser_ticket_keys
    ADD CONSTRAINT organiser_ticket_keys_pkey PRIMARY KEY (organiser_id, number);

ALTER TABLE ONLY public.organisers
    ADD CONSTRAINT organisers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payment_attempts
    ADD CONSTRAINT payment_attempts_pkey PRIMARY KEY (event_id, payment_id, number);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.provider_events
    ADD CONSTRAINT provider_events_pkey PRIMARY KEY (provider, organiser_id, id);

ALTER TABLE ONLY public.provider_payments
    ADD CONSTRAINT provider_payments_pkey PRIMARY KEY (provider, organiser_id, reference);

ALTER TABLE ONLY public.provider_statements
    ADD CONSTRAINT provider_statements_pkey PRIMARY KEY (provider, organiser_id);

ALTER TABLE ONLY public.questions
    ADD CONSTRAINT questions_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.rate_limits
    ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.reconciliations
    ADD CONSTRAINT reconciliations_pkey PRIMARY KEY (night);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, code_hash);

ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.sales_changes
    ADD CONSTRAINT sales_changes_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.sales_levels
    ADD CONSTRAINT sales_levels_pkey PRIMARY KEY (event_id, sold_at, tier_id, ticket_type_id);

ALTER TABLE ONLY public.scans
    ADD CONSTRAINT scans_pkey PRIMARY KEY (event_id, ticket_id, device_id, nonce);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.simulated_disputes
    ADD CONSTRAINT simulated_disputes_pkey PRIMARY KEY (reference);

ALTER TABLE ONLY public.simulated_payments
    ADD CONSTRAINT simulated_payments_key UNIQUE (key);

ALTER TABLE ONLY public.simulated_payments
    ADD CONSTRAINT simulated_payments_pkey PRIMARY KEY (reference);

ALTER TABLE ONLY public.simulated_refunds
    ADD CONSTRAINT simulated_refunds_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.stock_changes
    ADD CONSTRAINT stock_changes_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.stock_levels
    ADD CONSTRAINT stock_levels_pkey PRIMARY KEY (event_id, stock_id);

ALTER TABLE ONLY public.ticket_codes
    ADD CONSTRAINT ticket_codes_pkey PRIMARY KEY (event_id, serial);

ALTER TABLE ONLY public.ticket_transfers
    ADD CONSTRAINT ticket_transfers_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.ticket_transfers
    ADD CONSTRAINT ticket_transfers_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.ticket_types
    ADD CONSTRAINT ticket_types_name_key UNIQUE (event_id, tier_id, name);

ALTER TABLE ONLY public.ticket_types
    ADD CONSTRAINT ticket_types_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.ticket_types
    ADD CONSTRAINT ticket_types_position_key UNIQUE (event_id, tier_id, "position") DEFERRABLE;

ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_pkey PRIMARY KEY (id, event_id) WITH (fillfactor='45');

ALTER TABLE ONLY public.tiers
    ADD CONSTRAINT tiers_name_key UNIQUE (event_id, name);

ALTER TABLE ONLY public.tiers
    ADD CONSTRAINT tiers_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.tiers
    ADD CONSTRAINT tiers_position_key UNIQUE (event_id, "position") DEFERRABLE;

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.waitlist_entries
    ADD CONSTRAINT waitlist_entries_pkey PRIMARY KEY (event_id, id);

ALTER TABLE ONLY public.waitlist_tiers
    ADD CONSTRAINT waitlist_tiers_pkey PRIMARY KEY (event_id, entry_id, tier_id);

ALTER TABLE ONLY public.waitlists
    ADD CONSTRAINT waitlists_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.webhook_attempts
    ADD CONSTRAINT webhook_attempts_pkey PRIMARY KEY (endpoint_id, message_id, number);

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (endpoint_id, message_id);

ALTER TABLE ONLY public.webhook_endpoints
    ADD CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.webhook_messages
    ADD CONSTRAINT webhook_messages_pkey PRIMARY KEY (id);

CREATE INDEX account_requests_created_at ON public.account_requests USING btree (created_at);

CREATE INDEX account_requests_email_key ON public.account_requests USING btree (email_key, created_at);

CREATE UNIQUE INDEX allotments_name_key ON public.allotments USING btree (event_id, name) WHERE (purpose <> 'waitlist'::text);

CREATE UNIQUE INDEX allotments_one_waitlist_a_tier ON public.allotments USING btree (event_id, tier_id) WHERE (purpose = 'waitlist'::text);

CREATE INDEX allotments_open_waitlists ON public.allotments USING btree (event_id) WHERE ((purpose = 'waitlist'::text) AND (released_at IS NULL));

CREATE INDEX allotments_to_release ON public.allotments USING btree (releases_at) WHERE (released_at IS NULL);

CREATE INDEX answers_question ON public.answers USING btree (event_id, question_id);

CREATE INDEX attendees_words ON public.attendees USING gin (public.attendee_words(event_id, name)) WHERE (name <> ''::text);

CREATE INDEX audit_chain_actor ON public.audit_chain USING btree (actor_id, "position");

CREATE INDEX audit_chain_at ON public.audit_chain USING brin (at) WITH (autosummarize='on');

CREATE INDEX audit_chain_rare_actions ON public.audit_chain USING btree (action, "position") WHERE (subject_kind <> 'booking'::text);

CREATE INDEX audit_chain_subject ON public.audit_chain USING btree (subject_id, "position");

CREATE INDEX bookings_event ON public.bookings USING btree (event_id, created_at, id);

CREATE INDEX bookings_pending_holds ON public.bookings USING btree (hold_expires_at, event_id) WHERE (status = 'pending'::text);

CREATE INDEX bookings_to_delete ON public.bookings USING btree (ended_at) WHERE (status = ANY (ARRAY['expired'::text, 'cancelled'::text]));

CREATE INDEX bookings_to_shorten ON public.bookings USING btree (ended_at) WHERE ((confirmed_at IS NULL) AND (ended_at IS NOT NULL) AND (cardinality(ticket_ids) > 0));

CREATE INDEX bookings_user ON public.bookings USING btree (user_id, id);

CREATE INDEX codes_allotment ON public.codes USING btree (event_id, allotment_id) WHERE (allotment_id IS NOT NULL);

CREATE INDEX codes_ticket_type ON public.codes USING btree (event_id, ticket_type_id) WHERE (ticket_type_id IS NOT NULL);

CREATE INDEX codes_tier ON public.codes USING btree (event_id, tier_id) WHERE (tier_id IS NOT NULL);

CREATE INDEX counter_sales_day ON public.counter_sales USING btree (event_id, sold_at, booking_id);

CREATE INDEX counter_sales_reasons ON public.counter_sales USING btree (sold_at) WHERE (reason <> ''::text);

CREATE INDEX counter_sales_sold_by ON public.counter_sales USING btree (sold_by, sold_at) WHERE (sold_by IS NOT NULL);

CREATE INDEX disputes_booking ON public.disputes USING btree (event_id, booking_id);

CREATE UNIQUE INDEX door_devices_bearer ON public.door_devices USING btree (bearer_hash) WHERE (bearer_hash IS NOT NULL);

CREATE INDEX door_devices_lent_by ON public.door_devices USING btree (lent_by) WHERE (lent_by IS NOT NULL);

CREATE UNIQUE INDEX door_devices_link ON public.door_devices USING btree (link_hash) WHERE (link_hash IS NOT NULL);

CREATE INDEX door_devices_organiser ON public.door_devices USING btree (organiser_id, lent_at, id);

CREATE INDEX event_announcements_event ON public.event_announcements USING btree (event_id, created_at);

CREATE INDEX event_announcements_open ON public.event_announcements USING btree (created_at) WHERE (finished_at IS NULL);

CREATE INDEX event_cancellations_group ON public.event_cancellations USING btree (group_id) WHERE (group_id IS NOT NULL);

CREATE INDEX event_cancellations_open ON public.event_cancellations USING btree (created_at) WHERE (finished_at IS NULL);

CREATE INDEX event_listings_free ON public.event_listings USING btree (starts_at, event_id) WHERE (price_minor = 0);

CREATE INDEX event_listings_letters ON public.event_listings USING gin (letters public.gin_trgm_ops);

CREATE INDEX event_listings_next ON public.event_listings USING btree (starts_at, event_id);

CREATE INDEX event_listings_organiser ON public.event_listings USING btree (organiser_id, starts_at, event_id);

CREATE INDEX event_listings_over ON public.event_listings USING btree (over_at);

CREATE INDEX event_listings_place_letters ON public.event_listings USING gin (place_letters public.gin_trgm_ops);

CREATE INDEX event_listings_price ON public.event_listings USING btree (currency, price_minor);

CREATE INDEX event_listings_running ON public.event_listings USING gist (tstzrange(starts_at, over_at));

CREATE INDEX event_listings_words ON public.event_listings USING gin (words);

CREATE INDEX events_image ON public.events USING btree (image_id) WHERE (image_id IS NOT NULL);

CREATE INDEX events_organiser ON public.events USING btree (organiser_id, starts_at, id);

CREATE INDEX events_series ON public.events USING btree (series_id, starts_at, id) WHERE (series_id IS NOT NULL);

CREATE INDEX events_shown ON public.events USING btree (starts_at, id) WHERE (published_at IS NOT NULL);

CREATE INDEX export_links_expired ON public.export_links USING btree (expires_at);

CREATE INDEX failed_sign_ins_last_failed_at ON public.failed_sign_ins USING btree (last_failed_at);

CREATE INDEX guests_order ON public.guests USING btree (event_id, sort_key, booking_id);

CREATE INDEX idempotency_keys_created_at ON public.idempotency_keys USING btree (created_at);

CREATE INDEX images_unused ON public.images USING btree (unused_since) WHERE (unused_since IS NOT NULL);

CREATE INDEX invoices_booking ON public.invoices USING btree (event_id, booking_id, id);

CREATE INDEX invoices_corrects ON public.invoices USING btree (corrects) WHERE (corrects IS NOT NULL);

CREATE INDEX invoices_issued_at ON public.invoices USING btree (issued_at);

CREATE UNIQUE INDEX invoices_one_a_refund ON public.invoices USING btree (event_id, refund_id) WHERE (refund_id IS NOT NULL);

CREATE UNIQUE INDEX invoices_one_a_revision ON public.invoices USING btree (event_id, booking_id, revision) WHERE (kind = 'invoice'::text);

CREATE INDEX ledger_transfers_after_capture ON public.ledger_transfers USING btree (event_id, payment_id) WHERE (kind <> 'capture'::text);

CREATE UNIQUE INDEX ledger_transfers_reversed_once ON public.ledger_transfers USING btree (event_id, reverses) WHERE (reverses IS NOT NULL);

CREATE UNIQUE INDEX ledger_transfers_settled_once ON public.ledger_transfers USING btree (event_id, settles) WHERE (settles IS NOT NULL);

CREATE INDEX mails_counted ON public.mails USING btree (budget_key, budget, counted_at) WHERE (counted_at IS NOT NULL);

CREATE INDEX mails_counted_by_mailbox ON public.mails USING btree (mailbox_key, budget, counted_at) WHERE ((mailbox_key IS NOT NULL) AND (counted_at IS NOT NULL));

CREATE INDEX mails_created_at ON public.mails USING btree (created_at);

CREATE INDEX mails_to_address ON public.mails USING btree (to_address);

CREATE INDEX mails_waiting ON public.mails USING btree (budget_key, budget, gather_at) WHERE (gather_at IS NOT NULL);

CREATE INDEX mails_waiting_by_mailbox ON public.mails USING btree (mailbox_key, budget, gather_at) WHERE ((mailbox_key IS NOT NULL) AND (gather_at IS NOT NULL));

CREATE INDEX one_time_tokens_email_key ON public.one_time_tokens USING btree (email_key, created_at);

CREATE INDEX one_time_tokens_expires_at ON public.one_time_tokens USING btree (expires_at);

CREATE INDEX one_time_tokens_password_tag ON public.one_time_tokens USING btree (email_key, password_tag) WHERE ((purpose = 'verify_email'::text) AND (used_at IS NULL));

CREATE INDEX one_time_tokens_user ON public.one_time_tokens USING btree (user_id, purpose);

CREATE INDEX organiser_invitations_invited_by ON public.organiser_invitations USING btree (invited_by) WHERE (invited_by IS NOT NULL);

CREATE UNIQUE INDEX organiser_invitations_open ON public.organiser_invitations USING btree (organiser_id, email_key) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));

CREATE INDEX organiser_members_user ON public.organiser_members USING btree (user_id);

CREATE UNIQUE INDEX payment_attempts_one_started ON public.payment_attempts USING btree (event_id, payment_id) WHERE (status = 'started'::text);

CREATE INDEX payments_booking ON public.payments USING btree (event_id, booking_id);

CREATE UNIQUE INDEX payments_one_capture_a_booking ON public.payments USING btree (event_id, booking_id) WHERE (status = 'captured'::text);

CREATE UNIQUE INDEX payments_one_open_a_booking ON public.payments USING btree (event_id, booking_id) WHERE (status = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text]));

CREATE UNIQUE INDEX payments_provider_reference ON public.payments USING btree (provider, provider_reference) WHERE (provider_reference IS NOT NULL);

CREATE INDEX payments_to_ask_about ON public.payments USING btree (asked_at) WHERE (status = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text]));

CREATE INDEX provider_events_received ON public.provider_events USING btree (received_at);

CREATE INDEX rate_limits_expire ON public.rate_limits USING btree (expire);

CREATE UNIQUE INDEX refresh_tokens_one_unused_a_session ON public.refresh_tokens USING btree (session_id) WHERE (used_at IS NULL);

CREATE INDEX refresh_tokens_session ON public.refresh_tokens USING btree (session_id, created_at);

CREATE INDEX refunds_booking ON public.refunds USING btree (event_id, booking_id);

CREATE INDEX refunds_payment ON public.refunds USING btree (event_id, payment_id);

CREATE INDEX refunds_provider_reference ON public.refunds USING btree (provider_reference) WHERE (provider_reference IS NOT NULL);

CREATE INDEX refunds_returned_booking ON public.refunds USING btree (event_id, returned_booking_id) WHERE (returned_booking_id IS NOT NULL);

CREATE INDEX refunds_under_way ON public.refunds USING btree (updated_at) WHERE (status = ANY (ARRAY['requested'::text, 'processing'::text]));

CREATE UNIQUE INDEX scans_of_event ON public.scans USING btree (event_id, number);

CREATE INDEX sessions_over ON public.sessions USING btree (LEAST(ended_at, expires_at));

CREATE INDEX sessions_user ON public.sessions USING btree (user_id, id);

CREATE INDEX ticket_codes_booking ON public.ticket_codes USING btree (event_id, booking_id);

CREATE UNIQUE INDEX ticket_codes_one_of_a_ticket ON public.ticket_codes USING btree (event_id, ticket_id) WHERE (revoked_at IS NULL);

CREATE INDEX ticket_transfers_booking ON public.ticket_transfers USING btree (event_id, booking_id);

CREATE UNIQUE INDEX ticket_transfers_one_a_ticket ON public.ticket_transfers USING btree (event_id, booking_id, ticket_id) WHERE (state = ANY (ARRAY['offered'::text, 'accepted'::text]));

CREATE INDEX tickets_available ON public.tickets USING btree (event_id, COALESCE(allotment_id, tier_id), ((id + 0))) WHERE (booking_id IS NULL);

CREATE INDEX tickets_of_allotment ON public.tickets USING btree (event_id, allotment_id) WHERE (allotment_id IS NOT NULL);

CREATE INDEX users_account_mailbox ON public.users USING btree (mailbox_key) WHERE (role <> 'guest'::text);

CREATE INDEX users_buyer_words ON public.users USING gin (public.buyer_words(name, email_key));

CREATE UNIQUE INDEX users_email_key_key ON public.users USING btree (email_key) WHERE (role <> 'guest'::text);

CREATE INDEX users_guest_email_key ON public.users USING btree (email_key) WHERE (role = 'guest'::text);

CREATE INDEX users_guest_mailbox ON public.users USING btree (mailbox_key, id) WHERE (role = 'guest'::text);

CREATE UNIQUE INDEX waitlist_entries_booking ON public.waitlist_entries USING btree (event_id, booking_id) WHERE (booking_id IS NOT NULL);

CREATE INDEX waitlist_entries_ended ON public.waitlist_entries USING btree (ended_at) WHERE (ended_at IS NOT NULL);

CREATE INDEX waitlist_entries_lot ON public.waitlist_entries USING btree (event_id, lot, place) WHERE (state = 'waiting'::text);

CREATE UNIQUE INDEX waitlist_entries_one_waiting ON public.waitlist_entries USING btree (event_id, user_id) WHERE (state = 'waiting'::text);

CREATE INDEX waitlist_entries_place ON public.waitlist_entries USING btree (event_id, place) WHERE (state = 'waiting'::text);

CREATE INDEX waitlist_entries_user ON public.waitlist_entries USING btree (user_id);

CREATE INDEX waitlist_tiers_ticket_type ON public.waitlist_tiers USING btree (event_id, ticket_type_id) WHERE (ticket_type_id IS NOT NULL);

CREATE INDEX waitlist_tiers_tier ON public.waitlist_tiers USING btree (event_id, tier_id);

CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (endpoint_id, due_at) WHERE (status = 'pending'::text);

CREATE INDEX webhook_deliveries_log ON public.webhook_deliveries USING btree (endpoint_id, created_at, message_id);

CREATE INDEX webhook_deliveries_message ON public.webhook_deliveries USING btree (message_id);

CREATE INDEX webhook_endpoints_organiser ON public.webhook_endpoints USING btree (organiser_id);

CREATE INDEX webhook_messages_created ON public.webhook_messages USING btree (created_at);

CREATE OR REPLACE VIEW public.money_differences AS
 SELECT
        CASE
            WHEN (transfer.id IS NULL) THEN 'PAYMENT_NOT_POSTED'::text
            WHEN (payment.id IS NULL) THEN 'CAPTURE_WITHOUT_PAYMENT'::text
            ELSE 'CAPTURE_DIFFERS'::text
        END AS code,
    COALESCE(payment.event_id, transfer.event_id) AS event_id,
    (COALESCE(payment.id, transfer.source_id))::text AS subject,
        CASE
            WHEN (transfer.id IS NULL) THEN format('Payment %s of booking %s (event %s) captured %s %s by %s, and the ledger has no transfer of it.'::text, payment.id, payment.booking_id, payment.event_id, payment.amount_minor, payment.currency, payment.provider)
            WHEN (payment.id IS NULL) THEN format('Transfer %s (event %s) says that payment %s captured %s %s, and there is no such capture.'::text, transfer.id, transfer.event_id, transfer.source_id, transfer.amount_minor, transfer.currency)
            ELSE format('Payment %s (event %s) captured %s %s for booking %s by %s, and transfer %s says %s %s for booking %s by %s.'::text, payment.id, payment.event_id, payment.amount_minor, payment.currency, payment.booking_id, payment.provider, transfer.id, transfer.amount_minor, transfer.currency, transfer.booking_id, transfer.provider)
        END AS sentence
   FROM (( SELECT payments.event_id,
            payments.id,
            payments.booking_id,
            payments.provider,
            payments.amount_minor,
            payments.currency
           FROM public.payments
          WHERE ((payments.status = ANY (ARRAY['captured'::text, 'returned'::text])) AND (payments.amount_minor > 0))) payment
     FULL JOIN ( SELECT transfer_1.event_id,
            transfer_1.id,
            transfer_1.source_id,
            transfer_1.booking_id,
            transfer_1.provider,
            transfer_1.currency,
            ( SELECT COALESCE(sum(entry.amount_minor), (0)::numeric) AS "coalesce"
                   FROM (public.ledger_entries entry
                     JOIN public.ledger_accounts account ON ((account.id = entry.account_id)))
                  WHERE ((entry.event_id = transfer_1.event_id) AND (entry.transfer_id = transfer_1.id) AND (account.kind =
                        CASE transfer_1.provider
                            WHEN 'counter'::text THEN 'cash'::text
                            ELSE 'clearing'::text
                        END) AND (account.provider =
                        CASE transfer_1.provider
                            WHEN 'counter'::text THEN ''::text
                            ELSE transfer_1.provider
                        END))) AS amount_minor
           FROM public.ledger_transfers transfer_1
          WHERE ((transfer_1.kind = 'capture'::text) AND (NOT (EXISTS ( SELECT
                   FROM public.ledger_transfers reversal
                  WHERE ((reversal.event_id = transfer_1.event_id) AND (reversal.reverses = transfer_1.id))))))) transfer ON (((transfer.event_id = payment.event_id) AND (transfer.source_id = payment.id))))
  WHERE (((((payment.amount_minor)::numeric IS DISTINCT FROM transfer.amount_minor) OR (payment.currency IS DISTINCT FROM transfer.currency)) OR (payment.booking_id IS DISTINCT FROM transfer.booking_id)) OR (payment.provider IS DISTINCT FROM transfer.provider))
UNION ALL
 SELECT 'BOOKING_NOT_PAID'::text AS code,
    booking.event_id,
    (booking.id)::text AS subject,
    format('Booking %s (event %s) is confirmed for %s %s, and its payments captured %s.'::text, booking.id, booking.event_id, booking.total_minor, booking.currency, paid.amount_minor) AS sentence
   FROM (public.bookings booking
     CROSS JOIN LATERAL ( SELECT COALESCE(sum(payments.amount_minor), (0)::numeric) AS amount_minor
           FROM public.payments
          WHERE ((payments.event_id = booking.event_id) AND (payments.booking_id = booking.id) AND (payments.currency = booking.currency) AND (payments.status = 'captured'::text))) paid)
  WHERE ((booking.status = 'confirmed'::text) AND (paid.amount_minor < (booking.total_minor)::numeric))
UNION ALL
 SELECT 'MONEY_WITHOUT_BOOKING'::text AS code,
    kept.event_id,
    (kept.payment_id)::text AS subject,
    format('Payment %s (event %s) still has %s %s for booking %s, which %s.'::text, kept.payment_id, kept.event_id, kept.amount_minor, kept.currency, kept.booking_id, COALESCE(('is '::text || booking.status), 'is not there'::text)) AS sentence
   FROM (( SELECT transfer.event_id,
            transfer.payment_id,
            transfer.booking_id,
            transfer.currency,
            (- sum(entry.amount_minor)) AS amount_minor
           FROM ((public.ledger_transfers transfer
             JOIN public.ledger_entries entry ON (((entry.event_id = transfer.event_id) AND (entry.transfer_id = transfer.id))))
             JOIN public.ledger_accounts account ON (((account.id = entry.account_id) AND (account.kind = ANY (ARRAY['payable'::text, 'fees'::text, 'taxes'::text])))))
          GROUP BY transfer.event_id, transfer.payment_id, transfer.booking_id, transfer.currency
         HAVING (sum(entry.amount_minor) <> (0)::numeric)) kept
     LEFT JOIN public.bookings booking ON (((booking.id = kept.booking_id) AND (booking.event_id = kept.event_id))))
  WHERE COALESCE((booking.status <> ALL (ARRAY['confirmed'::text, 'refunded'::text])), true)
UNION ALL
 SELECT 'REFUNDED_TOO_MUCH'::text AS code,
    transfer.event_id,
    concat_ws(' '::text, transfer.payment_id, account.kind) AS subject,
    format('Payment %s (event %s) has given back %s %s more than it had in %s.'::text, transfer.payment_id, transfer.event_id, sum(entry.amount_minor), transfer.currency, account.kind) AS sentence
   FROM ((public.ledger_transfers transfer
     JOIN public.ledger_entries entry ON (((entry.event_id = transfer.event_id) AND (entry.transfer_id = transfer.id))))
     JOIN public.ledger_accounts account ON (((account.id = entry.account_id) AND (account.kind = ANY (ARRAY['payable'::text, 'fees'::text, 'taxes'::text])))))
  GROUP BY transfer.event_id, transfer.payment_id, transfer.currency, account.kind
 HAVING (sum(entry.amount_minor) > (0)::numeric)
UNION ALL
 SELECT 'TRANSFER_UNBALANCED'::text AS code,
    transfer.event_id,
    (transfer.id)::text AS subject,
    format('The entries of transfer %s (%s, event %s) leave %s %s.'::text, transfer.id, transfer.kind, transfer.event_id, COALESCE(sum(entry.amount_minor), (0)::numeric), transfer.currency) AS sentence
   FROM (public.ledger_transfers transfer
     LEFT JOIN public.ledger_entries entry ON (((entry.event_id = transfer.event_id) AND (entry.transfer_id = transfer.id))))
  GROUP BY transfer.event_id, transfer.id
 HAVING ((COALESCE(sum(entry.amount_minor), (0)::numeric) <> (0)::numeric) OR (count(entry.account_id) = 0))
UNION ALL
 SELECT 'BALANCE_DIFFERS'::text AS code,
    COALESCE(balance.event_id, posted.event_id) AS event_id,
    (COALESCE(balance.account_id, posted.account_id))::text AS subject,
    format('The balances of account %s (event %s) are %s from captures and %s after them, and its entries %s and %s.'::text, COALESCE(balance.account_id, posted.account_id), COALESCE(balance.event_id, posted.event_id), COALESCE(balance.captured_minor, (0)::numeric), COALESCE(balance.followed_minor, (0)::numeric), COALESCE(posted.captured_minor, (0)::numeric), COALESCE(posted.followed_minor, (0)::numeric)) AS sentence
   FROM (( SELECT part.event_id,
            part.account_id,
            sum(part.captured_minor) AS captured_minor,
            sum(part.followed_minor) AS followed_minor
           FROM ( SELECT ledger_levels.event_id,
                    ledger_levels.account_id,
                    ledger_levels.captured_minor,
                    ledger_levels.followed_minor
                   FROM public.ledger_levels
                UNION ALL
                 SELECT ledger_changes.event_id,
                    ledger_changes.account_id,
                    ledger_changes.captured_minor,
                    ledger_changes.followed_minor
                   FROM public.ledger_changes) part
          GROUP BY part.event_id, part.account_id) balance
     FULL JOIN ( SELECT entry.event_id,
            entry.account_id,
            COALESCE(sum(entry.amount_minor) FILTER (WHERE (transfer.kind = 'capture'::text)), (0)::numeric) AS captured_minor,
            COALESCE(sum(entry.amount_minor) FILTER (WHERE (transfer.kind <> 'capture'::text)), (0)::numeric) AS followed_minor
           FROM (public.ledger_entries entry
             LEFT JOIN public.ledger_transfers transfer ON (((transfer.event_id = entry.event_id) AND (transfer.id = entry.transfer_id))))
          GROUP BY entry.event_id, entry.account_id) posted ON (((posted.event_id = balance.event_id) AND (posted.account_id = balance.account_id))))
  WHERE ((COALESCE(balance.captured_minor, (0)::numeric) <> COALESCE(posted.captured_minor, (0)::numeric)) OR (COALESCE(balance.followed_minor, (0)::numeric) <> COALESCE(posted.followed_minor, (0)::numeric)))
UNION ALL
 SELECT
        CASE
            WHEN (capture.id IS NULL) THEN 'UNKNOWN_HERE'::text
            WHEN (stated.reference IS NULL) THEN 'UNKNOWN_TO_PROVIDER'::text
            ELSE 'PROVIDER_DIFFERS'::text
        END AS code,
    COALESCE(capture.event_id, (0)::bigint) AS event_id,
    COALESCE((capture.id)::text, stated.reference) AS subject,
        CASE
            WHEN (capture.id IS NULL) THEN format('%s took %s %s for organiser %s as %s, and no payment here is captured so.'::text, stated.provider, stated.amount_minor, stated.currency, stated.organiser_id, stated.reference)
            WHEN (stated.reference IS NULL) THEN format('Payment %s of booking %s (event %s) is captured for %s %s as %s, and %s doesn''t know it.'::text, capture.id, capture.booking_id, capture.event_id, capture.amount_minor, capture.currency, capture.provider_reference, capture.provider)
            ELSE format('Payment %s (event %s) is captured for %s %s as %s, and %s says %s %s.'::text, capture.id, capture.event_id, capture.amount_minor, capture.currency, capture.provider_reference, capture.provider, stated.amount_minor, stated.currency)
        END AS sentence
   FROM (( SELECT listed.provider,
            listed.organiser_id,
            listed.reference,
            listed.amount_minor,
            listed.currency,
            listed.created_at,
            (listed.created_at < (statement.asked_at - '01:00:00'::interval)) AS is_due
           FROM (public.provider_payments listed
             JOIN public.provider_statements statement ON (((statement.provider = listed.provider) AND (statement.organiser_id = listed.organiser_id) AND (statement.read_at IS NOT NULL))))) stated
     FULL JOIN ( SELECT payment.event_id,
            payment.id,
            payment.booking_id,
            payment.provider,
            payment.provider_reference,
            payment.capture_reference,
            payment.amount_minor,
            payment.refunded_minor,
            payment.disputed_minor,
            payment.currency,
            payment.status,
            payment.created_at,
            payment.updated_at,
            payment.asked_at,
            transfer.organiser_id,
            ((transfer.posted_at < statement.asked_at) AND (payment.created_at >= (statement.since + '01:00:00'::interval))) AS is_due
           FROM ((public.provider_statements statement
             JOIN public.ledger_transfers transfer ON (((transfer.organiser_id = statement.organiser_id) AND (transfer.provider = statement.provider) AND (transfer.kind = 'capture'::text))))
             JOIN public.payments payment ON (((payment.event_id = transfer.event_id) AND (payment.id = transfer.payment_id))))
          WHERE (statement.read_at IS NOT NULL)) capture ON (((capture.provider = stated.provider) AND (capture.organiser_id = stated.organiser_id) AND (capture.provider_reference = stated.reference))))
  WHERE (((capture.amount_minor IS DISTINCT FROM stated.amount_minor) OR (capture.currency IS DISTINCT FROM stated.currency)) AND (stated.is_due OR capture.is_due OR ((capture.id IS NOT NULL) AND (stated.reference IS NOT NULL))));

CREATE TRIGGER audit_chain_only_added_to BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_chain FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_change_the_audit();

ALTER TABLE public.audit_chain ENABLE ALWAYS TRIGGER audit_chain_only_added_to;

CREATE TRIGGER audit_entries_only_added_to BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_change_the_audit();

ALTER TABLE public.audit_entries ENABLE ALWAYS TRIGGER audit_entries_only_added_to;

CREATE TRIGGER bookings_deleted_guests AFTER DELETE ON public.bookings FOR EACH ROW WHEN ((old.status = 'confirmed'::text)) EXECUTE FUNCTION public.list_guest();

CREATE TRIGGER bookings_deleted_match AFTER DELETE ON public.bookings FOR EACH ROW EXECUTE FUNCTION public.keep_tickets_matching();

CREATE TRIGGER bookings_deleted_sales AFTER DELETE ON public.bookings FOR EACH ROW WHEN ((old.confirmed_at IS NOT NULL)) EXECUTE FUNCTION public.record_sales_of_one();

CREATE TRIGGER bookings_deleted_use_codes AFTER DELETE ON public.bookings FOR EACH ROW WHEN ((old.code_ids IS NOT NULL)) EXECUTE FUNCTION public.count_code_uses();

CREATE TRIGGER bookings_inserted_guests AFTER INSERT ON public.bookings FOR EACH ROW WHEN ((new.status = 'confirmed'::text)) EXECUTE FUNCTION public.list_guest();

CREATE TRIGGER bookings_inserted_sales AFTER INSERT ON public.bookings FOR EACH ROW WHEN ((new.confirmed_at IS NOT NULL)) EXECUTE FUNCTION public.record_sales_of_one();

CREATE TRIGGER bookings_inserted_use_codes AFTER INSERT ON public.bookings FOR EACH ROW WHEN ((new.code_ids IS NOT NULL)) EXECUTE FUNCTION public.count_code_uses();

CREATE TRIGGER bookings_truncated_match AFTER TRUNCATE ON public.bookings FOR EACH STATEMENT EXECUTE FUNCTION public.require_no_named_booking();

CREATE TRIGGER bookings_updated_guests AFTER UPDATE ON public.bookings FOR EACH ROW WHEN ((((old.status = 'confirmed'::text) <> (new.status = 'confirmed'::text)) OR ((new.status = 'confirmed'::text) AND (new.user_id <> old.user_id)))) EXECUTE FUNCTION public.list_guest();

CREATE TRIGGER bookings_updated_match AFTER UPDATE ON public.bookings FOR EACH ROW WHEN (((((old.event_id IS DISTINCT FROM new.event_id) OR (old.id IS DISTINCT FROM new.id)) OR (old.user_id IS DISTINCT FROM new.user_id)) OR (old.ticket_ids IS DISTINCT FROM new.ticket_ids))) EXECUTE FUNCTION public.keep_tickets_matching();

CREATE TRIGGER bookings_updated_sales AFTER UPDATE ON public.bookings REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update FOR EACH STATEMENT EXECUTE FUNCTION public.record_sales_of_updated();

CREATE TRIGGER bookings_updated_use_codes AFTER UPDATE ON public.bookings FOR EACH ROW WHEN (((old.code_ids IS DISTINCT FROM new.code_ids) OR ((new.code_ids IS NOT NULL) AND (((old.confirmed_at IS NULL) AND (old.ended_at IS NOT NULL)) <> ((new.confirmed_at IS NULL) AND (new.ended_at IS NOT NULL)))))) EXECUTE FUNCTION public.count_code_uses();

CREATE TRIGGER bookings_updated_webhooks AFTER UPDATE ON public.bookings REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update FOR EACH STATEMENT EXECUTE FUNCTION public.publish_changed_bookings();

CREATE TRIGGER events_inserted_listed AFTER INSERT ON public.events REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.list_changed_events();

CREATE TRIGGER events_updated_codes AFTER UPDATE OF codes_rotate ON public.events FOR EACH ROW WHEN ((new.codes_rotate AND (NOT old.codes_rotate))) EXECUTE FUNCTION public.spare_printed_codes();

CREATE TRIGGER events_updated_listed AFTER UPDATE ON public.events REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.list_changed_events();

CREATE TRIGGER events_updated_webhooks AFTER UPDATE OF state ON public.events FOR EACH ROW WHEN ((((old.state = 'draft'::text) AND (new.state = 'published'::text)) OR ((old.state = ANY (ARRAY['published'::text, 'paused'::text])) AND (new.state = 'cancelled'::text)))) EXECUTE FUNCTION public.publish_changed_event();

CREATE TRIGGER fees_deleted_listed AFTER DELETE ON public.fees REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.list_events_of_changed();

CREATE TRIGGER fees_inserted_listed AFTER INSERT ON public.fees REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.list_events_of_changed();

CREATE TRIGGER fees_updated_listed AFTER UPDATE ON public.fees REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.list_events_of_changed();

CREATE TRIGGER invoices_are_kept BEFORE DELETE ON public.invoices FOR EACH ROW EXECUTE FUNCTION public.refuse_to_delete_young_invoices();

CREATE TRIGGER ledger_entries_counted AFTER INSERT ON public.ledger_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.count_ledger_entries();

CREATE CONSTRAINT TRIGGER ledger_transfers_balanced AFTER INSERT ON public.ledger_transfers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_balanced_transfer();

CREATE TRIGGER organisers_renamed_listed AFTER UPDATE OF name ON public.organisers FOR EACH ROW WHEN ((old.name <> new.name)) EXECUTE FUNCTION public.list_events_of_renamed();

CREATE TRIGGER payments_inserted_post AFTER INSERT ON public.payments REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.post_captures();

CREATE TRIGGER payments_updated_post AFTER UPDATE ON public.payments REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.post_captures();

CREATE TRIGGER refunds_updated_webhooks AFTER UPDATE OF status ON public.refunds FOR EACH ROW WHEN (((old.status <> 'succeeded'::text) AND (new.status = 'succeeded'::text))) EXECUTE FUNCTION public.publish_refund();

CREATE TRIGGER scans_inserted_webhooks AFTER INSERT ON public.scans REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION public.publish_check_ins();

CREATE TRIGGER ticket_types_deleted_listed AFTER DELETE ON public.ticket_types REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.list_events_of_changed();

CREATE TRIGGER ticket_types_inserted_listed AFTER INSERT ON public.ticket_types REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.list_events_of_changed();

CREATE TRIGGER ticket_types_updated_listed AFTER UPDATE ON public.ticket_types REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.list_events_of_changed();

CREATE TRIGGER tickets_deleted AFTER DELETE ON public.tickets REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION public.record_stock_of_deleted();

CREATE TRIGGER tickets_inserted AFTER INSERT ON public.tickets REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION public.record_stock_of_inserted();

CREATE TRIGGER tickets_inserted_match AFTER INSERT ON public.tickets REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION public.require_inserted_to_match();

CREATE TRIGGER tickets_updated AFTER UPDATE ON public.tickets REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update FOR EACH STATEMENT EXECUTE FUNCTION public.record_stock_of_updated();

CREATE TRIGGER tickets_updated_match AFTER UPDATE ON public.tickets REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update FOR EACH STATEMENT EXECUTE FUNCTION public.require_updated_to_match();

CREATE TRIGGER tiers_deleted_listed AFTER DELETE ON public.tiers REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.list_events_of_changed();

CREATE TRIGGER tiers_inserted_listed AFTER INSERT ON public.tiers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.list_events_of_changed();

CREATE TRIGGER tiers_updated_listed AFTER UPDATE ON public.tiers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.list_events_of_changed();

CREATE CONSTRAINT TRIGGER users_first_role_audited AFTER INSERT ON public.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.role <> ALL (ARRAY['customer'::text, 'guest'::text]))) EXECUTE FUNCTION public.audit_role_change();

ALTER TABLE public.users ENABLE ALWAYS TRIGGER users_first_role_audited;

CREATE TRIGGER users_mailbox_key BEFORE INSERT OR UPDATE OF email_key, mailbox_key ON public.users FOR EACH ROW EXECUTE FUNCTION public.write_mailbox_key();

CREATE TRIGGER users_renamed_guests AFTER UPDATE OF name ON public.users FOR EACH ROW WHEN ((old.name <> new.name)) EXECUTE FUNCTION public.list_renamed_guest();

CREATE CONSTRAINT TRIGGER users_role_audited AFTER UPDATE ON public.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.role IS DISTINCT FROM new.role)) EXECUTE FUNCTION public.audit_role_change();

ALTER TABLE public.users ENABLE ALWAYS TRIGGER users_role_audited;

ALTER TABLE ONLY public.allotments
    ADD CONSTRAINT allotments_tier_fkey FOREIGN KEY (event_id, tier_id) REFERENCES public.tiers(event_id, id);

ALTER TABLE ONLY public.answers
    ADD CONSTRAINT answers_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES public.bookings(event_id, id);

ALTER TABLE ONLY public.answers
    ADD CONSTRAINT answers_question_fkey FOREIGN KEY (event_id, question_id) REFERENCES public.questions(event_id, id);

ALTER TABLE ONLY public.attendee_forms
    ADD CONSTRAINT attendee_forms_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.attendees
    ADD CONSTRAINT attendees_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES public.bookings(event_id, id);

ALTER TABLE ONLY public.billing_details
    ADD CONSTRAINT billing_details_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES public.bookings(event_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.bookings
    ADD CONSTRAINT bookings_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.cancellation_refund_failures
    ADD CONSTRAINT cancellation_refund_failures_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES public.bookings(event_id, id);

ALTER TABLE ONLY public.cancellation_refund_failures
    ADD CONSTRAINT cancellation_refund_failures_cancellation_fkey FOREIGN KEY (event_id) REFERENCES public.event_cancellations(event_id);

ALTER TABLE ONLY public.codes
    ADD CONSTRAINT codes_allotment_fkey FOREIGN KEY (event_id, allotment_id) REFERENCES public.allotments(event_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.codes
    ADD CONSTRAINT codes_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.codes
    ADD CONSTRAINT codes_ticket_type_fkey FOREIGN KEY (event_id, ticket_type_id) REFERENCES public.ticket_types(event_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.codes
    ADD CONSTRAINT codes_tier_fkey FOREIGN KEY (event_id, tier_id) REFERENCES public.tiers(event_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.counter_sales
    ADD CONSTRAINT counter_sales_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES public.bookings(event_id, id);

ALTER TABLE ONLY public.counter_sales
    ADD CONSTRAINT counter_sales_sold_by_fkey FOREIGN KEY (sold_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.disputes
    ADD CONSTRAINT disputes_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES public.bookings(event_id, id);

ALTER TABLE ONLY public.disputes
    ADD CONSTRAINT disputes_payment_fkey FOREIGN KEY (event_id, payment_id) REFERENCES public.payments(event_id, id);

ALTER TABLE ONLY public.door_devices
    ADD CONSTRAINT door_devices_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.door_devices
    ADD CONSTRAINT door_devices_lent_by_fkey FOREIGN KEY (lent_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.door_devices
    ADD CONSTRAINT door_devices_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.event_announcements
    ADD CONSTRAINT event_announcements_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.event_cancellations
    ADD CONSTRAINT event_cancellations_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.event_listings
    ADD CONSTRAINT event_listings_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.event_rotation_secrets
    ADD CONSTRAINT event_rotation_secrets_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.event_series
    ADD CONSTRAINT event_series_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_image_fkey FOREIGN KEY (image_id) REFERENCES public.images(id);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_series_fkey FOREIGN KEY (organiser_id, series_id) REFERENCES public.event_series(organiser_id, id);

ALTER TABLE ONLY public.export_links
    ADD CONSTRAINT export_links_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.fees
    ADD CONSTRAINT fees_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.invoice_counters
    ADD CONSTRAINT invoice_counters_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.invoice_settings
    ADD CONSTRAINT invoice_settings_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES public.bookings(event_id, id);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_corrects_fkey FOREIGN KEY (corrects) REFERENCES public.invoices(id);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_refund_fkey FOREIGN KEY (event_id, refund_id) REFERENCES public.refunds(event_id, id);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.one_time_tokens
    ADD CONSTRAINT one_time_tokens_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.organiser_invitations
    ADD CONSTRAINT organiser_invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.organiser_invitations
    ADD CONSTRAINT organiser_invitations_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.organiser_members
    ADD CONSTRAINT organiser_members_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.organiser_members
    ADD CONSTRAINT organiser_members_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.organiser_payment_settings
    ADD CONSTRAINT organiser_payment_settings_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.organiser_ticket_keys
    ADD CONSTRAINT organiser_ticket_keys_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.payment_attempts
    ADD CONSTRAINT payment_attempts_payment_fkey FOREIGN KEY (event_id, payment_id) REFERENCES public.payments(event_id, id);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES public.bookings(event_id, id);

ALTER TABLE ONLY public.provider_events
    ADD CONSTRAINT provider_events_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.provider_statements
    ADD CONSTRAINT provider_statements_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

ALTER TABLE ONLY public.questions
    ADD CONSTRAINT questions_form_fkey FOREIGN KEY (event_id) REFERENCES public.attendee_forms(event_id);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_session_fkey FOREIGN KEY (session_id) REFERENCES public.sessions(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES public.bookings(event_id, id);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_payment_fkey FOREIGN KEY (event_id, payment_id) REFERENCES public.payments(event_id, id);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_returned_booking_fkey FOREIGN KEY (event_id, returned_booking_id) REFERENCES public.bookings(event_id, id);

ALTER TABLE ONLY public.scans
    ADD CONSTRAINT scans_device_fkey FOREIGN KEY (device_id) REFERENCES public.door_devices(id);

ALTER TABLE ONLY public.scans
    ADD CONSTRAINT scans_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.simulated_disputes
    ADD CONSTRAINT simulated_disputes_payment_fkey FOREIGN KEY (payment) REFERENCES public.simulated_payments(reference);

ALTER TABLE ONLY public.simulated_refunds
    ADD CONSTRAINT simulated_refunds_payment_fkey FOREIGN KEY (payment) REFERENCES public.simulated_payments(reference);

ALTER TABLE ONLY public.ticket_codes
    ADD CONSTRAINT ticket_codes_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES public.bookings(event_id, id);

ALTER TABLE ONLY public.ticket_transfers
    ADD CONSTRAINT ticket_transfers_booking_fkey FOREIGN KEY (event_id, booking_id) REFERENCES public.bookings(event_id, id);

ALTER TABLE ONLY public.ticket_types
    ADD CONSTRAINT ticket_types_tier_fkey FOREIGN KEY (event_id, tier_id) REFERENCES public.tiers(event_id, id);

ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_allotment_fkey FOREIGN KEY (event_id, tier_id, allotment_id) REFERENCES public.allotments(event_id, tier_id, id);

ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_tier_fkey FOREIGN KEY (event_id, tier_id) REFERENCES public.tiers(event_id, id);

ALTER TABLE ONLY public.tiers
    ADD CONSTRAINT tiers_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_joined_account_fkey FOREIGN KEY (joined_account_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.waitlist_entries
    ADD CONSTRAINT waitlist_entries_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.waitlist_entries
    ADD CONSTRAINT waitlist_entries_user_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.waitlist_tiers
    ADD CONSTRAINT waitlist_tiers_entry_fkey FOREIGN KEY (event_id, entry_id) REFERENCES public.waitlist_entries(event_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.waitlist_tiers
    ADD CONSTRAINT waitlist_tiers_ticket_type_fkey FOREIGN KEY (event_id, ticket_type_id) REFERENCES public.ticket_types(event_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.waitlist_tiers
    ADD CONSTRAINT waitlist_tiers_tier_fkey FOREIGN KEY (event_id, tier_id) REFERENCES public.tiers(event_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.waitlists
    ADD CONSTRAINT waitlists_event_fkey FOREIGN KEY (event_id) REFERENCES public.events(id);

ALTER TABLE ONLY public.webhook_attempts
    ADD CONSTRAINT webhook_attempts_delivery_fkey FOREIGN KEY (endpoint_id, message_id) REFERENCES public.webhook_deliveries(endpoint_id, message_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_message_fkey FOREIGN KEY (message_id) REFERENCES public.webhook_messages(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.webhook_endpoints
    ADD CONSTRAINT webhook_endpoints_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES public.organisers(id);

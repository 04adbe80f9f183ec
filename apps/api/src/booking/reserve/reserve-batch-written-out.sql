-- What reserve-batch.sql.ts assembles for requests with keys and codes at an event with a limit for each buyer.
-- Compared by write-batch.spec.ts; "npm run docs:schema" writes it.
WITH moment AS MATERIALIZED (
    SELECT event.id AS event_id, at
    FROM events AS event,
      LATERAL (SELECT date_trunc('milliseconds', clock_timestamp()) AS at OFFSET 0) AS clock
    WHERE event.id = :eventId AND concat_ws(' ', event.xmin, (
    SELECT string_agg(tier.xmin::text, ' ' ORDER BY tier.position)
    FROM tiers AS tier WHERE tier.event_id = event.id
  ), (
    SELECT string_agg(concat(type.xmin, (coalesce(now() >= type.sale_starts_at, true)
      AND coalesce(now() < type.sale_ends_at, true))), ' ' ORDER BY type.id)
    FROM ticket_types AS type WHERE type.event_id = event.id
  ), (
    SELECT string_agg(fee.xmin::text, ' ' ORDER BY fee.position)
    FROM fees AS fee WHERE fee.event_id = event.id
  )) = :offerVersion AND event.state = 'published' AND coalesce(now() >= event.sale_starts_at, true)
      AND now() < coalesce(event.sale_ends_at, coalesce(event.ends_at, event.starts_at + interval '24 hours'))
      AND (SELECT count(*) FROM users WHERE id = ANY (:buyers::bigint[]) AND (disabled_at IS NULL AND erased_at IS NULL))
        = cardinality(:buyers)
      AND NOT EXISTS (
        SELECT FROM (
          SELECT buyer, min(user_id) AS user_id, sum(quantity) AS quantity FROM (
            SELECT user_id, quantity, (SELECT COALESCE(mailbox_key, id::text) FROM users WHERE id = user_id) AS buyer
            FROM (
              SELECT (:userIds::bigint[])[booking] AS user_id, count(*) AS quantity
              FROM unnest(:bookingOfSlot::integer[]) AS slot (booking) GROUP BY user_id) AS wanted
          ) AS asked GROUP BY buyer
        ) AS asking
        WHERE quantity + (
      SELECT coalesce(sum(cardinality(ticket_ids)), 0)::integer FROM bookings
      WHERE user_id = ANY (ARRAY(
    SELECT id FROM users WHERE mailbox_key = asking.buyer AND role <> 'guest'
    UNION ALL
    (SELECT id FROM users WHERE mailbox_key = asking.buyer AND role = 'guest'
     ORDER BY id DESC LIMIT 200)
    UNION ALL
    SELECT asking.user_id))
        AND event_id + 0 = :eventId AND status IN ('pending', 'confirmed')
    ) > event.max_tickets_per_user
      )
      AND NOT EXISTS (
        SELECT FROM (
          SELECT code_id, count(*) AS wanted
          FROM unnest(:codesOfBooking::text[]) AS list, unnest(list::bigint[]) AS code_id GROUP BY code_id
        ) AS asked
        WHERE (
          SELECT true FROM codes AS code
          WHERE code.event_id = :eventId AND code.id = asked.code_id AND (code.disabled_at IS NULL
      AND coalesce(now() >= code.valid_from, true) AND coalesce(now() < code.valid_until, true))
            AND code.uses + asked.wanted <= coalesce(code.max_uses, code.uses + asked.wanted)
        ) IS NULL
      )
      AND NOT EXISTS (
        SELECT 1 FROM unnest(:keyCallers::text[], :keys::text[]) AS asked (caller, key)
        WHERE (
          SELECT true FROM idempotency_keys AS taken
          WHERE taken.caller = asked.caller AND taken.key = asked.key
        )
      )
  ), found AS MATERIALIZED (
    SELECT event_id, at, wanted.before, list.ids, list.created
    FROM moment
    CROSS JOIN unnest(:stockIds::bigint[], :searchAfter::bigint[], :quantities::integer[], :slotsBefore::integer[])
      AS wanted (stock_id, after, quantity, before)
    CROSS JOIN LATERAL (
      SELECT array_agg(free.id) AS ids, array_agg(free."createdAt") AS created
      FROM (SELECT "ticket"."id" AS "id", "ticket"."created_at" AS "createdAt" FROM "tickets" "ticket" WHERE "ticket"."event_id" = :eventId AND coalesce("ticket"."allotment_id", "ticket"."tier_id") = wanted.stock_id AND "ticket"."booking_id" IS NULL AND "ticket"."id" + 0 > wanted.after ORDER BY "ticket"."id" + 0 ASC FOR UPDATE SKIP LOCKED LIMIT wanted.quantity) AS free
    ) AS list
  ), complete AS MATERIALIZED (
    SELECT * FROM found
    WHERE (SELECT sum(cardinality(ids)) FROM found) = cardinality(:bookingOfSlot::integer[])
  ), slots AS (
    SELECT ticket.id, before + ticket.number AS slot, (:bookingOfSlot::integer[])[before + ticket.number] AS booking
    FROM complete, unnest(ids) WITH ORDINALITY AS ticket (id, number)
  ), planned AS MATERIALIZED (
    SELECT booking, (:bookingIds::bigint[])[booking] AS id, (:userIds::bigint[])[booking] AS user_id,
      array_agg(slots.id ORDER BY slot) AS ticket_ids
    FROM slots, moment GROUP BY booking
  ), booked AS (

    INSERT INTO bookings
      (event_id, id, user_id, ticket_ids, lines, charges, total_minor, currency, hold_expires_at,
       hold_extensions, code_ids)
    SELECT :eventId, booking.* FROM (
      SELECT id, user_id, ticket_ids, (:kindsOfLines::jsonb[])[(:kindOfBooking::integer[])[booking]],
        (:kindsOfCharges::jsonb[])[(:kindOfBooking::integer[])[booking]],
        (:totals::bigint[])[booking], :currency::text, (at + make_interval(secs => (:holdSeconds::integer[])[booking])), (:holdExtensions::smallint[])[booking]
        , (:codesOfBooking::text[])[booking]::bigint[]
      FROM planned, moment) AS booking RETURNING 1
  ), held AS (

    UPDATE tickets AS ticket
    SET status = 'pending', booking_id = (:bookingIds::bigint[])[(:bookingOfSlot::integer[])[found.before + width_bucket(ticket.id, found.ids)]], user_id = (:userIds::bigint[])[(:bookingOfSlot::integer[])[found.before + width_bucket(ticket.id, found.ids)]],
      updated_at = found.at
    FROM (SELECT complete.* FROM complete, (SELECT count(*) FROM booked) AS made_before) AS found
    WHERE ticket.event_id = found.event_id AND ticket.id = ANY (found.ids) AND ticket.status = 'available'
    RETURNING 1
  ), recorded AS (

    INSERT INTO audit_entries
      (action, actor_id, actor_role, subject_kind, subject_id, event_id, before, after, network,
       request_id)

      SELECT 'booking.reserved', (:actorIds::bigint[])[booking], (:actorRoles::text[])[booking], 'booking', id,
        :eventId, NULL::jsonb,
        jsonb_build_object('status', 'pending', 'userId', user_id::text, 'totalMinor', (:totals::bigint[])[booking],
          'currency', :currency::text, 'holdExpiresAt', to_char((at + make_interval(secs => (:holdSeconds::integer[])[booking])) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) || CASE WHEN cardinality(ticket_ids) <= 10
            THEN jsonb_build_object('ticketIds', ticket_ids::text[])
            ELSE jsonb_build_object('ticketCount', cardinality(ticket_ids)) END,
        (:networks::cidr[])[booking], (:requestIds::text[])[booking]
      FROM planned, moment
  ), kept AS (

    INSERT INTO idempotency_keys (caller, key, fingerprint, outcome)
    SELECT caller, key, fingerprint, jsonb_build_object('answer', answer)
    FROM (
      SELECT (:keyCallers::text[])[booking], (:keys::text[])[booking], (:fingerprints::text[])[booking],
        ((:answers::text[])[booking])::jsonb || jsonb_build_object(
          'expiresAt', to_char((at + make_interval(secs => (:holdSeconds::integer[])[booking])) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'serverTime', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      FROM planned, moment
      WHERE (:keys::text[])[booking] IS NOT NULL) AS said (caller, key, fingerprint, answer)
    ORDER BY (caller || ' ' || key) COLLATE "C"
    ON CONFLICT DO NOTHING
    RETURNING 1
  ), checked AS MATERIALIZED (
    SELECT require_all_tickets((SELECT count(*) FROM held), (SELECT sum(cardinality(ids)) FROM complete))
      , require_all_keys((SELECT count(*) FROM kept), (
        SELECT count(*) FROM planned WHERE (:keys::text[])[booking] IS NOT NULL))
  )
  SELECT before, array_to_string(ids, ',') AS ids, complete.at,
    CASE WHEN before IS NULL THEN (
      SELECT array_agg(coalesce(cardinality(found.ids), 0) ORDER BY found.before) FROM found
    ) END AS found,
    CASE WHEN created[1] = ALL (created) THEN floor(round(date_part('epoch', created[1]) * 1e6) / 1e3)::text ELSE (
      SELECT string_agg(floor(round(date_part('epoch', made) * 1e6) / 1e3)::text, ',' ORDER BY number)
      FROM unnest(created) WITH ORDINALITY AS ticket (made, number)
    ) END AS "createdMs"
  FROM moment CROSS JOIN checked LEFT JOIN complete ON true;

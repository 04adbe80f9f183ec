/** What was sold when, of each tier and ticket type, at a cost that doesn't depend on the number of bookings. */
export const SALES_LEDGER = `
-- What bookings were paid for, as of the last compaction, by the quarter of an hour of the payment. In
-- every time zone a day begins at one, so the days of any event can be added up from them. What was
-- sold since stands in sales_changes; the sum of both is what was sold.
CREATE TABLE sales_levels (
  event_id bigint NOT NULL,
  -- When its quarter of an hour begins.
  sold_at timestamptz NOT NULL,
  tier_id bigint NOT NULL,
  -- 0: at the tier's own price.
  ticket_type_id bigint NOT NULL,
  tickets bigint NOT NULL,
  -- What was paid, with fees and tax, in the smallest unit of the event's currency.
  amount_minor bigint NOT NULL,
  -- Discounts that were given, which are not in it; fees and tax, which are.
  discount_minor bigint NOT NULL,
  fees_minor bigint NOT NULL,
  tax_minor bigint NOT NULL,
  CONSTRAINT sales_levels_pkey PRIMARY KEY (event_id, sold_at, tier_id, ticket_type_id)
);

-- Written in the transaction of the payment, like stock_changes and for the same reason: rows are only
-- inserted, so no payment waits for another one's.
CREATE TABLE sales_changes (
  event_id bigint NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  sold_at timestamptz NOT NULL,
  tier_id bigint NOT NULL,
  ticket_type_id bigint NOT NULL,
  tickets bigint NOT NULL,
  amount_minor bigint NOT NULL,
  discount_minor bigint NOT NULL,
  fees_minor bigint NOT NULL,
  tax_minor bigint NOT NULL,
  CONSTRAINT sales_changes_pkey PRIMARY KEY (event_id, id)
) WITH (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_cost_delay = 0
);

-- What a booking adds to the ledger: its lines when it is paid for, and the same with a minus when
-- it is refunded. Fees of the booking itself are of no tier, which is 0: all together is its total.
CREATE FUNCTION sales_of(confirmed_at timestamptz, ended_at timestamptz, lines jsonb, charges jsonb)
RETURNS TABLE (
  sold_at timestamptz, tier_id bigint, ticket_type_id bigint, tickets bigint, amount_minor bigint,
  discount_minor bigint, fees_minor bigint, tax_minor bigint
) LANGUAGE sql IMMUTABLE AS $$
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

-- A trigger and not the application: by whatever statement a booking is paid for, refunded or changed
-- afterwards, the ledger is right. Once per statement, which may be for hundreds of payments.
CREATE FUNCTION record_sales_of_updated() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

-- Bookings that are paid for when they are made, or that are taken away: seldom, and one by one. A
-- reservation, which makes unpaid ones, doesn't call it.
CREATE FUNCTION record_sales_of_one() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE TRIGGER bookings_updated_sales AFTER UPDATE ON bookings
REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update
FOR EACH STATEMENT EXECUTE FUNCTION record_sales_of_updated();

CREATE TRIGGER bookings_inserted_sales AFTER INSERT ON bookings
FOR EACH ROW WHEN (NEW.confirmed_at IS NOT NULL) EXECUTE FUNCTION record_sales_of_one();

CREATE TRIGGER bookings_deleted_sales AFTER DELETE ON bookings
FOR EACH ROW WHEN (OLD.confirmed_at IS NOT NULL) EXECUTE FUNCTION record_sales_of_one();
`;

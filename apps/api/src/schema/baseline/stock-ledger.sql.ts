/** How many tickets are available, held and sold, at a cost that doesn't depend on the stock. */
export const STOCK_LEDGER = `
-- How many tickets there are of a stock, as of the last compaction: of an allotment, or of what is on
-- general sale of a tier. What changed since then stands in stock_changes; the sum of both is the stock.
CREATE TABLE stock_levels (
  event_id bigint NOT NULL,
  -- The allotment, or else the tier.
  stock_id bigint NOT NULL,
  -- Whose tickets they are either way: the sum over it is all of the tier.
  tier_id bigint NOT NULL,
  available bigint NOT NULL,
  held bigint NOT NULL,
  booked bigint NOT NULL,
  CONSTRAINT stock_levels_pkey PRIMARY KEY (event_id, stock_id)
);

-- One row per stock and statement that changed tickets, written in the same transaction. Rows are only
-- inserted, so no reservation waits for another one's. Every second, a process adds them to the levels.
CREATE TABLE stock_changes (
  event_id bigint NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  stock_id bigint NOT NULL,
  tier_id bigint NOT NULL,
  available bigint NOT NULL,
  held bigint NOT NULL,
  booked bigint NOT NULL,
  CONSTRAINT stock_changes_pkey PRIMARY KEY (event_id, id)
) WITH (
  -- Filled and emptied all the time, and never larger than a second's changes: cleaned up after that
  -- many dead rows, at once and whatever its size.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_cost_delay = 0
);

-- Triggers and not the application write the changes: by whatever statement a ticket changes, the
-- ledger is right. They run once per statement, not once per row. Each fixes its search path, so that
-- a temporary table of the same name can't take the changes.
CREATE FUNCTION record_stock_of_inserted() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO stock_changes (event_id, stock_id, tier_id, available, held, booked)
  SELECT event_id, coalesce(allotment_id, tier_id), tier_id,
    count(*) FILTER (WHERE status = 'available'),
    count(*) FILTER (WHERE status = 'pending'),
    count(*) FILTER (WHERE status = 'booked')
  FROM inserted GROUP BY event_id, tier_id, allotment_id;
  RETURN NULL;
END $$;

CREATE FUNCTION record_stock_of_deleted() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO stock_changes (event_id, stock_id, tier_id, available, held, booked)
  SELECT event_id, coalesce(allotment_id, tier_id), tier_id,
    -count(*) FILTER (WHERE status = 'available'),
    -count(*) FILTER (WHERE status = 'pending'),
    -count(*) FILTER (WHERE status = 'booked')
  FROM deleted GROUP BY event_id, tier_id, allotment_id;
  RETURN NULL;
END $$;

-- Runs with every reservation and payment. The state is read from booking_id and booked_at, which
-- comes to the same (tickets_status_matches_holder) and compares no texts.
CREATE FUNCTION record_stock_of_updated() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

CREATE TRIGGER tickets_inserted AFTER INSERT ON tickets
REFERENCING NEW TABLE AS inserted
FOR EACH STATEMENT EXECUTE FUNCTION record_stock_of_inserted();

CREATE TRIGGER tickets_deleted AFTER DELETE ON tickets
REFERENCING OLD TABLE AS deleted
FOR EACH STATEMENT EXECUTE FUNCTION record_stock_of_deleted();

CREATE TRIGGER tickets_updated AFTER UPDATE ON tickets
REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update
FOR EACH STATEMENT EXECUTE FUNCTION record_stock_of_updated();
`;

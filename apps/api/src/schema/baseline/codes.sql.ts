/** Codes of events, and how often each is used. */
export const CODES = `
-- What buyers type to be shown and sold what others aren't, or to pay less. What a code that is used
-- does stays as it is; when it works, how often and whether at all may change.
CREATE TABLE codes (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  -- As it is shown, and the one form in which it is compared (codeKey of the contracts).
  code text NOT NULL,
  code_key text NOT NULL,
  kind text NOT NULL,
  -- What it opens, or what it makes cheaper. A discount without any is for everything.
  tier_id bigint,
  ticket_type_id bigint,
  allotment_id bigint,
  -- Of a discount, one of both: a part of the price, in hundredths of a per cent; or an amount off each
  -- ticket, in the smallest unit of the event's currency.
  discount_basis_points integer,
  discount_minor integer,
  -- NULL: from the beginning, or to the end.
  valid_from timestamptz,
  valid_until timestamptz,
  -- How many bookings may use it. NULL: any number.
  max_uses integer,
  -- How many bookings use it that are held or were paid for. Kept by the triggers below.
  uses integer NOT NULL DEFAULT 0,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT codes_pkey PRIMARY KEY (event_id, id),
  CONSTRAINT codes_code_key UNIQUE (event_id, code_key),
  CONSTRAINT codes_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  -- A code that opened only what is gone is gone, too.
  CONSTRAINT codes_tier_fkey FOREIGN KEY (event_id, tier_id)
    REFERENCES tiers (event_id, id) ON DELETE CASCADE,
  CONSTRAINT codes_ticket_type_fkey FOREIGN KEY (event_id, ticket_type_id)
    REFERENCES ticket_types (event_id, id) ON DELETE CASCADE,
  CONSTRAINT codes_allotment_fkey FOREIGN KEY (event_id, allotment_id)
    REFERENCES allotments (event_id, id) ON DELETE CASCADE,
  CONSTRAINT codes_code_length CHECK (char_length(code) BETWEEN 1 AND 50),
  CONSTRAINT codes_effect_matches_kind CHECK (
    CASE kind
      WHEN 'access' THEN num_nonnulls(tier_id, ticket_type_id, allotment_id) > 0
        AND num_nonnulls(discount_basis_points, discount_minor) = 0
      WHEN 'discount' THEN num_nonnulls(tier_id, ticket_type_id) <= 1 AND allotment_id IS NULL
        AND num_nonnulls(discount_basis_points, discount_minor) = 1
      ELSE false
    END
  ),
  CONSTRAINT codes_discount_in_bounds
    CHECK (discount_basis_points BETWEEN 1 AND 10000 AND discount_minor > 0),
  CONSTRAINT codes_valid_until_after_valid_from CHECK (valid_until > valid_from),
  CONSTRAINT codes_max_uses_positive CHECK (max_uses > 0),
  -- The last line of defence: whatever is sent at once, a code is used no more often than it may be.
  CONSTRAINT codes_uses_within_limit CHECK (uses >= 0 AND uses <= coalesce(max_uses, uses))
) WITH (
  -- Written with every booking that uses it: room for that beside it, so that no index changes.
  fillfactor = 50
);

-- What refers to a tier, a ticket type or an allotment that is removed.
CREATE INDEX codes_tier ON codes (event_id, tier_id) WHERE tier_id IS NOT NULL;
CREATE INDEX codes_ticket_type ON codes (event_id, ticket_type_id) WHERE ticket_type_id IS NOT NULL;
CREATE INDEX codes_allotment ON codes (event_id, allotment_id) WHERE allotment_id IS NOT NULL;

-- A booking uses its codes from when it is made until it ends unpaid, whatever statement writes it.
CREATE FUNCTION count_code_uses() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
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

-- Not called for bookings without codes, nor when one is paid for.
CREATE TRIGGER bookings_inserted_use_codes AFTER INSERT ON bookings
FOR EACH ROW WHEN (NEW.code_ids IS NOT NULL) EXECUTE FUNCTION count_code_uses();

CREATE TRIGGER bookings_updated_use_codes AFTER UPDATE ON bookings
FOR EACH ROW WHEN (
  OLD.code_ids IS DISTINCT FROM NEW.code_ids
    OR (NEW.code_ids IS NOT NULL
      AND (OLD.confirmed_at IS NULL AND OLD.ended_at IS NOT NULL)
        <> (NEW.confirmed_at IS NULL AND NEW.ended_at IS NOT NULL))
) EXECUTE FUNCTION count_code_uses();

CREATE TRIGGER bookings_deleted_use_codes AFTER DELETE ON bookings
FOR EACH ROW WHEN (OLD.code_ids IS NOT NULL) EXECUTE FUNCTION count_code_uses();
`;

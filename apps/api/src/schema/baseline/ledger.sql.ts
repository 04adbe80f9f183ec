/** Whose money is where: double entry, by organiser and currency. What each fact posts: `ledger/README.md`. */
export const LEDGER = `
-- Accounts are made when something is posted to them for the first time, and stay.
CREATE TABLE ledger_accounts (
  id bigint GENERATED ALWAYS AS IDENTITY,
  organiser_id bigint NOT NULL,
  currency character(3) NOT NULL,
  kind text NOT NULL,
  -- Whose clearing it is; empty for the other kinds.
  provider text NOT NULL DEFAULT '',
  CONSTRAINT ledger_accounts_pkey PRIMARY KEY (id),
  CONSTRAINT ledger_accounts_key UNIQUE (organiser_id, currency, kind, provider),
  CONSTRAINT ledger_accounts_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT ledger_accounts_kind_known
    CHECK (kind IN ('clearing', 'cash', 'payable', 'fees', 'taxes', 'refunds', 'disputes')),
  CONSTRAINT ledger_accounts_clearing_has_provider CHECK ((kind = 'clearing') = (provider <> ''))
);

-- A fact: that money was captured, goes back, is disputed. Rows are only added (application-role.ts);
-- what was wrong is corrected by a transfer that reverses it.
CREATE TABLE ledger_transfers (
  event_id bigint NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  -- The payment, the refund, the dispute; of a dispute that takes more, that step; of a reversal, the transfer that it
  -- takes back.
  source_id bigint NOT NULL,
  organiser_id bigint NOT NULL,
  currency character(3) NOT NULL,
  booking_id bigint NOT NULL,
  payment_id bigint NOT NULL,
  -- Who holds the money; 'counter' for cash and card readers at the counter.
  provider text NOT NULL,
  -- The begin that this is the end of: of a refund that was done or failed, of a dispute that was won or lost.
  settles bigint,
  reverses bigint,
  posted_at timestamptz NOT NULL DEFAULT now(),
  -- The transaction, which is the only one that may add entries.
  posted_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT ledger_transfers_pkey PRIMARY KEY (event_id, id),
  -- A fact is posted once, whatever is repeated.
  CONSTRAINT ledger_transfers_fact_key UNIQUE (event_id, kind, source_id),
  CONSTRAINT ledger_transfers_kind_known CHECK (kind IN ('capture', 'refund_begun', 'refund_done',
    'refund_failed', 'dispute_opened', 'dispute_raised', 'dispute_won', 'dispute_lost', 'reversal')),
  CONSTRAINT ledger_transfers_settle_a_begin CHECK ((settles IS NOT NULL)
    = (kind IN ('refund_done', 'refund_failed', 'dispute_won', 'dispute_lost'))),
  CONSTRAINT ledger_transfers_reversal_reverses CHECK ((reverses IS NOT NULL) = (kind = 'reversal'))
);

-- What followed from a payment; its capture is found by its fact. So a capture writes two indexes.
CREATE INDEX ledger_transfers_after_capture ON ledger_transfers (event_id, payment_id)
  WHERE kind <> 'capture';
-- A refund is done or has failed, a dispute is won or lost; nothing is taken back twice.
CREATE UNIQUE INDEX ledger_transfers_settled_once ON ledger_transfers (event_id, settles)
  WHERE settles IS NOT NULL;
CREATE UNIQUE INDEX ledger_transfers_reversed_once ON ledger_transfers (event_id, reverses)
  WHERE reverses IS NOT NULL;

-- What a transfer moves. Triggers take the place of foreign keys, which would lock an account that all payments of an
-- organiser share: transfers and accounts are never deleted, so a look needs no lock.
CREATE TABLE ledger_entries (
  event_id bigint NOT NULL,
  transfer_id bigint NOT NULL,
  account_id bigint NOT NULL,
  -- In the smallest unit of the currency; more than zero: the account has more, or owes less.
  amount_minor bigint NOT NULL,
  CONSTRAINT ledger_entries_pkey PRIMARY KEY (event_id, transfer_id, account_id),
  CONSTRAINT ledger_entries_amount_not_zero CHECK (amount_minor <> 0)
);

-- Balances are sums. What was posted up to the last compaction, by the quarter of an hour, as in sales_levels; what
-- was posted since stands in ledger_changes. Nobody waits for a row of another payment.
CREATE TABLE ledger_levels (
  event_id bigint NOT NULL,
  posted_at timestamptz NOT NULL,
  account_id bigint NOT NULL,
  -- What captures posted to it; and all that came after them: what went back.
  captured_minor bigint NOT NULL,
  followed_minor bigint NOT NULL,
  CONSTRAINT ledger_levels_pkey PRIMARY KEY (event_id, posted_at, account_id)
);

CREATE TABLE ledger_changes (
  event_id bigint NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  posted_at timestamptz NOT NULL,
  account_id bigint NOT NULL,
  captured_minor bigint NOT NULL,
  followed_minor bigint NOT NULL,
  CONSTRAINT ledger_changes_pkey PRIMARY KEY (event_id, id)
) WITH (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_cost_delay = 0
);

-- The account, which is made where there is none. Of two transactions that make it, one waits for the other, once.
CREATE FUNCTION ledger_account(of_organiser bigint, in_currency text, of_kind text, of_provider text)
RETURNS bigint LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
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

-- The fees and the tax in what a booking costs, as its receipt says them: sums of what was rounded per ticket and per
-- fee when it was priced. Where prices include the tax, so do the fees.
CREATE FUNCTION fees_and_tax_of(lines jsonb, charges jsonb) RETURNS bigint[]
LANGUAGE sql IMMUTABLE AS $$
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

-- Whoever captures a payment, by whatever statement, posts it: once per statement, which may be for hundreds. What was
-- posted before is left as it is.
CREATE FUNCTION post_captures() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
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

CREATE TRIGGER payments_inserted_post AFTER INSERT ON payments
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION post_captures();

CREATE TRIGGER payments_updated_post AFTER UPDATE ON payments
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION post_captures();

-- At the end of the transaction, each transfer adds up to zero; what ends or takes back another one is of the same
-- payment, and a reversal takes back all of it and nothing else.
CREATE FUNCTION require_balanced_transfer() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
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

CREATE CONSTRAINT TRIGGER ledger_transfers_balanced AFTER INSERT ON ledger_transfers
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION require_balanced_transfer();

-- An entry belongs to a transfer of its own transaction, which is checked at its end, and is in an account of the same
-- organiser and currency. A transfer of before is closed, also for entries that add up to zero. Balances follow, a row
-- per account and statement.
CREATE FUNCTION count_ledger_entries() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
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

CREATE TRIGGER ledger_entries_counted AFTER INSERT ON ledger_entries
REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION count_ledger_entries();
`;

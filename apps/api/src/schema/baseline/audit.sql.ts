/** Who did what: entries that are only ever added, and the chain that seals them. */
export const AUDIT = `
-- What was done, written in the transaction that did it, with ids and no personal data.
--
-- An entry costs its statement one row and one entry of one index, at the right end of both: no
-- reference is checked. What admins search by stands with the chain, which is written later and by one
-- process at a time.
CREATE TABLE audit_entries (
  -- The transaction that wrote it. All transactions below the oldest that still runs have ended, so
  -- what they wrote is there for everybody to see: entries are sealed up to there, and none can appear
  -- among them later. Ids alone wouldn't do, as the smaller id may be committed later.
  transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT now(),
  actor_id bigint,
  subject_id bigint NOT NULL,
  event_id bigint,
  action text NOT NULL,
  actor_role text NOT NULL,
  subject_kind text NOT NULL,
  -- The caller's address, shortened to its network.
  network cidr,
  request_id text,
  before jsonb,
  after jsonb,
  CONSTRAINT audit_entries_pkey PRIMARY KEY (transaction_id, id)
) WITH (
  -- It grows with every sale and is looked up by its key alone.
  autovacuum_analyze_scale_factor = 0.5
);

-- No plan depends on statistics of documents.
ALTER TABLE audit_entries ALTER COLUMN before SET STATISTICS 0;
ALTER TABLE audit_entries ALTER COLUMN after SET STATISTICS 0;

-- The entries in one order without gaps, each with a SHA-256 over the hash before it and itself: who
-- changes one changes all hashes after it. Also what the audit is listed and searched by.
CREATE TABLE audit_chain (
  position bigint NOT NULL,
  transaction_id xid8 NOT NULL,
  entry_id bigint NOT NULL,
  hash bytea NOT NULL,
  at timestamptz NOT NULL,
  actor_id bigint,
  subject_id bigint NOT NULL,
  subject_kind text NOT NULL,
  action text NOT NULL,
  CONSTRAINT audit_chain_pkey PRIMARY KEY (position),
  -- An entry is sealed once; also finds those that aren't.
  CONSTRAINT audit_chain_entry_key UNIQUE (transaction_id, entry_id),
  CONSTRAINT audit_chain_hash_length CHECK (octet_length(hash) = 32)
) WITH (
  autovacuum_analyze_scale_factor = 0.5
);

ALTER TABLE audit_chain ALTER COLUMN hash SET STATISTICS 0;

-- The audit's filters, newest first: what happened to one thing, what one person did.
CREATE INDEX audit_chain_subject ON audit_chain (subject_id, position);
CREATE INDEX audit_chain_actor ON audit_chain (actor_id, position);
-- A period. Time goes on as the chain does, so a summary of each stretch finds a day and costs nearly
-- nothing.
CREATE INDEX audit_chain_at ON audit_chain USING brin (at) WITH (autosummarize = on);
-- One action. Bookings change all the time, so the latest of their changes are found without an index.
CREATE INDEX audit_chain_rare_actions ON audit_chain (action, position)
  WHERE subject_kind <> 'booking';

-- A database that is restored into a server whose transactions count anew has entries of transactions
-- that this server has yet to begin. All that there is has to be looked through then, once; a row here
-- notes how far that has been done.
CREATE TABLE audit_restores (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  position bigint NOT NULL,
  since xid8 NOT NULL,
  CONSTRAINT audit_restores_pkey PRIMARY KEY (id)
);

COMMENT ON TABLE audit_restores
  IS 'After a restore: up to this position the chain has all that was recorded by transactions before this one, and by those of other servers.';

-- For everybody, the owner too: who must change the past has to switch a trigger off first.
CREATE FUNCTION refuse_to_change_the_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: the audit is only ever added to', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_entries_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit();

CREATE TRIGGER audit_chain_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_chain
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit();

-- Also while a session says that it only replays what was done elsewhere.
ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_only_added_to;
ALTER TABLE audit_chain ENABLE ALWAYS TRIGGER audit_chain_only_added_to;

-- Appends up to so many entries to the chain, and returns how many. In the database: fetching entries,
-- hashing them elsewhere and writing the hashes back would take several times as much of the machine
-- that sells tickets at the same moment.
CREATE FUNCTION seal_audit_entries(most integer) RETURNS integer LANGUAGE plpgsql AS $$
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

-- Who gives somebody rights past the API, with a database client, is recorded as well. The API says
-- who does it, in the same transaction; where nobody has said so when the transaction commits, this
-- does. With the rights of its owner: a client that may change users need not be one that may record.
CREATE FUNCTION audit_role_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

CREATE CONSTRAINT TRIGGER users_role_audited AFTER UPDATE ON users
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (old.role IS DISTINCT FROM new.role) EXECUTE FUNCTION audit_role_change();

-- Customers and guests come by themselves, and have no rights of which anybody must know.
CREATE CONSTRAINT TRIGGER users_first_role_audited AFTER INSERT ON users
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (new.role NOT IN ('customer', 'guest')) EXECUTE FUNCTION audit_role_change();

ALTER TABLE users ENABLE ALWAYS TRIGGER users_role_audited;
ALTER TABLE users ENABLE ALWAYS TRIGGER users_first_role_audited;
`;

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The past of rights, and sealing after a restore.
 *
 * - Whoever changes a user's role past the API, with a database client, is recorded as well. The API says
 *   who does it, in the same transaction; where nobody has said so when the transaction commits, the
 *   database does.
 * - A database that was restored into a server whose transactions count anew has entries of transactions
 *   that this server has yet to begin. All that there is has to be looked through then, once; how far that
 *   has been done is noted, and from there on sealing looks at what is new.
 */
export class RolesAndRestores1765200000000 implements MigrationInterface {
  name = 'RolesAndRestores1765200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // With the rights of whoever owns it: a client that may change users need not be one that may record.
    await queryRunner.query(`
      CREATE FUNCTION audit_role_change() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF NOT EXISTS (
          SELECT FROM audit_entries
          WHERE transaction_id = pg_current_xact_id() AND subject_kind = 'user'
            AND subject_id = new.id AND action <> 'user.role_written'
            AND before ->> 'role' IS NOT DISTINCT FROM old.role
            AND after ->> 'role' IS NOT DISTINCT FROM new.role
        ) THEN
          INSERT INTO audit_entries (action, actor_role, subject_kind, subject_id, before, after)
          VALUES ('user.role_written', 'system', 'user', new.id,
            jsonb_build_object('role', old.role),
            jsonb_build_object('role', new.role, 'databaseUser', session_user));
        END IF;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE CONSTRAINT TRIGGER users_role_audited AFTER UPDATE ON users
      DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (old.role IS DISTINCT FROM new.role) EXECUTE FUNCTION audit_role_change()`);
    // Also while a session says that it only replays what was done elsewhere.
    await queryRunner.query('ALTER TABLE users ENABLE ALWAYS TRIGGER users_role_audited');
    await queryRunner.query(`
      CREATE TABLE audit_restores (
        id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        position bigint NOT NULL,
        since xid8 NOT NULL,
        CONSTRAINT audit_restores_pkey PRIMARY KEY (id)
      )`);
    await queryRunner.query(
      `COMMENT ON TABLE audit_restores IS 'After a restore: up to this position the chain has all that was recorded by transactions before this one, and by those of other servers.'`,
    );
    await queryRunner.query(SEAL_INCREMENTALLY);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(SEAL_AS_BEFORE);
    await queryRunner.query('DROP TABLE audit_restores');
    await queryRunner.query('DROP TRIGGER users_role_audited ON users');
    await queryRunner.query('DROP FUNCTION audit_role_change');
  }
}

const CANONICAL = `convert_to(jsonb_build_array(e.transaction_id::text, e.id,
            extract(epoch FROM e.at), e.action, e.actor_id, e.actor_role, e.subject_kind,
            e.subject_id, e.event_id, e.network::text, e.request_id, e.before, e.after
          )::text, 'UTF8') AS canonical`;

const APPEND = `
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
        ORDER BY link.number;`;

/** Whether the entry `e` is not in the chain: looked up entry by entry, however many there are. */
const NOT_SEALED = `(SELECT c.position FROM audit_chain AS c
              WHERE c.transaction_id = e.transaction_id AND c.entry_id = e.id) IS NULL`;

const SEAL_INCREMENTALLY = `
      CREATE OR REPLACE FUNCTION seal_audit_entries(most integer) RETURNS integer LANGUAGE plpgsql AS $$
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
          SELECT e.transaction_id, e.id, ${CANONICAL}
          FROM (
            (SELECT * FROM audit_entries AS e
             WHERE (e.transaction_id, e.id) >
                (coalesce(last.transaction_id, '0'), coalesce(last.entry_id, 0))
              AND e.transaction_id < oldest_under_way AND ${NOT_SEALED}
             ORDER BY e.transaction_id, e.id LIMIT most)
            UNION ALL
            (SELECT * FROM audit_entries AS e
             WHERE (e.transaction_id, e.id) >
                (coalesce(highest.transaction_id, '0'), coalesce(highest.entry_id, 0))
              AND e.transaction_id >= not_begun AND ${NOT_SEALED}
             ORDER BY e.transaction_id, e.id LIMIT most)
          ) AS e
          ORDER BY e.transaction_id, e.id
          LIMIT most${APPEND}
        IF sealed < most AND NOT has_looked AND EXISTS (
          SELECT FROM audit_chain WHERE transaction_id >= not_begun
        ) THEN
          INSERT INTO audit_restores (position, since)
          VALUES (coalesce(last.position, 0) + sealed, oldest_under_way);
        END IF;
        RETURN sealed;
      END $$`;

const SEAL_AS_BEFORE = `
      CREATE OR REPLACE FUNCTION seal_audit_entries(most integer) RETURNS integer LANGUAGE plpgsql AS $$
      DECLARE
        last audit_chain%ROWTYPE;
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
        next_hash := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
        -- A database that was restored into another server has entries of transactions that this
        -- server has yet to begin. Then the end of the chain says nothing about where to look.
        IF last.transaction_id >= pg_snapshot_xmax(pg_current_snapshot()) THEN
          last.transaction_id := NULL;
        END IF;
        FOR entry IN
          SELECT e.transaction_id, e.id, ${CANONICAL}
          FROM audit_entries AS e
          WHERE (e.transaction_id, e.id) >
              (coalesce(last.transaction_id, '0'), coalesce(last.entry_id, 0))
            AND (e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
              OR e.transaction_id >= pg_snapshot_xmax(pg_current_snapshot()))
            -- Never true of what comes after the end of the chain, but for a restored database.
            AND NOT EXISTS (SELECT FROM audit_chain AS c
              WHERE c.transaction_id = e.transaction_id AND c.entry_id = e.id
                AND (c.transaction_id, c.entry_id) >
                  (coalesce(last.transaction_id, '0'), coalesce(last.entry_id, 0)))
          ORDER BY e.transaction_id, e.id
          LIMIT most${APPEND}
        RETURN sealed;
      END $$`;

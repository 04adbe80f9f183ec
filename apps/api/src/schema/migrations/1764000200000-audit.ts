import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit trail, and the chain that seals it.
 *
 * An entry costs the statement that it goes with one row and one entry of one index, at the right end
 * of both: no reference to what it is about is checked, and nothing else is looked up by this table.
 * What the admins search by stands with the chain, which is written later and by one process at a time.
 *
 * Each entry names the transaction that wrote it. All transactions below the oldest that is still
 * under way have ended, so whatever they have written is there for everybody to see: up to there, and
 * no further, entries are sealed, and none can appear later among those that are. Ids alone would not
 * do: of two transactions, the one with the smaller ids may be committed after the other is sealed.
 */
export class Audit1764000200000 implements MigrationInterface {
  name = 'Audit1764000200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE audit_entries (
        transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
        id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        at timestamptz NOT NULL DEFAULT now(),
        actor_id bigint,
        subject_id bigint NOT NULL,
        event_id bigint,
        action text NOT NULL,
        actor_role text NOT NULL,
        subject_kind text NOT NULL,
        network cidr,
        request_id text,
        before jsonb,
        after jsonb,
        CONSTRAINT audit_entries_pkey PRIMARY KEY (transaction_id, id)
      )`);
    await queryRunner.query(`
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
        CONSTRAINT audit_chain_entry_key UNIQUE (transaction_id, entry_id),
        CONSTRAINT audit_chain_hash_length CHECK (octet_length(hash) = 32)
      )`);
    await queryRunner.query(
      `CREATE INDEX audit_chain_subject ON audit_chain (subject_id, position)`,
    );
    await queryRunner.query(`CREATE INDEX audit_chain_actor ON audit_chain (actor_id, position)`);
    // Time goes on as the chain does, so a summary of each stretch finds a day, and costs next to nothing.
    await queryRunner.query(
      `CREATE INDEX audit_chain_at ON audit_chain USING brin (at) WITH (autosummarize = on)`,
    );
    // Bookings change all the time, so the latest of their changes are found without an index.
    await queryRunner.query(
      `CREATE INDEX audit_chain_rare_actions ON audit_chain (action, position)
       WHERE subject_kind <> 'booking'`,
    );
    await this.refuseChanges(queryRunner);
    await this.createSealing(queryRunner);
  }

  /** For everybody, the owner too: whoever must change the past has to switch a trigger off first. */
  private async refuseChanges(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION refuse_to_change_the_audit() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% of % is refused: the audit is only ever added to', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'insufficient_privilege';
      END $$`);
    for (const table of ['audit_entries', 'audit_chain']) {
      await queryRunner.query(`
        CREATE TRIGGER ${table}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit()`);
      // Also while a session says that it only replays what was done elsewhere.
      await queryRunner.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_only_added_to`);
    }
  }

  /**
   * Seals entries in the database: fetching them, hashing them elsewhere and writing the hashes back
   * would take several times as much of the machine that sells tickets at the same moment.
   */
  private async createSealing(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION seal_audit_entries(most integer) RETURNS integer LANGUAGE plpgsql AS $$
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
          SELECT e.transaction_id, e.id, convert_to(jsonb_build_array(e.transaction_id::text, e.id,
            extract(epoch FROM e.at), e.action, e.actor_id, e.actor_role, e.subject_kind,
            e.subject_id, e.event_id, e.network::text, e.request_id, e.before, e.after
          )::text, 'UTF8') AS canonical
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
        RETURN sealed;
      END $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP FUNCTION seal_audit_entries`);
    await queryRunner.query(`DROP TABLE audit_chain, audit_entries`);
    await queryRunner.query(`DROP FUNCTION refuse_to_change_the_audit`);
  }
}

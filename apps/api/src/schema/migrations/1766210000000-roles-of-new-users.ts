import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever adds a user with rights past the API is recorded, as whoever changes a role is. There was no role
 * before; customers and guests come by themselves, and have none of which anybody must know.
 */
export class RolesOfNewUsers1766210000000 implements MigrationInterface {
  name = 'RolesOfNewUsers1766210000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE OR REPLACE FUNCTION audit_role_change() RETURNS trigger LANGUAGE plpgsql
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
      END $$`);
    await queryRunner.query(`
      CREATE CONSTRAINT TRIGGER users_first_role_audited AFTER INSERT ON users
      DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (new.role NOT IN ('customer', 'guest')) EXECUTE FUNCTION audit_role_change()`);
    // Also while a session says that it only replays what was done elsewhere.
    await queryRunner.query('ALTER TABLE users ENABLE ALWAYS TRIGGER users_first_role_audited');
  }

  /** The function stays: of a change, it records what it recorded before. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER users_first_role_audited ON users');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which budget of which address a mail counts for, and confirmations that wait to be one mail. */
export class MailBudgets1765500000000 implements MigrationInterface {
  name = 'MailBudgets1765500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE mails
        ADD COLUMN budget text,
        ADD COLUMN budget_key text,
        ADD COLUMN counted_at timestamptz,
        ADD COLUMN gather_at timestamptz,
        ADD COLUMN gathered_into bigint,
        DROP CONSTRAINT mails_unsent_say_something,
        ADD CONSTRAINT mails_unsent_say_something
          CHECK (data IS NOT NULL OR sent_at IS NOT NULL OR gathered_into IS NOT NULL),
        ADD CONSTRAINT mails_budget_is_somebodys CHECK (
          (budget IS NULL) = (budget_key IS NULL)
          AND (budget IS NOT NULL OR (counted_at IS NULL AND gather_at IS NULL))),
        ADD CONSTRAINT mails_waiting_are_not_sent CHECK (gather_at IS NULL OR (
          counted_at IS NULL AND sent_at IS NULL AND refused_at IS NULL AND gathered_into IS NULL)),
        ADD CONSTRAINT mails_gathered_are_not_sent CHECK (gathered_into IS NULL OR (
          counted_at IS NULL AND sent_at IS NULL AND refused_at IS NULL AND data IS NULL))`);
    // What an address was sent lately is counted with each mail to it.
    await queryRunner.query(
      `CREATE INDEX mails_counted ON mails (budget_key, budget, counted_at)
       WHERE counted_at IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX mails_waiting ON mails (budget_key, budget, gather_at)
       WHERE gather_at IS NOT NULL`,
    );
  }

  /** What waits is sent by nobody then, and what was gathered is gone with the mail that said it. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX mails_waiting, mails_counted`);
    await queryRunner.query(`DELETE FROM mails WHERE gathered_into IS NOT NULL`);
    await queryRunner.query(`
      ALTER TABLE mails
        DROP CONSTRAINT mails_gathered_are_not_sent,
        DROP CONSTRAINT mails_waiting_are_not_sent,
        DROP CONSTRAINT mails_budget_is_somebodys,
        DROP CONSTRAINT mails_unsent_say_something,
        ADD CONSTRAINT mails_unsent_say_something CHECK (data IS NOT NULL OR sent_at IS NOT NULL),
        DROP COLUMN gathered_into,
        DROP COLUMN gather_at,
        DROP COLUMN counted_at,
        DROP COLUMN budget_key,
        DROP COLUMN budget`);
  }
}

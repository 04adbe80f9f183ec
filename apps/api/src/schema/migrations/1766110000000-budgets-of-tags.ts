import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails to tagged addresses count for the address and for its mailbox, where they counted for the mailbox alone. */
export class BudgetsOfTags1766110000000 implements MigrationInterface {
  name = 'BudgetsOfTags1766110000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE mails
        ADD COLUMN mailbox_key text,
        ADD CONSTRAINT mails_mailbox_has_a_budget CHECK (mailbox_key IS NULL OR budget IS NOT NULL)`);
    await queryRunner.query(`
      UPDATE mails SET mailbox_key = replace(budget_key, '+*@', '@'), budget_key = to_address
      WHERE budget_key LIKE '%+*@%' AND mailbox_of(to_address) = replace(budget_key, '+*@', '@')
        AND budget IN ('verify-email', 'guest-bookings', 'guest-confirmations')`);
    await queryRunner.query(
      `CREATE INDEX mails_counted_by_mailbox ON mails (mailbox_key, budget, counted_at)
       WHERE mailbox_key IS NOT NULL AND counted_at IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX mails_waiting_by_mailbox ON mails (mailbox_key, budget, gather_at)
       WHERE mailbox_key IS NOT NULL AND gather_at IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX mails_waiting_by_mailbox, mails_counted_by_mailbox`);
    await queryRunner.query(
      `UPDATE mails SET budget_key = replace(mailbox_key, '@', '+*@') WHERE mailbox_key IS NOT NULL`,
    );
    await queryRunner.query(`
      ALTER TABLE mails DROP CONSTRAINT mails_mailbox_has_a_budget, DROP COLUMN mailbox_key`);
  }
}

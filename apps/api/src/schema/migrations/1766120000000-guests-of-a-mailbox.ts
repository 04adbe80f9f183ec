import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Accounts and guests of a mailbox are found apart: accounts have proved their address and are few, and of the guests,
 * whom strangers can make by the thousand, the newest are found without reading the others.
 */
export class GuestsOfAMailbox1766120000000 implements MigrationInterface {
  name = 'GuestsOfAMailbox1766120000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE INDEX users_account_mailbox ON users (mailbox_key) WHERE role <> 'guest'`,
    );
    await queryRunner.query(
      `CREATE INDEX users_guest_mailbox ON users (mailbox_key, id) WHERE role = 'guest'`,
    );
    await queryRunner.query(`DROP INDEX users_mailbox`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE INDEX users_mailbox ON users (mailbox_key)`);
    await queryRunner.query(`DROP INDEX users_guest_mailbox, users_account_mailbox`);
  }
}

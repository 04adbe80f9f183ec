import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A short keyed tag of the password, by which a registration is found among all that wait for an address. */
export class PasswordTags1766100000000 implements MigrationInterface {
  name = 'PasswordTags1766100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE account_requests
        ADD COLUMN password_tag integer,
        ADD CONSTRAINT account_requests_tag_is_short CHECK (password_tag BETWEEN 0 AND 65535)`);
    await queryRunner.query(`
      ALTER TABLE one_time_tokens
        ADD COLUMN password_tag integer,
        ADD CONSTRAINT one_time_tokens_tag_is_short CHECK (password_tag BETWEEN 0 AND 65535),
        ADD CONSTRAINT one_time_tokens_tag_is_of_a_password
          CHECK (password_tag IS NULL OR password_hash IS NOT NULL)`);
    // However many strangers registered with an address, those with one tag are few.
    await queryRunner.query(
      `CREATE INDEX one_time_tokens_password_tag ON one_time_tokens (email_key, password_tag)
       WHERE purpose = 'verify_email' AND used_at IS NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX one_time_tokens_password_tag`);
    await queryRunner.query(`
      ALTER TABLE one_time_tokens
        DROP CONSTRAINT one_time_tokens_tag_is_of_a_password,
        DROP CONSTRAINT one_time_tokens_tag_is_short,
        DROP COLUMN password_tag`);
    await queryRunner.query(`
      ALTER TABLE account_requests
        DROP CONSTRAINT account_requests_tag_is_short,
        DROP COLUMN password_tag`);
  }
}

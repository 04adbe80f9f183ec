import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which language people are written to: what their page said, until they choose another. */
export class Languages1766400000000 implements MigrationInterface {
  name = 'Languages1766400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE users
        ADD COLUMN language text,
        ADD CONSTRAINT users_language_known CHECK (language IN ('en', 'de'))`);
    await queryRunner.query(`
      ALTER TABLE account_requests
        ADD COLUMN language text,
        ADD CONSTRAINT account_requests_language_known CHECK (language IN ('en', 'de'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE account_requests
        DROP CONSTRAINT account_requests_language_known,
        DROP COLUMN language`);
    await queryRunner.query(`
      ALTER TABLE users
        DROP CONSTRAINT users_language_known,
        DROP COLUMN language`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts of requests, where processes count together in the database. Its columns are those that
 * rate-limiter-flexible reads and writes.
 */
export class RateLimits1764000110000 implements MigrationInterface {
  name = 'RateLimits1764000110000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Not logged: after a crash of the database everybody begins at nought, which harms nobody.
    await queryRunner.query(`
      CREATE UNLOGGED TABLE rate_limits (
        key varchar(255) NOT NULL,
        points integer NOT NULL DEFAULT 0,
        expire bigint,
        CONSTRAINT rate_limits_pkey PRIMARY KEY (key)
      )`);
    await queryRunner.query(`CREATE INDEX rate_limits_expire ON rate_limits (expire)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE rate_limits`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Quotas that processes count together remember when each thing was taken: there are as many as there are times, and
 * the oldest tells since when. `points` is what rate-limiter-flexible counts requests by; of quotas it says nothing.
 */
export class QuotasKnowWhen1766200000000 implements MigrationInterface {
  name = 'QuotasKnowWhen1766200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // The last column: the library writes the first three by their order.
    await queryRunner.query(
      `ALTER TABLE rate_limits ADD COLUMN taken_at bigint[] NOT NULL DEFAULT '{}'`,
    );
    await queryRunner.query(
      `COMMENT ON COLUMN rate_limits.taken_at IS 'Of quotas: when each was taken, in milliseconds since 1970'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE rate_limits DROP COLUMN taken_at`);
  }
}

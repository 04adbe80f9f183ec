import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A new event limits what one booking and one buyer may have, unless it says otherwise: without a limit, a
 * single buyer could hold all of it. Ten is a large family, or a table. Events that are there keep theirs.
 */
export class LimitsOfNewEvents1765100000000 implements MigrationInterface {
  name = 'LimitsOfNewEvents1765100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE events
         ALTER COLUMN max_tickets_per_booking SET DEFAULT 10,
         ALTER COLUMN max_tickets_per_user SET DEFAULT 10`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE events
         ALTER COLUMN max_tickets_per_booking DROP DEFAULT,
         ALTER COLUMN max_tickets_per_user DROP DEFAULT`,
    );
  }
}

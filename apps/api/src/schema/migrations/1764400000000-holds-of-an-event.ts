import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The index of running holds knows their events.
 *
 * Whoever finds no free ticket is told when the first hold of the event ends. With the ends alone in the
 * index, each running hold of other events that ends before was read from its table for that.
 */
export class HoldsOfAnEvent1764400000000 implements MigrationInterface {
  name = 'HoldsOfAnEvent1764400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX bookings_pending_holds`);
    await queryRunner.query(
      `CREATE INDEX bookings_pending_holds ON bookings (hold_expires_at, event_id)
       WHERE status = 'pending'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX bookings_pending_holds`);
    await queryRunner.query(
      `CREATE INDEX bookings_pending_holds ON bookings (hold_expires_at) WHERE status = 'pending'`,
    );
  }
}

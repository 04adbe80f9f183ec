import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets a booking that ended unpaid drop its list of tickets, and finds those that have one to drop, and those that
 * are to be deleted, oldest first. Pending and paid bookings are in neither index.
 */
export class EndedBookingsInShort1765400000000 implements MigrationInterface {
  name = 'EndedBookingsInShort1765400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // The new rule allows all that the old one did, so no row needs to be looked at.
    await queryRunner.query(`
      ALTER TABLE bookings DROP CONSTRAINT bookings_have_tickets,
        ADD CONSTRAINT bookings_have_tickets CHECK (
          cardinality(ticket_ids) > 0 OR (confirmed_at IS NULL AND ended_at IS NOT NULL)
        ) NOT VALID`);
    await queryRunner.query(`ALTER TABLE bookings VALIDATE CONSTRAINT bookings_have_tickets`);
    await queryRunner.query(`
      CREATE INDEX bookings_to_shorten ON bookings (ended_at)
      WHERE confirmed_at IS NULL AND ended_at IS NOT NULL AND cardinality(ticket_ids) > 0`);
    await queryRunner.query(`
      CREATE INDEX bookings_to_delete ON bookings (ended_at) WHERE status IN ('expired', 'cancelled')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX bookings_to_delete, bookings_to_shorten`);
    // What was dropped is gone; a booking without tickets would be refused from here on, but stays as it is.
    await queryRunner.query(`
      ALTER TABLE bookings DROP CONSTRAINT bookings_have_tickets,
        ADD CONSTRAINT bookings_have_tickets CHECK (cardinality(ticket_ids) > 0) NOT VALID`);
  }
}

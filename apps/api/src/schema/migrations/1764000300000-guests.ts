import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A guest's bookings can move to the account that proves the same address. */
export class Guests1764000300000 implements MigrationInterface {
  name = 'Guests1764000300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE users
        ADD COLUMN joined_account_id bigint,
        ADD CONSTRAINT users_joined_account_fkey
          FOREIGN KEY (joined_account_id) REFERENCES users (id),
        ADD CONSTRAINT users_only_guests_join CHECK (joined_account_id IS NULL OR role = 'guest')`);
    // A ticket's holder is its booking's user: so they change together, or not at all.
    await queryRunner.query(`
      ALTER TABLE tickets
        DROP CONSTRAINT tickets_booking_and_holder_fkey,
        ADD CONSTRAINT tickets_booking_and_holder_fkey
          FOREIGN KEY (event_id, booking_id, user_id) REFERENCES bookings (event_id, id, user_id)
          ON UPDATE CASCADE`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE tickets
        DROP CONSTRAINT tickets_booking_and_holder_fkey,
        ADD CONSTRAINT tickets_booking_and_holder_fkey
          FOREIGN KEY (event_id, booking_id, user_id) REFERENCES bookings (event_id, id, user_id)`);
    await queryRunner.query(`ALTER TABLE users DROP COLUMN joined_account_id`);
  }
}

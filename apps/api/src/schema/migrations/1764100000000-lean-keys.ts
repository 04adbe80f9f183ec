import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Fewer things to write for each ticket that is sold.
 *
 * - The primary keys of tickets and bookings begin with the id. They hold the same pair as before, so
 *   that the tables can still be partitioned and distributed by event; and they find a row by its id
 *   alone, which took an index of its own that every sale had to write.
 * - A booking's event needs no key of its own: its tickets refer to the booking with the event, and to
 *   the event through their tier. The key made every reservation lock the one row of the event, shared,
 *   and with two at once such a lock is a list that the next has to write anew.
 * - Free tickets are found in the order of `id + 0`, which no other index offers. Otherwise the planner
 *   may take the primary key for it, and walk over what was sold and over other events' tickets.
 * - Half of each page is left free. A ticket is written anew when it is held and when it is sold, and a
 *   booking when it is paid for; with room on the page, one page is written and not two.
 * - `require_all_tickets` refuses a change that reached fewer tickets than it should, so that its
 *   statement can travel together with the commit.
 */
export class LeanKeys1764100000000 implements MigrationInterface {
  name = 'LeanKeys1764100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE tickets DROP CONSTRAINT tickets_pkey,
        ADD CONSTRAINT tickets_pkey PRIMARY KEY (id, event_id)`);
    await queryRunner.query(`DROP INDEX tickets_id, tickets_available`);
    await queryRunner.query(
      `CREATE INDEX tickets_available ON tickets (event_id, tier_id, (id + 0))
       WHERE status = 'available'`,
    );
    await queryRunner.query(`ALTER TABLE tickets SET (fillfactor = 50)`);
    await queryRunner.query(`ALTER TABLE bookings SET (fillfactor = 50)`);
    await queryRunner.query(`
      CREATE FUNCTION require_all_tickets(changed bigint, wanted bigint) RETURNS bigint
      LANGUAGE plpgsql AS $$
      BEGIN
        IF changed <> wanted THEN
          RAISE EXCEPTION '% tickets were to change their state, but % could.', wanted, changed
            USING ERRCODE = 'TK001';
        END IF;
        RETURN changed;
      END $$`);
    await queryRunner.query(`ALTER TABLE bookings DROP CONSTRAINT bookings_event_fkey`);
    await queryRunner.query(`ALTER TABLE payments DROP CONSTRAINT payments_booking_fkey`);
    await queryRunner.query(`
      ALTER TABLE bookings DROP CONSTRAINT bookings_pkey,
        ADD CONSTRAINT bookings_pkey PRIMARY KEY (id, event_id)`);
    await queryRunner.query(`DROP INDEX bookings_id`);
    await queryRunner.query(`
      ALTER TABLE payments ADD CONSTRAINT payments_booking_fkey
        FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE payments DROP CONSTRAINT payments_booking_fkey`);
    await queryRunner.query(`CREATE INDEX bookings_id ON bookings (id)`);
    await queryRunner.query(`
      ALTER TABLE bookings DROP CONSTRAINT bookings_pkey,
        ADD CONSTRAINT bookings_pkey PRIMARY KEY (event_id, id),
        ADD CONSTRAINT bookings_event_fkey FOREIGN KEY (event_id) REFERENCES events (id)`);
    await queryRunner.query(`
      ALTER TABLE payments ADD CONSTRAINT payments_booking_fkey
        FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id)`);
    await queryRunner.query(`DROP FUNCTION require_all_tickets`);
    await queryRunner.query(`ALTER TABLE tickets RESET (fillfactor)`);
    await queryRunner.query(`ALTER TABLE bookings RESET (fillfactor)`);
    await queryRunner.query(`DROP INDEX tickets_available`);
    await queryRunner.query(
      `CREATE INDEX tickets_available ON tickets (event_id, tier_id, id) WHERE status = 'available'`,
    );
    await queryRunner.query(`CREATE INDEX tickets_id ON tickets (id)`);
    await queryRunner.query(`
      ALTER TABLE tickets DROP CONSTRAINT tickets_pkey,
        ADD CONSTRAINT tickets_pkey PRIMARY KEY (event_id, id)`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Limits of an event on what one buyer may hold, and holds that can be extended. */
export class LimitsAndExtensions1763900200000 implements MigrationInterface {
  name = 'LimitsAndExtensions1763900200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE events
        ADD COLUMN max_tickets_per_booking integer,
        ADD COLUMN max_tickets_per_user integer,
        ADD CONSTRAINT events_limits_positive
          CHECK (max_tickets_per_booking > 0 AND max_tickets_per_user > 0)`);
    await queryRunner.query(`
      ALTER TABLE bookings
        ADD COLUMN hold_extensions smallint NOT NULL DEFAULT 0,
        ADD CONSTRAINT bookings_hold_extensions_not_negative CHECK (hold_extensions >= 0)`);
    // The hot tables change completely within a sale; the default of a fifth of the table before
    // anything is cleaned up would leave the searches to step over tens of thousands of dead entries.
    await queryRunner.query(`
      ALTER TABLE tickets SET (autovacuum_vacuum_scale_factor = 0.02,
        autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0)`);
    await queryRunner.query(`
      ALTER TABLE bookings SET (autovacuum_vacuum_scale_factor = 0.02,
        autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0)`);
    // Written and emptied all the time; it has a second's rows at the most.
    await queryRunner.query(`
      ALTER TABLE stock_changes SET (autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE tickets RESET (autovacuum_vacuum_scale_factor,
      autovacuum_vacuum_threshold, autovacuum_vacuum_cost_delay)`);
    await queryRunner.query(`
      ALTER TABLE bookings DROP COLUMN hold_extensions, RESET (autovacuum_vacuum_scale_factor,
        autovacuum_vacuum_threshold, autovacuum_vacuum_cost_delay)`);
    await queryRunner.query(`
      ALTER TABLE events DROP COLUMN max_tickets_per_booking, DROP COLUMN max_tickets_per_user`);
  }
}

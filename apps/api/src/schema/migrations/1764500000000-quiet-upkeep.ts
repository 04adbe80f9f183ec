import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the database does for its tables by itself takes less of the machine that sells tickets at the same moment.
 *
 * - Tickets and bookings are cleaned up with the server's own pauses, and when a tenth of them has changed: without a
 *   pause, and by parts of a fiftieth, a cleaner had a core for itself for seconds of each minute of a sale, and
 *   read all of their indexes for little. Nearly all searches begin behind what was sold; one from the front
 *   steps over what was not cleaned up, some milliseconds for 50,000 tickets, and marks it for the next.
 * - Statistics of what grows with each sale are renewed when it has grown by half, and not by a tenth, which is each
 *   minute of a sale: its plans are right whatever they say (`docs/adr/0025-plans-that-stay-right.md`).
 * - None are made of lists, documents and hashes: none of the API's plans depends on them, and those of lists and
 *   documents took most of the time.
 */
export class QuietUpkeep1764500000000 implements MigrationInterface {
  name = 'QuietUpkeep1764500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of CLEANED_UP) {
      await queryRunner.query(
        `ALTER TABLE ${table} SET (autovacuum_vacuum_scale_factor = 0.1),
           RESET (autovacuum_vacuum_cost_delay)`,
      );
    }
    for (const table of GROWING) {
      await queryRunner.query(`ALTER TABLE ${table} SET (autovacuum_analyze_scale_factor = 0.5)`);
    }
    for (const [table, column] of LOOKED_AT_BY_NO_PLAN) {
      await queryRunner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} SET STATISTICS 0`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table, column] of LOOKED_AT_BY_NO_PLAN) {
      await queryRunner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} SET STATISTICS -1`);
    }
    for (const table of GROWING) {
      await queryRunner.query(`ALTER TABLE ${table} RESET (autovacuum_analyze_scale_factor)`);
    }
    for (const table of CLEANED_UP) {
      await queryRunner.query(
        `ALTER TABLE ${table}
           SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0)`,
      );
    }
  }
}

const CLEANED_UP = ['tickets', 'bookings'] as const;

const GROWING = ['tickets', 'bookings', 'audit_entries', 'audit_chain'] as const;

const LOOKED_AT_BY_NO_PLAN = [
  ['bookings', 'ticket_ids'],
  ['bookings', 'lines'],
  ['audit_entries', 'before'],
  ['audit_entries', 'after'],
  ['audit_chain', 'hash'],
  ['idempotency_keys', 'outcome'],
] as const;

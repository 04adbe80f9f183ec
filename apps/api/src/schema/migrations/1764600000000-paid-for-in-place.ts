import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A ticket that is paid for is written anew on its own page, and in no index, wherever the page has room: that is
 * nineteen of twenty, and few while an old snapshot keeps what was there before.
 *
 * PostgreSQL spares the indexes where a change touches nothing that an index knows, its condition included. The index
 * of the free tickets knew them by their status, which changes when a held ticket is paid for, too; so each got a new
 * entry in the primary key. By its booking, which stays, a ticket is known as free as well
 * (`tickets_status_matches_holder`).
 *
 * The primary key is left with room for the one entry that comes when a ticket is held, and not for two.
 *
 * Tickets can be neither read nor changed meanwhile, for some three seconds a million. API processes of before, if
 * any are left, find free tickets by sorting them, until they are replaced.
 */
export class PaidForInPlace1764600000000 implements MigrationInterface {
  name = 'PaidForInPlace1764600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await makeIndexes(queryRunner, 'booking_id IS NULL', 45);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await makeIndexes(queryRunner, `status = 'available'`, 33);
  }
}

/**
 * @param isFree what the index of the free tickets knows them by
 * @param fillfactor how full the pages of the primary key are made, in percent
 */
async function makeIndexes(
  queryRunner: QueryRunner,
  isFree: string,
  fillfactor: number,
): Promise<void> {
  await queryRunner.query(`DROP INDEX tickets_available`);
  await queryRunner.query(
    `CREATE INDEX tickets_available ON tickets (event_id, tier_id, (id + 0)) WHERE ${isFree}`,
  );
  await queryRunner.query(`ALTER INDEX tickets_pkey SET (fillfactor = ${fillfactor})`);
  await queryRunner.query(`REINDEX INDEX tickets_pkey`);
}

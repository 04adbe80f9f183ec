import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts that cost the same whatever the stock: a ledger that the database itself keeps.
 *
 * Every statement that changes tickets adds one row a tier to `stock_changes`, in the same
 * transaction; what is on sale is the sum of `stock_levels` and the changes since. No row is updated
 * by two reservations, so none waits for another. A job folds changes into the levels.
 *
 * A trigger, and not the application, writes the changes: whoever changes a ticket, by whatever
 * statement, the ledger is right. It runs once a statement, not once a row.
 */
export class StockLedger1763900000000 implements MigrationInterface {
  name = 'StockLedger1763900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE stock_levels (
        event_id bigint NOT NULL,
        tier_id bigint NOT NULL,
        available bigint NOT NULL,
        held bigint NOT NULL,
        booked bigint NOT NULL,
        CONSTRAINT stock_levels_pkey PRIMARY KEY (event_id, tier_id)
      )`);
    await queryRunner.query(`
      CREATE TABLE stock_changes (
        event_id bigint NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        tier_id bigint NOT NULL,
        available bigint NOT NULL,
        held bigint NOT NULL,
        booked bigint NOT NULL,
        CONSTRAINT stock_changes_pkey PRIMARY KEY (event_id, id)
      )`);
    // What is sold between the count and the triggers would be lost from the ledger.
    await queryRunner.query(`LOCK TABLE tickets IN SHARE ROW EXCLUSIVE MODE`);
    await queryRunner.query(`
      INSERT INTO stock_levels (event_id, tier_id, available, held, booked)
      SELECT event_id, tier_id,
        count(*) FILTER (WHERE status = 'available'),
        count(*) FILTER (WHERE status = 'pending'),
        count(*) FILTER (WHERE status = 'booked')
      FROM tickets GROUP BY event_id, tier_id`);
    await queryRunner.query(`
      CREATE FUNCTION record_stock_of_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO stock_changes (event_id, tier_id, available, held, booked)
        SELECT event_id, tier_id,
          count(*) FILTER (WHERE status = 'available'),
          count(*) FILTER (WHERE status = 'pending'),
          count(*) FILTER (WHERE status = 'booked')
        FROM inserted GROUP BY event_id, tier_id;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE FUNCTION record_stock_of_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO stock_changes (event_id, tier_id, available, held, booked)
        SELECT event_id, tier_id,
          -count(*) FILTER (WHERE status = 'available'),
          -count(*) FILTER (WHERE status = 'pending'),
          -count(*) FILTER (WHERE status = 'booked')
        FROM deleted GROUP BY event_id, tier_id;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE FUNCTION record_stock_of_updated() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO stock_changes (event_id, tier_id, available, held, booked)
        SELECT event_id, tier_id,
          coalesce(sum(sign) FILTER (WHERE status = 'available'), 0),
          coalesce(sum(sign) FILTER (WHERE status = 'pending'), 0),
          coalesce(sum(sign) FILTER (WHERE status = 'booked'), 0)
        FROM (
          SELECT event_id, tier_id, status, 1 AS sign FROM after_update
          UNION ALL
          SELECT event_id, tier_id, status, -1 FROM before_update
        ) AS moved
        GROUP BY event_id, tier_id;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER tickets_inserted AFTER INSERT ON tickets
      REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
      EXECUTE FUNCTION record_stock_of_inserted()`);
    await queryRunner.query(`
      CREATE TRIGGER tickets_deleted AFTER DELETE ON tickets
      REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT
      EXECUTE FUNCTION record_stock_of_deleted()`);
    await queryRunner.query(`
      CREATE TRIGGER tickets_updated AFTER UPDATE ON tickets
      REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update FOR EACH STATEMENT
      EXECUTE FUNCTION record_stock_of_updated()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TRIGGER tickets_inserted ON tickets`);
    await queryRunner.query(`DROP TRIGGER tickets_deleted ON tickets`);
    await queryRunner.query(`DROP TRIGGER tickets_updated ON tickets`);
    await queryRunner.query(
      `DROP FUNCTION record_stock_of_inserted, record_stock_of_deleted, record_stock_of_updated`,
    );
    await queryRunner.query(`DROP TABLE stock_changes, stock_levels`);
  }
}

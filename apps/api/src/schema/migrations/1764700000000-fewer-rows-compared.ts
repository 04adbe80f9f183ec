import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Less to do for each ticket that is held, by the two triggers that look at all tickets of a statement.
 *
 * - Where no ticket named a booking before, nothing has to be set off against what was: all that name one now are
 *   looked at.
 * - A booking that this very transaction has made needs no lock: nobody else sees it, let alone changes it. It is
 *   known by its transaction's number and its time; a number alone comes again after four thousand million others.
 * - Whether a ticket is free, held or sold is told by its booking and by when it was sold, which comes to the same
 *   as its status (`tickets_status_matches_holder`), and compares no texts. Tickets that are made or deleted are
 *   none of a sale's, so those triggers of the ledger stay as they are.
 */
export class FewerRowsCompared1764700000000 implements MigrationInterface {
  name = 'FewerRowsCompared1764700000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const schema = await currentSchema(queryRunner);
    await queryRunner.query(
      requireUpdatedToMatch(
        schema,
        // A transaction that has made a booking has a number; one that changes nothing shall not get one for it.
        `stray record;
      own CONSTANT xid := pg_current_xact_id_if_assigned()::xid;`,
        `IF EXISTS (SELECT FROM before_update WHERE ${NAMES_ONE}) THEN
          ${findStray(NEWLY_NAMED, LOCKED_UNLESS_OWN)}
        ELSE
          ${findStray(NAMED, LOCKED_UNLESS_OWN)}
        END IF;`,
      ),
    );
    await queryRunner.query(
      recordStockOfUpdated(schema, 'booking_id, booked_at', {
        available: 'booking_id IS NULL',
        held: 'booking_id IS NOT NULL AND booked_at IS NULL',
        booked: 'booked_at IS NOT NULL',
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const schema = await currentSchema(queryRunner);
    await queryRunner.query(
      requireUpdatedToMatch(schema, 'stray record;', findStray(NEWLY_NAMED, LOCKED)),
    );
    await queryRunner.query(
      recordStockOfUpdated(schema, 'status', {
        available: `status = 'available'`,
        held: `status = 'pending'`,
        booked: `status = 'booked'`,
      }),
    );
  }
}

const NAMES_ONE = 'booking_id IS NOT NULL';

const NAMED = `SELECT event_id, booking_id, user_id, id FROM after_update WHERE ${NAMES_ONE}`;

const NEWLY_NAMED = `${NAMED}
            EXCEPT ALL
            SELECT event_id, booking_id, user_id, id FROM before_update WHERE ${NAMES_ONE}`;

const MATCHING = `
            SELECT true FROM bookings AS booking
            WHERE booking.id = named.booking_id AND booking.event_id = named.event_id
              AND booking.user_id = named.user_id AND booking.ticket_ids @> named.ticket_ids`;

const LOCKED = `(${MATCHING}
            FOR SHARE
          )`;

const LOCKED_UNLESS_OWN = `coalesce((${MATCHING}
              AND booking.xmin = own AND booking.created_at = now()
          ), ${LOCKED})`;

/**
 * @param references a query for what is to be looked at
 * @param match answers with nothing where a booking does not match what names it
 */
function findStray(references: string, match: string): string {
  return `SELECT named.booking_id, named.ticket_ids INTO stray
          FROM (
            SELECT event_id, booking_id, user_id, array_agg(id) AS ticket_ids
            FROM (${references}) AS reference
            GROUP BY event_id, booking_id, user_id
          ) AS named
          WHERE ${match} IS NULL
          LIMIT 1;`;
}

function requireUpdatedToMatch(schema: string, declarations: string, lookForStray: string): string {
  return `
    CREATE OR REPLACE FUNCTION require_updated_to_match() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, ${schema}, pg_temp SET enable_seqscan = off AS $$
    DECLARE
      ${declarations}
    BEGIN
      ${lookForStray}
      IF FOUND THEN
        RAISE EXCEPTION 'Tickets % name booking %, which does not list them or is another user''s.',
          stray.ticket_ids, stray.booking_id
          USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'tickets_match_booking', TABLE = 'tickets';
      END IF;
      RETURN NULL;
    END $$`;
}

/**
 * @param columns what tells of which kind a ticket is
 * @param is what a ticket of each kind is known by
 */
function recordStockOfUpdated(
  schema: string,
  columns: string,
  is: Record<'available' | 'held' | 'booked', string>,
): string {
  return `
    CREATE OR REPLACE FUNCTION record_stock_of_updated() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, ${schema}, pg_temp AS $$
    BEGIN
      INSERT INTO stock_changes (event_id, tier_id, available, held, booked)
      SELECT event_id, tier_id,
        coalesce(sum(sign) FILTER (WHERE ${is.available}), 0),
        coalesce(sum(sign) FILTER (WHERE ${is.held}), 0),
        coalesce(sum(sign) FILTER (WHERE ${is.booked}), 0)
      FROM (
        SELECT event_id, tier_id, ${columns}, 1 AS sign FROM after_update
        UNION ALL
        SELECT event_id, tier_id, ${columns}, -1 FROM before_update
      ) AS moved
      GROUP BY event_id, tier_id;
      RETURN NULL;
    END $$`;
}

async function currentSchema(queryRunner: QueryRunner): Promise<string> {
  const [row] = await queryRunner.manager.query<{ schema: string }[]>(
    'SELECT quote_ident(current_schema()) AS schema',
  );
  if (!row) throw new Error('There is no schema to create anything in.');
  return row.schema;
}

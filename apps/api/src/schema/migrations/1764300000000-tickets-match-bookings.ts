import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ties a ticket to its booking once a statement, and not once a row; and more of it.
 *
 * A ticket that names a booking is listed by that booking, and is held for its user: the constraint
 * `tickets_match_booking`. It stands in place of a foreign key, which asked for each ticket by itself, in a
 * fifth of all the time that PostgreSQL took for a reservation of four. The key did not see the
 * list, either; and, since tickets have no index on their booking, it read all tickets there are for each
 * booking that changed its user.
 *
 * - Tickets that name another booking or holder than before the statement: their bookings are looked up and
 *   locked against changes (`FOR SHARE`), so that none changes its list or its user meanwhile. Bookings are
 *   looked up one by one, by a subquery that cannot become a join.
 * - A booking that changes its user takes its tickets along. One that is deleted, or no longer lists a
 *   ticket that names it, is refused. Its list is all that must be read for that, since no ticket
 *   names a booking that does not list it.
 * - That is looked up after the statement, in READ COMMITTED by a snapshot of its own, which sees all who had
 *   locked the booking. A stricter isolation would look at what was there when the transaction began, and
 *   a ticket that came since would be missed; so such changes of bookings are refused there.
 *
 * The functions are carried out as their owner, as the check of a foreign key is; they find the tables of this
 * schema by their names and no temporary ones; and no plan of theirs reads all bookings, though it may have
 * been made when there were few. The functions of the stock ledger learn where their table is, too.
 *
 * `bookings_holder_key` was there for the foreign key alone.
 *
 * The primary key of the tickets leaves two thirds of its pages free: a ticket gets a new entry when it is held
 * and one more when it is paid for, which would otherwise split the page or have it cleaned up each time.
 */
export class TicketsMatchBookings1764300000000 implements MigrationInterface {
  name = 'TicketsMatchBookings1764300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const schema = await currentSchema(queryRunner);
    // In this order, in which a reservation that is under way comes to them.
    await queryRunner.query(`LOCK TABLE tickets, bookings IN ACCESS EXCLUSIVE MODE`);
    await queryRunner.query(`
      DO $$
      BEGIN
        IF EXISTS (
          SELECT FROM tickets AS ticket
          LEFT JOIN bookings AS booking
            ON booking.id = ticket.booking_id AND booking.event_id = ticket.event_id
          WHERE ticket.booking_id IS NOT NULL
            AND (booking.user_id = ticket.user_id AND ticket.id = ANY (booking.ticket_ids)) IS NOT TRUE
        ) THEN
          RAISE EXCEPTION 'There are tickets that do not match their bookings.'
            ${AS_VIOLATION};
        END IF;
      END $$`);
    await queryRunner.query(`ALTER TABLE tickets DROP CONSTRAINT tickets_booking_and_holder_fkey`);
    await queryRunner.query(`ALTER TABLE bookings DROP CONSTRAINT bookings_holder_key`);

    await queryRunner.query(
      requireMatches(
        schema,
        'require_inserted_to_match',
        `SELECT ${REFERENCE} FROM inserted WHERE ${NAMES_ONE}`,
      ),
    );
    await queryRunner.query(
      requireMatches(
        schema,
        'require_updated_to_match',
        `SELECT ${REFERENCE} FROM after_update WHERE ${NAMES_ONE}
         EXCEPT ALL
         SELECT ${REFERENCE} FROM before_update WHERE ${NAMES_ONE}`,
      ),
    );
    await queryRunner.query(`
      CREATE TRIGGER tickets_inserted_match AFTER INSERT ON tickets
      REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
      EXECUTE FUNCTION require_inserted_to_match()`);
    await queryRunner.query(`
      CREATE TRIGGER tickets_updated_match AFTER UPDATE ON tickets
      REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update FOR EACH STATEMENT
      EXECUTE FUNCTION require_updated_to_match()`);

    await queryRunner.query(`
      CREATE FUNCTION keep_tickets_matching() RETURNS trigger LANGUAGE plpgsql ${attributes(schema)} AS $$
      BEGIN
        ${REFUSE_OLD_SNAPSHOTS}
        IF EXISTS (
          SELECT FROM tickets
          WHERE event_id = OLD.event_id AND id = ANY (OLD.ticket_ids) AND booking_id = OLD.id
            AND (TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.event_id = OLD.event_id
              AND tickets.id = ANY (NEW.ticket_ids)) IS NOT TRUE
        ) THEN
          RAISE EXCEPTION 'Booking % still has tickets that name it.', OLD.id
            ${AS_VIOLATION};
        END IF;
        IF TG_OP = 'UPDATE' THEN
          UPDATE tickets SET user_id = NEW.user_id, updated_at = now()
          WHERE event_id = NEW.event_id AND id = ANY (NEW.ticket_ids) AND booking_id = NEW.id
            AND user_id <> NEW.user_id;
        END IF;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER bookings_deleted_match AFTER DELETE ON bookings
      FOR EACH ROW EXECUTE FUNCTION keep_tickets_matching()`);
    // Not called where nothing of that changes: as when a booking is paid for.
    await queryRunner.query(`
      CREATE TRIGGER bookings_updated_match AFTER UPDATE ON bookings FOR EACH ROW
      WHEN ((OLD.event_id, OLD.id, OLD.user_id, OLD.ticket_ids)
        IS DISTINCT FROM (NEW.event_id, NEW.id, NEW.user_id, NEW.ticket_ids))
      EXECUTE FUNCTION keep_tickets_matching()`);
    await queryRunner.query(`
      CREATE FUNCTION require_no_named_booking() RETURNS trigger LANGUAGE plpgsql ${attributes(schema)} AS $$
      BEGIN
        ${REFUSE_OLD_SNAPSHOTS}
        IF EXISTS (SELECT FROM tickets WHERE booking_id IS NOT NULL) THEN
          RAISE EXCEPTION 'There are tickets that name a booking.'
            ${AS_VIOLATION};
        END IF;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER bookings_truncated_match AFTER TRUNCATE ON bookings
      FOR EACH STATEMENT EXECUTE FUNCTION require_no_named_booking()`);

    for (const name of LEDGER) {
      await queryRunner.query(
        `ALTER FUNCTION ${name}() SET search_path = pg_catalog, ${schema}, pg_temp`,
      );
    }
    await queryRunner.query(`ALTER INDEX tickets_pkey SET (fillfactor = 33)`);
    await queryRunner.query(`REINDEX INDEX tickets_pkey`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER INDEX tickets_pkey RESET (fillfactor)`);
    await queryRunner.query(`REINDEX INDEX tickets_pkey`);
    for (const name of LEDGER) {
      await queryRunner.query(`ALTER FUNCTION ${name}() RESET search_path`);
    }
    await queryRunner.query(`DROP TRIGGER bookings_truncated_match ON bookings`);
    await queryRunner.query(`DROP TRIGGER bookings_updated_match ON bookings`);
    await queryRunner.query(`DROP TRIGGER bookings_deleted_match ON bookings`);
    await queryRunner.query(`DROP TRIGGER tickets_updated_match ON tickets`);
    await queryRunner.query(`DROP TRIGGER tickets_inserted_match ON tickets`);
    await queryRunner.query(
      `DROP FUNCTION require_inserted_to_match, require_updated_to_match, keep_tickets_matching,
         require_no_named_booking`,
    );
    await queryRunner.query(`
      ALTER TABLE bookings ADD CONSTRAINT bookings_holder_key UNIQUE (event_id, id, user_id)`);
    await queryRunner.query(`
      ALTER TABLE tickets ADD CONSTRAINT tickets_booking_and_holder_fkey
        FOREIGN KEY (event_id, booking_id, user_id) REFERENCES bookings (event_id, id, user_id)
        ON UPDATE CASCADE`);
  }
}

const LEDGER = [
  'record_stock_of_inserted',
  'record_stock_of_deleted',
  'record_stock_of_updated',
] as const;

/** What a caller sees of a violation: the code of a foreign key's, and the constraint's name. */
const AS_VIOLATION = `USING ERRCODE = 'foreign_key_violation',
  CONSTRAINT = 'tickets_match_booking', TABLE = 'tickets'`;

const REFERENCE = 'event_id, booking_id, user_id, id';

const NAMES_ONE = 'booking_id IS NOT NULL';

const REFUSE_OLD_SNAPSHOTS = `
        IF current_setting('transaction_isolation') <> 'read committed' THEN
          RAISE EXCEPTION 'Bookings change their tickets or their user in READ COMMITTED only.'
            USING ERRCODE = 'feature_not_supported';
        END IF;`;

async function currentSchema(queryRunner: QueryRunner): Promise<string> {
  const [row] = await queryRunner.manager.query<{ schema: string }[]>(
    'SELECT quote_ident(current_schema()) AS schema',
  );
  if (!row) throw new Error('There is no schema to create anything in.');
  return row.schema;
}

/** How the functions are carried out, whoever's statement it is. */
function attributes(schema: string): string {
  return `SECURITY DEFINER SET search_path = pg_catalog, ${schema}, pg_temp SET enable_seqscan = off`;
}

/**
 * @param references a query for what is to be looked at: the {@link REFERENCE} of tickets
 * @returns the text of a trigger's function that refuses a statement after which one of them does not match
 */
function requireMatches(schema: string, name: string, references: string): string {
  return `
    CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql ${attributes(schema)} AS $$
    DECLARE
      stray record;
    BEGIN
      SELECT named.booking_id, named.ticket_ids INTO stray
      FROM (
        SELECT event_id, booking_id, user_id, array_agg(id) AS ticket_ids
        FROM (${references}) AS reference
        GROUP BY event_id, booking_id, user_id
      ) AS named
      WHERE (
        SELECT true FROM bookings AS booking
        WHERE booking.id = named.booking_id AND booking.event_id = named.event_id
          AND booking.user_id = named.user_id AND booking.ticket_ids @> named.ticket_ids
        FOR SHARE
      ) IS NULL
      LIMIT 1;
      IF FOUND THEN
        RAISE EXCEPTION 'Tickets % name booking %, which does not list them or is another user''s.',
          stray.ticket_ids, stray.booking_id
          ${AS_VIOLATION};
      END IF;
      RETURN NULL;
    END $$`;
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A code that isn't revoked. */
export interface IssuedCode {
  ticketId: string;
  bookingId: string;
  serial: number;
  /** Whether it is printed, or may be: its digits don't rotate. */
  onPaper: boolean;
  /** Whether it is no longer the buyer's. */
  passedOn: boolean;
}

/** What a code is issued as. */
export type IssuedAs = Pick<IssuedCode, 'onPaper' | 'passedOn'>;

/** Tickets of an event, which are sold to a booking: `ticket`. */
const SOLD_SQL = `ticket.event_id = $1 AND ticket.id = ANY ($2::bigint[]) AND ticket.status = 'booked'`;

const ISSUED_SQL = `
  SELECT code.ticket_id AS "ticketId", code.booking_id AS "bookingId", code.serial::float8 AS serial,
    code.on_paper OR code.from_before_rotation AS "onPaper", code.passed_on AS "passedOn"
  FROM tickets AS ticket
  JOIN ticket_codes AS code ON code.event_id = ticket.event_id AND code.ticket_id = ticket.id
    AND code.booking_id = ticket.booking_id AND code.revoked_at IS NULL
  WHERE ${SOLD_SQL}`;

/** Of whoever had the ticket before, who gave it back. */
const REVOKE_OLD_SQL = `
  UPDATE ticket_codes AS code SET revoked_at = now(), revoked_because = 'refunded'
  FROM tickets AS ticket
  WHERE ${SOLD_SQL} AND code.event_id = ticket.event_id AND code.ticket_id = ticket.id
    AND code.revoked_at IS NULL AND code.booking_id <> ticket.booking_id`;

/** The last of the five groups of a UUID of version 4 is random throughout; 40 bits of it are a serial. */
const RANDOM_SERIAL_SQL = `('x' || right(gen_random_uuid()::text, 10))::bit(40)::bigint`;

const ISSUE_SQL = `
  INSERT INTO ticket_codes (event_id, serial, ticket_id, booking_id, on_paper, passed_on)
  SELECT ticket.event_id, ${RANDOM_SERIAL_SQL}, ticket.id, ticket.booking_id, $3, $4
  FROM tickets AS ticket
  WHERE ${SOLD_SQL} AND NOT EXISTS (
    SELECT FROM ticket_codes AS code
    WHERE code.event_id = ticket.event_id AND code.ticket_id = ticket.id AND code.revoked_at IS NULL
  )
  ON CONFLICT DO NOTHING`;

/** Two serials of an event are the same once in a million million times: a second try is enough. */
const TRIES = 3;

/** Issues codes of sold tickets that have none yet, one each, however many ask at once. */
@Injectable()
export class IssueCodes {
  /**
   * The codes of tickets, issued where there is none yet.
   *
   * @param ticketIds of one event; those that aren't sold get none
   */
  async of(
    manager: EntityManager,
    eventId: string,
    ticketIds: readonly string[],
  ): Promise<IssuedCode[]> {
    for (let tried = 0; ; tried += 1) {
      const issued = await manager.query<IssuedCode[]>(ISSUED_SQL, [eventId, ticketIds]);
      if (issued.length === ticketIds.length || tried === TRIES) return issued;
      await manager.query(REVOKE_OLD_SQL, [eventId, ticketIds]);
      await manager.query(ISSUE_SQL, [eventId, ticketIds, false, false]);
    }
  }

  /**
   * Revokes the code of a sold ticket, and issues another one. The booking is locked by the caller.
   *
   */
  async another(
    manager: EntityManager,
    eventId: string,
    ticketId: string,
    { onPaper, passedOn }: IssuedAs,
  ): Promise<void> {
    await manager.query(
      `UPDATE ticket_codes SET revoked_at = now(), revoked_because = 'replaced'
       WHERE event_id = $1 AND ticket_id = $2 AND revoked_at IS NULL`,
      [eventId, ticketId],
    );
    await manager.query(ISSUE_SQL, [eventId, [ticketId], onPaper, passedOn]);
  }
}

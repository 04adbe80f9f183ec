import {
  readCode,
  readSerial,
  rotationSecretOf,
  stateOfDigits,
  type DigitsState,
} from '@boxoffice/ticket-codes';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { RotationSecrets } from '../codes/rotation-secrets.js';
import { OrganiserKeys } from '../keys/organiser-keys.js';

/** The ticket that a code was issued for. */
export interface ScannedTicket {
  ticketId: string;
  bookingId: string;
  serial: number;
  /** Whether the buyer's bank has taken the money back, or wants to. */
  isDisputed: boolean;
}

/**
 * What a scanned text is worth at the door of an event; docs/ticket-codes.md lists the checks in their order.
 *
 * - `good`: it admits, unless its ticket is in already.
 * - `replaced`, `refunded`: it was good once.
 * - `digits_…`: the code is good, and what rotates behind it isn't.
 */
export type ScannedCode =
  | { state: 'unknown' | 'other_event' | 'altered' | 'expired' }
  | {
      state:
        | 'good'
        | 'replaced'
        | 'refunded'
        | 'digits_missing'
        | `digits_${Exclude<DigitsState, 'right'>}`;
      ticket: ScannedTicket;
    };

/** An event, as far as its door needs it. */
interface EventRow {
  organiserId: string;
  codesRotate: boolean;
}

interface CodeRow extends ScannedTicket {
  onPaper: boolean;
  because: 'replaced' | 'refunded' | null;
  isSold: boolean;
}

/**
 * `FOR SHARE`: until the transaction of the scan ends, nobody revokes the code, so that no ticket is let in by a code
 * that somebody else's has just taken the place of. An UPDATE that came first is waited for, and seen.
 */
const CODE_SQL = `
  SELECT code.ticket_id AS "ticketId", code.booking_id AS "bookingId", code.serial::float8 AS serial,
    code.on_paper OR code.from_before_rotation AS "onPaper", code.revoked_because AS because,
    EXISTS (
      SELECT FROM tickets AS ticket
      WHERE ticket.id = code.ticket_id AND ticket.event_id = code.event_id
        AND ticket.booking_id = code.booking_id AND ticket.status = 'booked'
    ) AS "isSold",
    EXISTS (
      SELECT FROM disputes AS dispute
      WHERE dispute.event_id = code.event_id AND dispute.booking_id = code.booking_id
        AND dispute.status IN ('open', 'lost')
    ) AS "isDisputed"
  FROM ticket_codes AS code
  WHERE code.event_id = $1 AND code.serial = $2
  FOR SHARE OF code`;

/** Judges what was scanned or typed at the door of an event. Says nothing of who is in already. */
@Injectable()
export class ScannedCodes {
  constructor(
    private readonly clock: Clock,
    private readonly keys: OrganiserKeys,
    private readonly secrets: RotationSecrets,
  ) {}

  /**
   * @param text the code, with digits or without, or a serial number that somebody typed: one is taken without digits,
   * as door staff have the ticket's holder before them
   */
  async check(manager: EntityManager, eventId: string, text: string): Promise<ScannedCode> {
    const [event] = await manager.query<EventRow[]>(
      `SELECT organiser_id AS "organiserId", codes_rotate AS "codesRotate" FROM events WHERE id = $1`,
      [eventId],
    );
    if (!event) return { state: 'unknown' };
    const typed = readSerial(text);
    if (typed !== undefined) {
      const code = await find(manager, eventId, typed);
      return code ? judge(code) : { state: 'unknown' };
    }
    const now = Math.floor(this.clock.now() / 1_000);
    const keys = await this.keys.list(manager, event.organiserId);
    const read = readCode(text, {
      eventId,
      keys: new Map(keys.map(({ number, publicKey }) => [number, publicKey])),
      now,
    });
    if (read.state !== 'good') return { state: read.state };
    const code = await find(manager, eventId, read.code.serial);
    if (code?.ticketId !== read.code.ticketId) return { state: 'unknown' };
    const judged = judge(code);
    if (judged.state !== 'good' || !event.codesRotate || code.onPaper) return judged;
    if (read.digits === undefined) return { state: 'digits_missing', ticket: ticketOf(code) };
    const secret = rotationSecretOf(await this.secrets.of(manager, eventId), code.serial);
    const digits = stateOfDigits(secret, read.digits, now);
    return digits === 'right' ? judged : { state: `digits_${digits}`, ticket: ticketOf(code) };
  }
}

async function find(
  manager: EntityManager,
  eventId: string,
  serial: number,
): Promise<CodeRow | undefined> {
  const [code] = await manager.query<CodeRow[]>(CODE_SQL, [eventId, serial]);
  return code;
}

function judge(code: CodeRow): Extract<ScannedCode, { ticket: ScannedTicket }> {
  const state = code.because ?? (code.isSold ? 'good' : 'refunded');
  return { state, ticket: ticketOf(code) };
}

function ticketOf({ ticketId, bookingId, serial, isDisputed }: CodeRow): ScannedTicket {
  return { ticketId, bookingId, serial, isDisputed };
}

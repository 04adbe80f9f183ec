import type { KeptScanDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A scan with its place in the order of its event. */
export interface NumberedScan {
  scan: KeptScanDto;
  number: number;
}

/** Advisory locks that no other program takes in this database ("scan" in ASCII). */
const LOCKS = 1_935_892_846;

type ScanRow = Omit<KeptScanDto, 'scannedAt'> & { scannedAt: Date; number: string };

const SCANS_SQL = `
  SELECT ticket_id AS "ticketId", booking_id AS "bookingId", device_id AS "deviceId", nonce, kind, undoes, gate,
    scanned_at AS "scannedAt", number
  FROM scans WHERE event_id = $1 AND number > $2 ORDER BY number LIMIT $3`;

/** With its present buyer: a ticket that was given back may be another's by now. */
const HAS_COME_IN_SQL = `
  SELECT DISTINCT scan.ticket_id AS "ticketId" FROM scans AS scan
  JOIN tickets AS ticket ON ticket.event_id = scan.event_id AND ticket.id = scan.ticket_id
  WHERE scan.event_id = $1 AND scan.ticket_id = ANY ($2::bigint[]) AND scan.kind = 'in'
    AND scan.booking_id = ticket.booking_id
    AND NOT EXISTS (
      SELECT FROM scans AS undo
      WHERE undo.event_id = scan.event_id AND undo.ticket_id = scan.ticket_id
        AND undo.device_id = scan.device_id AND undo.undoes = scan.nonce)`;

/** Reads the scans of an event, and keeps them in turn. */
@Injectable()
export class EventScans {
  /**
   * An event's scans are taken one request after the other. So their numbers become visible in their order, and no
   * device misses one by asking for those after the last it knows; and a ticket's first check-in is one.
   */
  async inTurn(manager: EntityManager, eventId: string): Promise<void> {
    await manager.query('SELECT pg_advisory_xact_lock($1::integer, hashint8($2::bigint))', [
      LOCKS,
      eventId,
    ]);
  }

  /**
   * Waits for the scans that are being taken, and has others wait until the transaction ends: what {@link admitted}
   * says afterwards stays true until then. For what can't be undone once somebody has come in with a ticket; they
   * don't wait for each other.
   */
  async holdBack(manager: EntityManager, eventId: string): Promise<void> {
    await manager.query('SELECT pg_advisory_xact_lock_shared($1::integer, hashint8($2::bigint))', [
      LOCKS,
      eventId,
    ]);
  }

  /** Those after a number, in the order in which they became visible. */
  async after(
    manager: EntityManager,
    eventId: string,
    number: number,
    limit: number | null,
  ): Promise<NumberedScan[]> {
    const rows = await manager.query<ScanRow[]>(SCANS_SQL, [eventId, number, limit]);
    return rows.map(({ number, scannedAt, ...scan }) => ({
      scan: { ...scan, scannedAt: scannedAt.toISOString() },
      number: Number(number),
    }));
  }

  /**
   * Which of some tickets have come in, whether they went out again or not: such a ticket is nobody's to pass on or
   * to return any more.
   */
  async admitted(
    manager: EntityManager,
    eventId: string,
    ticketIds: readonly string[],
  ): Promise<Set<string>> {
    const rows = await manager.query<{ ticketId: string }[]>(HAS_COME_IN_SQL, [eventId, ticketIds]);
    return new Set(rows.map(({ ticketId }) => ticketId));
  }
}

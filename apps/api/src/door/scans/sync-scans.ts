import {
  SYNCED_SCANS_MAX,
  type ScanDto,
  type SyncedScansDto,
  type SyncScansDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Transactions } from '../../platform/database/in-transaction.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import type { AskingDevice } from '../devices/door-access.js';
import { DoorEvents } from '../list/door-events.js';
import { EventScans } from './event-scans.js';

/**
 * Whose the ticket of a `scan` is: the booking that it is sold to, or one that it had a code of. A ticket that is refunded
 * meanwhile was still somebody who came in, also where it isn't sold again and its row is gone.
 */
const SOLD_TO_SQL = `
  SELECT ticket.booking_id FROM tickets AS ticket
  WHERE ticket.id = scan.ticket_id AND ticket.event_id = $1 AND ticket.status = 'booked'
    AND ticket.booking_id = coalesce(scan.booking_id, ticket.booking_id)
  UNION
  SELECT code.booking_id FROM ticket_codes AS code
  WHERE code.event_id = $1 AND code.booking_id = scan.booking_id AND code.ticket_id = scan.ticket_id`;

/**
 * The times are the device's, corrected by how far its clock was off when it sent them. What it has sent before
 * stays as it is.
 */
const INSERT_SQL = `
  INSERT INTO scans
    (event_id, ticket_id, booking_id, device_id, nonce, kind, undoes, gate, scanned_at)
  SELECT $1, scan.ticket_id, sold_to.booking_id, $2, scan.nonce, scan.kind, scan.undoes, scan.gate,
    date_trunc('milliseconds', least(now(), scan.scanned_at + (now() - $3::timestamptz)))
  FROM jsonb_to_recordset($4::jsonb) AS scan (
    ticket_id bigint, booking_id bigint, nonce text, kind text, undoes text, gate text, scanned_at timestamptz
  )
  CROSS JOIN LATERAL (${SOLD_TO_SQL}) AS sold_to
  ON CONFLICT (event_id, ticket_id, device_id, nonce) DO NOTHING`;

const UNKNOWN_SQL = `
  SELECT scan.nonce FROM jsonb_to_recordset($2::jsonb) AS scan (ticket_id bigint, booking_id bigint, nonce text)
  WHERE NOT EXISTS (${SOLD_TO_SQL})`;

/** Takes what a device has scanned, and tells it what others have. */
@Injectable()
export class SyncScans {
  constructor(
    private readonly transactions: Transactions,
    private readonly events: DoorEvents,
    private readonly scans: EventScans,
  ) {}

  /** @throws DomainError EVENT_NOT_FOUND or VALIDATION_FAILED */
  async execute(
    device: AskingDevice,
    eventId: string,
    { sentAt, scans, after = 0 }: SyncScansDto,
  ): Promise<SyncedScansDto> {
    refuseMistakenUndos(scans);
    return this.transactions.run(async (manager) => {
      await this.events.require(manager, device, eventId);
      const refused =
        scans.length === 0 ? [] : await this.take(manager, eventId, device.id, sentAt, scans);
      const found = await this.scans.after(manager, eventId, after, SYNCED_SCANS_MAX + 1);
      const page = found.slice(0, SYNCED_SCANS_MAX);
      const [{ now }] = await manager.query<[{ now: Date }]>('SELECT clock_timestamp() AS now');
      return {
        now: now.toISOString(),
        refused,
        scans: page.map(({ scan }) => scan),
        next: page.at(-1)?.number ?? after,
        more: found.length > page.length,
      };
    });
  }

  /** @returns the nonces of scans of tickets that the event hasn't sold, or not to their bookings */
  private async take(
    manager: EntityManager,
    eventId: string,
    deviceId: string,
    sentAt: string,
    scans: readonly ScanDto[],
  ): Promise<string[]> {
    const rows = JSON.stringify(
      scans.map(({ ticketId, bookingId, nonce, kind, undoes = null, gate = '', scannedAt }) => ({
        ticket_id: ticketId,
        booking_id: bookingId,
        nonce,
        kind,
        undoes,
        gate,
        scanned_at: scannedAt,
      })),
    );
    await this.scans.inTurn(manager, eventId);
    const [unknown] = await Promise.all([
      manager.query<{ nonce: string }[]>(UNKNOWN_SQL, [eventId, rows]),
      manager.query(INSERT_SQL, [eventId, deviceId, sentAt, rows]),
    ]);
    return unknown.map(({ nonce }) => nonce);
  }
}

/** An undo names what it takes back, and nothing else does. */
function refuseMistakenUndos(scans: readonly ScanDto[]): void {
  const errors = scans.flatMap(({ kind, undoes = null, nonce }, index) => {
    const isWhole = (kind === 'undo') === (undoes !== null) && undoes !== nonce;
    const field = `scans.${index}.undoes`;
    return isWhole
      ? []
      : [
          {
            field,
            messages: [`${field} must name another scan in an undo, and be null elsewhere`],
          },
        ];
  });
  if (errors.length > 0) throw validationFailed(errors);
}

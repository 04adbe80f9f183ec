import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { END_SQL } from '../events/event-details.js';
import {
  EXPORTED_MAX,
  PersonalData,
  type Person,
  type PersonalDataHolder,
} from '../platform/personal-data/personal-data.js';
import { Retention } from '../platform/personal-data/retention.js';

/** Of events that were over long enough ago. */
const DELETE_SQL = `
  DELETE FROM ticket_transfers WHERE (event_id, id) IN (
    SELECT transfer.event_id, transfer.id
    FROM ticket_transfers AS transfer JOIN events AS event ON event.id = transfer.event_id
    WHERE ${END_SQL} < now() - make_interval(days => $1)
    LIMIT $2 FOR UPDATE OF transfer SKIP LOCKED)`;

/** Addresses and names of those that tickets were passed on to: kept as long as the names of those who come. */
@Injectable()
export class TransferData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'transfers';

  constructor(
    private readonly personalData: PersonalData,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
    this.retention.add({
      what: 'transfers of tickets',
      keep: (settings) => settings.ATTENDEE_RETENTION_DAYS,
      statement: DELETE_SQL,
    });
  }

  /** What they passed on, and what was passed on to them. */
  async export(manager: EntityManager, { id, emailKey }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT transfer.event_id AS "eventId", transfer.booking_id AS "bookingId",
         transfer.ticket_id AS "ticketId", transfer.to_email AS email, transfer.to_name AS name, transfer.state,
         transfer.created_at AS "createdAt"
       FROM bookings AS booking JOIN ticket_transfers AS transfer
         ON transfer.event_id = booking.event_id AND transfer.booking_id = booking.id
       WHERE booking.user_id = $1 OR transfer.to_email = $2
       ORDER BY transfer.id DESC LIMIT $3`,
      [id, emailKey, EXPORTED_MAX],
    );
  }

  /** Tickets that were accepted stay the receivers': their link goes on working, and address and name are taken out of it. */
  async erase(manager: EntityManager, { id, emailKey }: Person): Promise<void> {
    await manager.query(
      `UPDATE ticket_transfers AS transfer SET to_email = 'erased', to_name = ''
       FROM bookings AS booking
       WHERE transfer.event_id = booking.event_id AND transfer.booking_id = booking.id
         AND (booking.user_id = $1 OR transfer.to_email = $2)`,
      [id, emailKey],
    );
  }
}

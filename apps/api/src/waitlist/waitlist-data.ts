import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  EXPORTED_MAX,
  PersonalData,
  type Person,
  type PersonalDataHolder,
} from '../platform/personal-data/personal-data.js';
import { Retention } from '../platform/personal-data/retention.js';
import { WAITED_TIERS_SQL } from './show/list-entries.js';

const DELETE_SQL = `
  DELETE FROM waitlist_entries
  WHERE (event_id, id) IN (
    SELECT event_id, id FROM waitlist_entries
    WHERE ended_at < now() - make_interval(days => $1)
    ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)`;

/** Where people wait, or waited. Nobody who has been erased is offered anything, so nothing of it is kept. */
@Injectable()
export class WaitlistData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'waitlistEntries';

  constructor(
    private readonly personalData: PersonalData,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
    this.retention.add({
      what: 'entries of waitlists',
      keep: (settings) => settings.WAITLIST_RETENTION_DAYS,
      statement: DELETE_SQL,
    });
  }

  async export(manager: EntityManager, { id }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT entry.id, entry.event_id AS "eventId", event.name AS "eventName",
         ${WAITED_TIERS_SQL} AS tickets, entry.quantity, entry.all_or_nothing AS "allOrNothing",
         entry.state, entry.booking_id AS "bookingId", entry.created_at AS "createdAt",
         entry.ended_at AS "endedAt"
       FROM waitlist_entries AS entry JOIN events AS event ON event.id = entry.event_id
       WHERE entry.user_id = $1 ORDER BY entry.place DESC LIMIT $2`,
      [id, EXPORTED_MAX],
    );
  }

  async erase(manager: EntityManager, { id }: Person): Promise<void> {
    await manager.query('DELETE FROM waitlist_entries WHERE user_id = $1', [id]);
  }
}

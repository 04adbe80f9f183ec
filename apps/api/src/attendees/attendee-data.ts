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
const DELETE_ATTENDEES_SQL = deleteSql('attendees');
const DELETE_ANSWERS_SQL = deleteSql('answers');

function deleteSql(table: 'attendees' | 'answers'): string {
  // By their place in the table, as answers about a booking have a NULL in their key.
  return `
  DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
    SELECT said.ctid FROM attendee_forms AS form
    JOIN events AS event ON event.id = form.event_id
    JOIN ${table} AS said ON said.event_id = event.id
    WHERE ${END_SQL} < now() - make_interval(days => $1)
    LIMIT $2 FOR UPDATE OF said SKIP LOCKED))`;
}

/** Names, addresses and answers of the people who come. They are erased with the buyer who named them. */
@Injectable()
export class AttendeeData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'attendees';

  constructor(
    private readonly personalData: PersonalData,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
    this.retention.add(
      {
        what: 'attendees',
        keep: (settings) => settings.ATTENDEE_RETENTION_DAYS,
        statement: DELETE_ATTENDEES_SQL,
      },
      {
        what: 'answers of attendees',
        keep: (settings) => settings.ATTENDEE_RETENTION_DAYS,
        statement: DELETE_ANSWERS_SQL,
      },
    );
  }

  async export(manager: EntityManager, { id }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT said.event_id AS "eventId", said.booking_id AS "bookingId", said.ticket_id AS "ticketId",
         said.name, said.email, said.question, said.answer
       FROM bookings AS booking
       CROSS JOIN LATERAL (
         SELECT event_id, booking_id, ticket_id, name, email, NULL AS question, NULL AS answer
         FROM attendees WHERE event_id = booking.event_id AND booking_id = booking.id
         UNION ALL
         SELECT answer.event_id, booking_id, ticket_id, NULL, NULL, question.label, answer.answer
         FROM answers AS answer JOIN questions AS question
           ON question.event_id = answer.event_id AND question.id = answer.question_id
         WHERE answer.event_id = booking.event_id AND booking_id = booking.id
       ) AS said
       WHERE booking.user_id = $1
       ORDER BY said.booking_id DESC, said.ticket_id, said.question NULLS FIRST LIMIT $2`,
      [id, EXPORTED_MAX],
    );
  }

  async erase(manager: EntityManager, { id }: Person): Promise<void> {
    for (const table of ['attendees', 'answers']) {
      await manager.query(
        `DELETE FROM ${table} AS said USING bookings AS booking
         WHERE booking.user_id = $1 AND said.event_id = booking.event_id
           AND said.booking_id = booking.id`,
        [id],
      );
    }
  }
}

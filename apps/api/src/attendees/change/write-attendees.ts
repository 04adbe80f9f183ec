import type { EntityManager } from 'typeorm';
import { NOT_SAID, type BookingAttendees, type SaidAnswers } from '../attendees.js';
import type { AskedBooking } from '../find/asked-booking.js';
import { isSame } from './read-attendees.js';

/** What a change is about. */
export interface ChangedAttendees {
  ticketIds: string[];
  /** Whether answers about the booking have changed. */
  ofBooking: boolean;
  /** Which of `name`, `email` and `answers` have changed for any ticket or the booking. */
  fields: string[];
}

/** What differs between what was said for a booking and what is. */
export function changedIn(before: BookingAttendees, after: BookingAttendees): ChangedAttendees {
  const fields = new Set<string>();
  const ticketIds = [...after.tickets].flatMap(([id, now]) => {
    const was = before.tickets.get(id) ?? NOT_SAID;
    const changed = [
      ...(was.name === now.name ? [] : ['name']),
      ...(was.email === now.email ? [] : ['email']),
      ...(areSame(was.answers, now.answers) ? [] : ['answers']),
    ];
    for (const field of changed) fields.add(field);
    return changed.length > 0 ? [id] : [];
  });
  const ofBooking = !areSame(before.answers, after.answers);
  if (ofBooking) fields.add('answers');
  return { ticketIds, ofBooking, fields: [...fields].sort() };
}

/** Writes what has changed, each of a kind in one statement. The booking is locked by the transaction. */
export async function writeAttendees(
  manager: EntityManager,
  { eventId, id: bookingId }: AskedBooking,
  { ticketIds, ofBooking }: ChangedAttendees,
  after: BookingAttendees,
): Promise<void> {
  const of = [eventId, bookingId];
  if (ticketIds.length > 0) {
    const rows = ticketIds.map((ticketId) => ({
      ticketId,
      ...(after.tickets.get(ticketId) ?? NOT_SAID),
    }));
    await manager.query(
      `INSERT INTO attendees (event_id, booking_id, ticket_id, name, email)
       SELECT $1, $2, "ticketId", name, email
       FROM jsonb_to_recordset($3) AS said ("ticketId" bigint, name text, email text)
       ON CONFLICT (event_id, booking_id, ticket_id)
         DO UPDATE SET name = excluded.name, email = excluded.email`,
      [...of, JSON.stringify(rows.map(({ ticketId, name, email }) => ({ ticketId, name, email })))],
    );
    await manager.query(
      `DELETE FROM answers WHERE event_id = $1 AND booking_id = $2 AND ticket_id = ANY ($3)`,
      [...of, ticketIds],
    );
    await insertAnswers(
      manager,
      of,
      rows.flatMap(({ ticketId, answers }) => answerRows(ticketId, answers)),
    );
  }
  if (ofBooking) {
    await manager.query(
      `DELETE FROM answers WHERE event_id = $1 AND booking_id = $2 AND ticket_id IS NULL`,
      of,
    );
    await insertAnswers(manager, of, answerRows(null, after.answers));
  }
}

interface AnswerRow {
  ticketId: string | null;
  questionId: string;
  answer: string[];
}

function answerRows(ticketId: string | null, answers: SaidAnswers): AnswerRow[] {
  return [...answers].map(([questionId, answer]) => ({ ticketId, questionId, answer }));
}

async function insertAnswers(
  manager: EntityManager,
  of: readonly string[],
  rows: readonly AnswerRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await manager.query(
    `INSERT INTO answers (event_id, booking_id, ticket_id, question_id, answer)
     SELECT $1, $2, "ticketId", "questionId", answer
     FROM jsonb_to_recordset($3) AS said ("ticketId" bigint, "questionId" bigint, answer text[])`,
    [...of, JSON.stringify(rows)],
  );
}

function areSame(one: SaidAnswers, other: SaidAnswers): boolean {
  return (
    one.size === other.size && [...one].every(([id, said]) => isSame(said, other.get(id) ?? []))
  );
}

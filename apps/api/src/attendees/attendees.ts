import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Answers by the id of their question. */
export type SaidAnswers = ReadonlyMap<string, string[]>;

/** What was said of who comes with a ticket. */
export interface Attendee {
  /** Empty: not said. */
  name: string;
  email: string | null;
  answers: SaidAnswers;
}

/** What was said for a booking. */
export interface BookingAttendees {
  /** By the id of their ticket; a ticket of which nothing was said isn't among them. */
  tickets: ReadonlyMap<string, Attendee>;
  /** Answers to questions about the booking. */
  answers: SaidAnswers;
}

export const NOT_SAID: Attendee = { name: '', email: null, answers: new Map() };

export const NOTHING_SAID: BookingAttendees = { tickets: new Map(), answers: new Map() };

/** A ticket with the name that was said for it. */
export interface NamedTicket {
  ticketId: string;
  name: string;
}

interface AttendeeRow {
  booking_id: string;
  ticket_id: string;
  name: string;
  email: string | null;
}

interface AnswerRow {
  booking_id: string;
  ticket_id: string | null;
  question_id: string;
  answer: string[];
}

/** Finds who comes with the tickets of bookings. What is asked says `AttendeeForms` of the events. */
@Injectable()
export class Attendees {
  /**
   * What was said for some bookings of an event, also for those that aren't paid for yet.
   *
   * @returns by the id of the booking; one for which nothing was said isn't among them
   */
  async ofBookings(
    manager: EntityManager,
    eventId: string,
    bookingIds: readonly string[],
  ): Promise<Map<string, BookingAttendees>> {
    if (bookingIds.length === 0) return new Map();
    // Sent together.
    const [attendees, answers] = await Promise.all([
      manager.query<AttendeeRow[]>(
        `SELECT booking_id, ticket_id, name, email FROM attendees
         WHERE event_id = $1 AND booking_id = ANY ($2)`,
        [eventId, bookingIds],
      ),
      manager.query<AnswerRow[]>(
        `SELECT booking_id, ticket_id, question_id, answer FROM answers
         WHERE event_id = $1 AND booking_id = ANY ($2)`,
        [eventId, bookingIds],
      ),
    ]);
    const found = new Map<string, MutableAttendees>();
    for (const { booking_id, ticket_id, name, email } of attendees) {
      Object.assign(ticketOf(bookingOf(found, booking_id), ticket_id), { name, email });
    }
    for (const { booking_id, ticket_id, question_id, answer } of answers) {
      const booking = bookingOf(found, booking_id);
      const said = ticket_id === null ? booking : ticketOf(booking, ticket_id);
      said.answers.set(question_id, answer);
    }
    return found;
  }

  /**
   * The names alone, where the event asks for them: for those who may not see more.
   *
   * @returns by the id of the booking; one without a name isn't among them
   */
  async namesOf(
    manager: EntityManager,
    eventId: string,
    bookingIds: readonly string[],
  ): Promise<Map<string, NamedTicket[]>> {
    const rows = await manager.query<(NamedTicket & { bookingId: string })[]>(
      `SELECT attendee.booking_id AS "bookingId", attendee.ticket_id AS "ticketId", attendee.name
       FROM attendee_forms AS form
       JOIN attendees AS attendee ON attendee.event_id = form.event_id
       WHERE form.event_id = $1 AND form.names <> 'no'
         AND attendee.booking_id = ANY ($2) AND attendee.name <> ''`,
      [eventId, bookingIds],
    );
    return Map.groupBy(rows, ({ bookingId }) => bookingId);
  }
}

interface MutableAttendees {
  tickets: Map<string, Attendee & { answers: Map<string, string[]> }>;
  answers: Map<string, string[]>;
}

function bookingOf(found: Map<string, MutableAttendees>, id: string): MutableAttendees {
  const booking = found.get(id) ?? { tickets: new Map(), answers: new Map() };
  found.set(id, booking);
  return booking;
}

function ticketOf(
  { tickets }: MutableAttendees,
  id: string,
): Attendee & { answers: Map<string, string[]> } {
  const ticket = tickets.get(id) ?? { name: '', email: null, answers: new Map() };
  tickets.set(id, ticket);
  return ticket;
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DomainError } from '../platform/problems/domain-error.js';
import { AttendeeForms } from '../events/questions/attendee-forms.js';
import { Attendees, NOTHING_SAID } from './attendees.js';
import { attendeesMissing, missingOf } from './missing.js';

/** A ticket that is to be paid for. */
export interface PayableTicket {
  id: string;
  event_id: string;
  tier_id: string;
  booking_id: string | null;
}

/** Tells payments what their events require and nobody has said. */
@Injectable()
export class RequireAttendees {
  constructor(
    private readonly forms: AttendeeForms,
    private readonly attendees: Attendees,
  ) {}

  /**
   * @param tickets of events that ask for something; their bookings are locked
   * @returns what is missing, by the id of the booking; nothing of a booking for which all was said
   */
  async missing(
    manager: EntityManager,
    tickets: readonly PayableTicket[],
  ): Promise<Map<string, string[]>> {
    const missing = new Map<string, string[]>();
    for (const [eventId, ofEvent] of Map.groupBy(tickets, ({ event_id }) => event_id)) {
      const held = ofEvent.filter(({ booking_id }) => booking_id !== null);
      const byBooking = Map.groupBy(held, ({ booking_id }) => booking_id ?? '');
      // Sent together.
      const [form, said] = await Promise.all([
        this.forms.find(manager, eventId),
        this.attendees.ofBookings(manager, eventId, [...byBooking.keys()]),
      ]);
      for (const [bookingId, ofBooking] of byBooking) {
        const asked = ofBooking.map(({ id, tier_id }) => ({ id, tierId: tier_id }));
        const fields = missingOf(form, asked, said.get(bookingId) ?? NOTHING_SAID);
        if (fields.length > 0) missing.set(bookingId, fields);
      }
    }
    return missing;
  }

  /** The problem of a payment for which something is {@link missing}. */
  refusal(missing: readonly string[]): DomainError {
    return attendeesMissing(missing, 'nothing was charged, and your tickets are still held');
  }
}

import type { BookingAttendeesDto, ChangeAttendeesDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AttendeeForms } from '../../events/questions/attendee-forms.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { UserDirectory } from '../../users/user-directory.js';
import { Attendees, NOTHING_SAID } from '../attendees.js';
import { askedBooking, type BookingOf } from '../find/asked-booking.js';
import { ShowAttendees } from '../find/show-attendees.js';
import { attendeesMissing, missingOf } from '../missing.js';
import { changeTerms, type ChangedBy } from './change-terms.js';
import { changedIn, writeAttendees } from './write-attendees.js';
import { readAttendees } from './read-attendees.js';

/** What is to be written, for which booking, and by whom. */
interface Change {
  bookingId: string;
  of: BookingOf;
  by: ChangedBy;
  actor: Actor;
  body: ChangeAttendeesDto;
}

/**
 * Names attendees and answers questions. While tickets are held, these are drafts: anything may still be missing.
 * Once they are paid for, nothing that is required may be taken away, and each change is in the audit.
 */
@Injectable()
export class ChangeAttendees {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly users: UserDirectory,
    private readonly forms: AttendeeForms,
    private readonly attendees: Attendees,
    private readonly show: ShowAttendees,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError UNAUTHENTICATED, BOOKING_NOT_FOUND; HOLD_EXPIRED, BOOKING_ENDED, EVENT_STATE_CONFLICT or
   * ATTENDEES_CLOSED where it is too late; VALIDATION_FAILED, which names each field; ATTENDEES_MISSING
   */
  async byBuyer(
    bookingId: string,
    onlyUser: string | null,
    actor: Actor,
    body: ChangeAttendeesDto,
  ): Promise<BookingAttendeesDto> {
    return this.transactions.run(async (manager) => {
      await this.users.refuseClosed(manager, actor);
      return this.change(manager, { bookingId, of: { onlyUser }, by: 'buyer', actor, body });
    });
  }

  /** @throws DomainError those of {@link OrganiserAccess.require}, and otherwise as {@link byBuyer} */
  async byOrganiser(
    caller: Caller,
    address: { organiserId: string; eventId: string },
    bookingId: string,
    actor: Actor,
    body: ChangeAttendeesDto,
  ): Promise<BookingAttendeesDto> {
    return this.transactions.run(async (manager) => {
      await this.access.require(manager, caller, address, 'box_office');
      const of = { eventId: address.eventId };
      return this.change(manager, { bookingId, of, by: 'organiser', actor, body });
    });
  }

  private async change(
    manager: EntityManager,
    { bookingId, of, by, actor, body }: Change,
  ): Promise<BookingAttendeesDto> {
    const booking = await askedBooking(manager, bookingId, of, true);
    const { id, eventId, tickets, status } = booking;
    const form = await this.forms.findLocked(manager, eventId);
    const { refusal } = changeTerms(booking, form, by);
    if (refusal) throw refusal;
    const said = await this.attendees.ofBookings(manager, eventId, [id]);
    const before = said.get(id) ?? NOTHING_SAID;
    const after = readAttendees(body, form, tickets, before);
    if (status === 'confirmed') {
      const missing = missingOf(form, tickets, after);
      const were = new Set(missingOf(form, tickets, before));
      // What an event has begun to require since, nobody who changes something else is held up by.
      const taken = missing.filter((field) => !were.has(field));
      if (taken.length > 0) throw attendeesMissing(taken, 'nothing was changed');
    }
    const changed = changedIn(before, after);
    await writeAttendees(manager, booking, changed, after);
    if (status === 'confirmed' && (changed.ticketIds.length > 0 || changed.ofBooking)) {
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'booking.attendees_changed',
          subject: { kind: 'booking', id, eventId },
          before: null,
          // Whose names they are isn't kept: entries stay for good.
          after: { ticketIds: changed.ticketIds, fields: changed.fields },
        },
      ]);
    }
    return this.show.describe(manager, booking, by);
  }
}

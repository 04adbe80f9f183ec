import type { AnswerDto, BookingAttendeesDto, QuestionDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AttendeeForms } from '../../events/questions/attendee-forms.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Attendees, NOT_SAID, NOTHING_SAID, type SaidAnswers } from '../attendees.js';
import { changeTerms, type ChangedBy } from '../change/change-terms.js';
import { missingOf } from '../missing.js';
import { askedBooking, type AskedBooking } from './asked-booking.js';

/** Shows who comes with the tickets of a booking, and what its event asks. */
@Injectable()
export class ShowAttendees {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly forms: AttendeeForms,
    private readonly attendees: Attendees,
  ) {}

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError BOOKING_NOT_FOUND
   */
  async toBuyer(bookingId: string, onlyUser: string | null): Promise<BookingAttendeesDto> {
    const { manager } = this.dataSource;
    return this.describe(manager, await askedBooking(manager, bookingId, { onlyUser }), 'buyer');
  }

  /** @throws DomainError those of {@link OrganiserAccess.require}; BOOKING_NOT_FOUND */
  async toOrganiser(
    caller: Caller,
    address: { organiserId: string; eventId: string },
    bookingId: string,
  ): Promise<BookingAttendeesDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, address, 'box_office');
    const booking = await askedBooking(manager, bookingId, { eventId: address.eventId });
    return this.describe(manager, booking, 'organiser');
  }

  async describe(
    manager: EntityManager,
    booking: AskedBooking,
    by: ChangedBy,
  ): Promise<BookingAttendeesDto> {
    const [form, all] = await Promise.all([
      this.forms.find(manager, booking.eventId),
      this.attendees.ofBookings(manager, booking.eventId, [booking.id]),
    ]);
    const said = all.get(booking.id) ?? NOTHING_SAID;
    const answered = new Set([
      ...said.answers.keys(),
      ...[...said.tickets.values()].flatMap(({ answers }) => [...answers.keys()]),
    ]);
    const { until, refusal } = changeTerms(booking, form, by);
    return {
      bookingId: booking.id,
      names: form.names,
      emails: form.emails,
      questions: form.questions
        .filter(({ id, removed }) => !removed || answered.has(id))
        .map((question): QuestionDto => question),
      attendees: booking.tickets.map(({ id, tierId }) => {
        const { name, email, answers } = said.tickets.get(id) ?? NOT_SAID;
        return { ticketId: id, tierId, name, email, answers: describeAnswers(answers) };
      }),
      answers: describeAnswers(said.answers),
      missing: missingOf(form, booking.tickets, said),
      changesUntil: until.toISOString(),
      changeable: refusal === undefined,
    };
  }
}

function describeAnswers(answers: SaidAnswers): AnswerDto[] {
  return [...answers].map(([questionId, values]) => ({ questionId, values }));
}

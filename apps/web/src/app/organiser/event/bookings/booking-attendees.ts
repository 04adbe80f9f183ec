import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { AnswerDto, BookingAttendeesDto, EventBookingDto } from '@boxoffice/contracts';
import { TICKED } from '@boxoffice/contracts/attendee-limits';
import { formatReference, ticketName } from '@boxoffice/contracts/formats';
import { apiUrl } from '../../../api/api-url';
import { readOwn } from '../../../api/read';
import { CurrentOrganiser } from '../../current-organiser';

/** Who comes with the tickets of a booking, and what they answered. Nothing where the event asks for nothing. */
@Component({
  selector: 'box-booking-attendees',
  imports: [MatButton, RouterLink],
  templateUrl: './booking-attendees.html',
  styleUrl: './booking-attendees.scss',
})
export class BookingAttendees {
  readonly booking = input.required<EventBookingDto>();
  readonly eventId = input.required<string>();

  protected readonly current = inject(CurrentOrganiser);
  protected readonly reading = readOwn<BookingAttendeesDto>(() =>
    apiUrl(
      'organisers',
      this.current.id(),
      'events',
      this.eventId(),
      'bookings',
      this.booking().id,
      'attendees',
    ),
  );
  protected readonly isAsked = computed(() => {
    const asked = this.reading.data();
    if (!asked || asked.attendees.length === 0) return false;
    return asked.names !== 'no' || asked.emails !== 'no' || asked.questions.length > 0;
  });
  protected readonly number = formatReference;

  protected nameOf(ticketId: string): string {
    const ticket = this.booking().tickets.find(({ id }) => id === ticketId);
    return ticket ? ticketName(ticket) : '';
  }

  protected question({ questionId }: AnswerDto): string {
    const { questions = [] } = this.reading.data() ?? {};
    return questions.find(({ id }) => id === questionId)?.label ?? '';
  }

  protected said({ values }: AnswerDto): string {
    return values.map((value) => (value === TICKED ? $localize`Yes` : value)).join(', ');
  }
}

import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { BookingDto, EventDto } from '@boxoffice/contracts';
import { Identity } from '../../account/identity';
import { apiUrl } from '../../api/api-url';
import { readApi, readOwn } from '../../api/read';
import { FailureNotice } from '../../design/failure-notice';
import { formatEventMoment } from '../../design/formats';
import { PageState } from '../../design/page-state';
import { SubmitButton } from '../../form/submit-button';
import { BookingUnreadable } from '../booking-unreadable';
import { ChangedBookings } from '../changed-bookings';
import { linesWithTickets } from '../lines-with-tickets';
import { AttendeeGroups } from './attendee-groups';
import { AttendeesEditor } from './attendees-editor';

/** Changes who comes with the tickets of a booking that was paid for. */
@Component({
  selector: 'box-edit-attendees-page',
  imports: [
    AttendeeGroups,
    BookingUnreadable,
    FailureNotice,
    MatButton,
    PageState,
    RouterLink,
    SubmitButton,
  ],
  templateUrl: './edit-attendees-page.html',
  styleUrl: './edit-attendees-page.scss',
})
export class EditAttendeesPage {
  readonly bookingId = input.required<string>();

  private readonly router = inject(Router);
  private readonly identity = inject(Identity);
  private readonly changedBookings = inject(ChangedBookings);
  protected readonly booking = readOwn<BookingDto>(() => apiUrl('booking', this.bookingId()));
  protected readonly event = readApi<EventDto>(() => {
    const booking = this.booking.data();
    return booking ? apiUrl('events', booking.eventId) : undefined;
  });
  protected readonly editor = new AttendeesEditor(
    () => apiUrl('booking', this.bookingId(), 'attendees'),
    { userId: () => this.identity.userId() },
  );
  protected readonly ticketNames = computed(() => {
    const booking = this.booking.data();
    return (booking ? linesWithTickets(booking) : []).flatMap(({ name, tickets }) =>
      tickets.map(() => name),
    );
  });
  protected readonly until = computed(() => {
    const event = this.event.data();
    const attendees = this.editor.attendees.data();
    if (!event || !attendees) return '';
    const moment = formatEventMoment(attendees.changesUntil, event.timeZone);
    return $localize`You can change this until ${moment}:moment:.`;
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.editor.state() === 'saving' || !(await this.editor.complete())) return;
    this.changedBookings.tell();
    await this.router.navigate(['/bookings', this.bookingId()]);
  }
}

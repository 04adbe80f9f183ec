import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { ticketName } from '@boxoffice/contracts/formats';
import { apiUrl } from '../../../api/api-url';
import { AttendeeGroups } from '../../../booking/attendees/attendee-groups';
import { AttendeesEditor } from '../../../booking/attendees/attendees-editor';
import { FailureNotice } from '../../../design/failure-notice';
import { formatEventMoment } from '../../../design/formats';
import { PageState } from '../../../design/page-state';
import { SubmitButton } from '../../../form/submit-button';
import { buyerName } from '../../buyer-name';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { OrganiserEvent } from '../organiser-event';
import { EventBooking } from './event-booking';
import { DISCARDS, guardUnsaved } from '../../unsaved';

/** Changes who comes with the tickets of a booking, for the buyer, also after the buyer's own deadline. */
@Component({
  selector: 'box-event-attendees-page',
  imports: [
    AttendeeGroups,
    FailureNotice,
    MatButton,
    PageState,
    RouterLink,
    SubmitButton,
    UnreadPage,
  ],
  templateUrl: './event-attendees-page.html',
  styleUrl: '../../../booking/attendees/edit-attendees-page.scss',
})
export class EventAttendeesPage {
  readonly eventId = input.required<string>();
  readonly bookingId = input.required<string>();

  private readonly router = inject(Router);
  private readonly current = inject(CurrentOrganiser);
  private readonly address = (): readonly [string, string, string] => [
    this.current.id(),
    this.eventId(),
    this.bookingId(),
  ];
  private readonly event = new OrganiserEvent(this.current.id, () => this.eventId()).event.data;
  protected readonly one = new EventBooking(this.address).reading;
  protected readonly editor = new AttendeesEditor(() => {
    const [organiserId, eventId, bookingId] = this.address();
    return apiUrl('organisers', organiserId, 'events', eventId, 'bookings', bookingId, 'attendees');
  });
  protected readonly failure = computed(
    () => this.one.failure() ?? this.editor.attendees.failure(),
  );
  protected readonly back = computed(() => {
    const [organiserId, eventId, bookingId] = this.address();
    return ['/organiser', organiserId, 'events', eventId, 'bookings', bookingId];
  });
  protected readonly ticketNames = computed(() => this.one.data()?.tickets.map(ticketName) ?? []);
  protected readonly until = computed(() => {
    const event = this.event();
    const attendees = this.editor.attendees.data();
    if (!event || !attendees) return '';
    const moment = formatEventMoment(attendees.changesUntil, event.timeZone);
    return $localize`You can change this until ${moment}:moment:.`;
  });
  protected readonly buyerName = buyerName;
  protected readonly discards = DISCARDS;

  constructor() {
    guardUnsaved(() => this.editor.isChanged());
  }

  protected reload(): void {
    this.one.reload();
    this.editor.attendees.reload();
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.editor.state() === 'saving' || !(await this.editor.complete())) return;
    await this.router.navigate(this.back());
  }
}

import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type {
  BookingAttendeesDto,
  BookingDto,
  BookingTransfersDto,
  PaymentDto,
  TicketCodeDto,
} from '@boxoffice/contracts';
import { Identity } from '../account/identity';
import { apiUrl } from '../api/api-url';
import { readOwn } from '../api/read';
import { formatEventMoment, formatNumber, plural } from '../design/formats';
import { Icon } from '../design/icon';
import { MoneyPipe } from '../design/money-pipe';
import { PageState } from '../design/page-state';
import { OrganiserFooter } from '../events/about/organiser-footer';
import { Poster } from '../events/poster/poster';
import { TicketCard } from '../design/ticket-card';
import { BookingPapers } from '../papers/booking-papers';
import { BookingEnded } from './booking-ended';
import { BookingUnreadable } from './booking-unreadable';
import { ChangedBookings } from './changed-bookings';
import { PaymentHistory } from './history/payment-history';
import { WhatHappened } from './history/what-happened';
import { MailAgain } from './mail-again';
import { Receipt } from './receipt';
import { ReturnTickets } from './returns/return-tickets';
import { linesWithTickets } from './lines-with-tickets';
import { PassOnTickets } from './transfers/pass-on-tickets';

/** The tickets of a booking that was paid for, and what to do next. */
@Component({
  selector: 'box-booking-page',
  imports: [
    OrganiserFooter,
    BookingEnded,
    BookingPapers,
    BookingUnreadable,
    Icon,
    MailAgain,
    MatButton,
    MoneyPipe,
    PageState,
    PassOnTickets,
    PaymentHistory,
    Poster,
    Receipt,
    ReturnTickets,
    RouterLink,
    TicketCard,
    WhatHappened,
  ],
  templateUrl: './booking-page.html',
  styleUrl: './booking-page.scss',
})
export class BookingPage {
  readonly bookingId = input.required<string>();

  protected readonly booking = readOwn<BookingDto>(() => apiUrl('booking', this.bookingId()));
  /** Who comes, where the event asks. */
  protected readonly attendees = readOwn<BookingAttendeesDto>(() =>
    this.booking.data()?.asksAttendees
      ? apiUrl('booking', this.bookingId(), 'attendees')
      : undefined,
  );
  /** What is said at the door; of a cancelled event, nothing is. */
  private readonly codes = readOwn<TicketCodeDto[]>(() =>
    this.booking.data()?.status === 'confirmed' && !this.isCancelled()
      ? apiUrl('booking', this.bookingId(), 'ticket-codes')
      : undefined,
  );
  /** What was paid, and what went back; those of a booking that has ended are shown with its end. */
  protected readonly payments = readOwn<PaymentDto[]>(() =>
    this.booking.data()?.status === 'confirmed'
      ? apiUrl('bookings', this.bookingId(), 'payments')
      : undefined,
  );
  /** What can be passed on of it, and what was. */
  protected readonly transfers = readOwn<BookingTransfersDto>(() =>
    this.booking.data()?.status === 'confirmed'
      ? apiUrl('bookings', this.bookingId(), 'transfers')
      : undefined,
  );
  private readonly passedOn = computed(
    () =>
      new Set(
        this.transfers
          .data()
          ?.transfers.filter(({ state }) => state === 'accepted')
          .map(({ ticketId }) => ticketId),
      ),
  );
  protected readonly own = computed(() => apiUrl('bookings', this.bookingId()));
  private readonly identity = inject(Identity);
  /** Somebody without an account, to whom the tickets are sent. */
  protected readonly guest = computed(() => {
    const account = this.identity.account();
    return account?.role === 'guest' ? account : undefined;
  });
  /** Where their mails go; undefined where there is no address, or nobody to let in. */
  protected readonly mailedTo = computed(() => {
    const account = this.identity.account();
    const isMailable = account?.role === 'guest' || account?.emailVerified === true;
    return isMailable && !this.isCancelled() ? (account.email ?? undefined) : undefined;
  });
  protected readonly isCancelled = computed(() => this.booking.data()?.event.state === 'cancelled');
  protected readonly heading = computed(() => {
    if (this.isCancelled()) return $localize`This event has been cancelled`;
    const count = this.booking.data()?.ticketCount ?? 0;
    return plural(count, {
      one: $localize`Your ticket is confirmed`,
      other: $localize`Your ${formatNumber(count)}:count: tickets are confirmed`,
    });
  });
  protected readonly atTheDoor = computed(() =>
    plural(this.booking.data()?.ticketCount ?? 0, {
      one: $localize`Show it at the door, on your phone or on paper.`,
      other: $localize`Show them at the door, on your phone or on paper.`,
    }),
  );
  protected readonly calendar = computed(() =>
    apiUrl('events', this.booking.data()?.eventId ?? '', 'calendar.ics'),
  );
  protected readonly when = computed(() => {
    const event = this.booking.data()?.event;
    return event ? formatEventMoment(event.startsAt, event.timeZone) : '';
  });
  /** By the ids of tickets, of those that are still the buyer's. */
  protected readonly serials = computed(
    () => new Map(this.codes.data()?.map(({ ticketId, serial }) => [ticketId, serial])),
  );
  /** With what they are called: a ticket itself doesn't know its type. */
  protected readonly tickets = computed(() => {
    const booking = this.booking.data();
    const names = new Map(
      this.attendees.data()?.attendees.map((attendee) => [attendee.ticketId, attendee.name]),
    );
    return (booking ? linesWithTickets(booking) : []).flatMap(({ name, tickets }) =>
      tickets.map(({ id }) => ({
        id,
        name,
        attendee: names.get(id),
        serial: this.serials().get(id),
        isPassedOn: this.passedOn().has(id),
      })),
    );
  });

  constructor() {
    inject(ChangedBookings).follow(() => {
      this.booking.reload();
      this.codes.reload();
      this.transfers.reload();
    });
  }

  /** Tickets went back: which ones are left, and what became of the money. */
  protected reload(): void {
    this.booking.reload();
    this.codes.reload();
    this.payments.reload();
    this.transfers.reload();
  }

  protected print(): void {
    window.print();
  }
}

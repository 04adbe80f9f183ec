import { HttpClient } from '@angular/common/http';
import {
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  input,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type {
  BookingAttendeesDto,
  BookingDto,
  TicketCodeDto,
  TicketPdfSize,
} from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { Identity } from '../account/identity';
import { apiUrl } from '../api/api-url';
import { isRefusal, type Failure } from '../api/problem';
import { readOwn } from '../api/read';
import { BookingUnreadable } from '../booking/booking-unreadable';
import { ChangedBookings } from '../booking/changed-bookings';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';
import { formatEventMoment, formatNumber } from '../design/formats';
import { Icon } from '../design/icon';
import { PageState } from '../design/page-state';
import { OfflinePage } from '../device/offline-page';
import { keepScreenAwake } from '../device/screen-awake';
import { pageLanguage } from '../language/page-language';
import { savePaper } from '../papers/save-paper';
import { stayHere } from '../session/stay-here';
import { forgetTickets, keepTickets, keptTickets } from './kept-tickets';
import { TicketCode } from './ticket-code';
import { admitsNobody, ticketsInHand } from './tickets-in-hand';

/**
 * The tickets of a booking, to be shown at the door one at a time: large, on a screen that stays on, and without a
 * network once they were opened on this device.
 */
@Component({
  selector: 'box-tickets-page',
  imports: [
    BookingUnreadable,
    FailureNotice,
    Icon,
    MatButton,
    MatIconButton,
    PageState,
    RouterLink,
    TicketCode,
  ],
  templateUrl: './tickets-page.html',
  styleUrl: './tickets-page.scss',
})
export class TicketsPage {
  readonly bookingId = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly identity = inject(Identity);
  protected readonly page = inject(OfflinePage);
  private readonly deck = viewChild<ElementRef<HTMLElement>>('deck');

  protected readonly booking = readOwn<BookingDto>(() => apiUrl('booking', this.bookingId()));
  private readonly codes = readOwn<TicketCodeDto[]>(() =>
    this.booking.data()?.status === 'confirmed'
      ? apiUrl('booking', this.bookingId(), 'ticket-codes')
      : undefined,
  );
  private readonly attendees = readOwn<BookingAttendeesDto>(() =>
    this.booking.data()?.asksAttendees
      ? apiUrl('booking', this.bookingId(), 'attendees')
      : undefined,
  );
  /** Whether the server has said that there is nothing to show. */
  protected readonly isEmpty = computed(() => {
    const booking = this.booking.data();
    return booking !== undefined && (admitsNobody(booking) || this.codes.data()?.length === 0);
  });
  /** How far the server's clock is ahead, worked out when an answer comes and not when it is shown again. */
  private readonly serverAheadMs = computed(() => {
    const booking = this.booking.data();
    return booking ? Date.parse(booking.serverTime) - Date.now() : 0;
  });
  /** As the server has just said; undefined as long as it hasn't, or where there is nothing to show. */
  private readonly fresh = computed(() => {
    const booking = this.booking.data();
    const codes = this.codes.data();
    const serverAheadMs = this.serverAheadMs();
    if (!booking || !codes || this.isEmpty()) return undefined;
    const attendees = this.attendees.data()?.attendees ?? [];
    return ticketsInHand(booking, codes, attendees, serverAheadMs);
  });
  /** Read again whenever somebody else is signed in: what this device keeps changes with it. */
  private readonly kept = computed(() => {
    this.identity.account();
    return keptTickets(this.bookingId());
  });
  protected readonly failure = computed(() => this.booking.failure() ?? this.codes.failure());
  /** What is shown: a ticket that this device keeps doesn't wait for a network. */
  protected readonly tickets = computed(() =>
    this.isEmpty() || isGone(this.failure()) ? undefined : (this.fresh() ?? this.kept()),
  );
  protected readonly isOffline = computed(
    () => this.fresh() === undefined && this.failure() !== undefined,
  );
  protected readonly when = computed(() => {
    const shown = this.tickets();
    return shown ? formatEventMoment(shown.startsAt, shown.timeZone) : '';
  });
  protected readonly calendar = computed(() =>
    apiUrl('events', this.tickets()?.eventId ?? '', 'calendar.ics'),
  );
  protected readonly saving = new Task();
  /** Which of them is in front. */
  protected readonly at = signal(0);
  protected readonly position = computed(() => {
    const number = formatNumber(this.at() + 1);
    const count = formatNumber(this.tickets()?.tickets.length ?? 0);
    return $localize`Ticket ${number}:number: of ${count}:count:`;
  });

  constructor() {
    keepScreenAwake();
    inject(ChangedBookings).follow(() => this.reload());
    void this.page.keep('/bookings/');
    effect(() => this.keep());
    this.readAgainOnceOnline();
  }

  /** Follows a swipe. */
  protected follow(deck: HTMLElement): void {
    this.at.set(Math.round(deck.scrollLeft / Math.max(deck.clientWidth, 1)));
  }

  protected turn(by: 1 | -1, event?: Event): void {
    event?.preventDefault();
    const deck = this.deck()?.nativeElement;
    deck?.scrollTo({ left: (this.at() + by) * deck.clientWidth });
  }

  protected save(size: TicketPdfSize): void {
    const query = new URLSearchParams({ size, language: pageLanguage() });
    const url = `${apiUrl('booking', this.bookingId(), 'tickets.pdf')}?${query.toString()}`;
    const name = `${$localize`Tickets`} ${formatReference(this.bookingId())}`;
    void this.saving.run(() => savePaper(this.http, url, name));
  }

  protected reload(): void {
    this.booking.reload();
    this.codes.reload();
  }

  private keep(): void {
    const person = this.identity.userId();
    const fresh = this.fresh();
    if (fresh && person !== undefined) keepTickets(person, fresh);
    else if (this.isEmpty() || isGone(this.failure())) forgetTickets(this.bookingId());
  }

  private readAgainOnceOnline(): void {
    const window = inject(DOCUMENT).defaultView;
    const router = inject(Router);
    // Whoever was let in because nobody could say who they are is asked now.
    const read = (): void => void stayHere(router).then(() => this.reload());
    window?.addEventListener('online', read);
    inject(DestroyRef).onDestroy(() => window?.removeEventListener('online', read));
  }
}

/** Whether the server has said that there is no such booking, or none of theirs; not that it is busy. */
function isGone(failure: Failure | undefined): boolean {
  return (
    failure !== undefined &&
    (isRefusal(failure, 'BOOKING_NOT_FOUND') || isRefusal(failure, 'FORBIDDEN'))
  );
}

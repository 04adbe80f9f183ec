import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { BookingDto, WaitlistEntryDto } from '@boxoffice/contracts';
import { ChangedBookings } from '../booking/changed-bookings';
import { refreshWhileVisible } from '../api/refresh-while-visible';
import { Task } from '../api/task';
import { tickets } from '../design/counts';
import { PageState } from '../design/page-state';
import { ShowMore } from '../design/show-more';
import { EntryNotice } from '../waitlist/entry-notice';
import { OwnEntries } from '../waitlist/own-entries';
import { BookingHistory } from './booking-history';
import { BookingRow } from './booking-row';
import { Identity } from './identity';

/** A hold that ends while this page is open moves down to the ended ones within this time. */
const REFRESH_MS = 10_000;

@Component({
  selector: 'box-my-bookings-page',
  imports: [BookingRow, EntryNotice, MatButton, PageState, RouterLink, ShowMore],
  templateUrl: './my-bookings-page.html',
  styleUrl: './my-bookings-page.scss',
})
export class MyBookingsPage {
  protected readonly history = new BookingHistory();
  private readonly identity = inject(Identity);
  protected readonly waiting = new OwnEntries();
  protected readonly leaving = new Task();

  protected readonly groups = computed(() => {
    const all = this.history.items() ?? [];
    const having = (test: (booking: BookingDto) => boolean): BookingDto[] => all.filter(test);
    const isBought = ({ status }: BookingDto): boolean => status === 'confirmed';
    const isUpcoming = ({ event }: BookingDto): boolean => event.state !== 'ended';
    return [
      {
        heading: $localize`Payment due`,
        bookings: having((booking) => booking.status === 'pending'),
      },
      {
        heading: $localize`Upcoming`,
        // Most people open this page for their next event.
        bookings: having((booking) => isBought(booking) && isUpcoming(booking)).sort((a, b) =>
          a.event.startsAt.localeCompare(b.event.startsAt),
        ),
      },
      {
        heading: $localize`Past`,
        bookings: having((booking) => isBought(booking) && !isUpcoming(booking)),
      },
      {
        heading: $localize`Not completed`,
        bookings: having((booking) => booking.status !== 'pending' && !isBought(booking)),
      },
    ].filter((group) => group.bookings.length > 0);
  });
  protected readonly owner = computed(() => {
    const name = this.identity.user()?.name;
    const owned = tickets(this.history.totalTickets());
    return name ? `${name} · ${owned}` : owned;
  });

  constructor() {
    inject(ChangedBookings).follow(() => this.history.reload());
    refreshWhileVisible(() => {
      this.history.reload();
      this.waiting.reload();
    }, REFRESH_MS);
  }

  protected async leave(entry: WaitlistEntryDto): Promise<void> {
    await this.leaving.run(() => this.waiting.leave(entry));
  }
}

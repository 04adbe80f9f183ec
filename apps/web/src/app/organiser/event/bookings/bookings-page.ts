import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { EventBookingRowDto } from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { formatDayAndTime } from '../../../design/formats';
import { MoneyPipe } from '../../../design/money-pipe';
import { PageState } from '../../../design/page-state';
import { ShowMore } from '../../../design/show-more';
import { buyerName } from '../../buyer-name';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { missingOf } from '../../unread-words';
import { OrganiserEvent } from '../organiser-event';
import { filterParams, readFilters, type BookingFilters } from './booking-filters';
import { methodName, STATUSES, statusName } from './booking-words';
import { EventBookingList } from './event-booking-list';

/** How long typing has to rest before the list follows it. */
const TYPING_RESTS_MS = 250;

const NOTHING: BookingFilters = { search: '', status: '', tierId: '', from: '', to: '' };

/** An event's bookings: found by buyer or number, narrowed by status, tier and day. */
@Component({
  selector: 'box-event-bookings-page',
  imports: [MatButton, MoneyPipe, PageState, RouterLink, ShowMore, UnreadPage],
  templateUrl: './bookings-page.html',
  styleUrls: ['../../../admin/filters.scss', '../../../design/table.scss', './bookings-page.scss'],
})
export class EventBookingsPage {
  readonly eventId = input.required<string>();
  /** From the address. */
  readonly search = input<string>();
  readonly status = input<string>();
  readonly tierId = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();

  private readonly router = inject(Router);
  private typing: ReturnType<typeof setTimeout> | undefined;

  protected readonly current = inject(CurrentOrganiser);
  protected readonly event = new OrganiserEvent(this.current.id, () => this.eventId()).event.data;
  protected readonly filters = computed(() =>
    readFilters({
      search: this.search(),
      status: this.status(),
      tierId: this.tierId(),
      from: this.from(),
      to: this.to(),
    }),
  );
  protected readonly isFiltered = computed(
    () => Object.keys(filterParams(this.filters())).length > 0,
  );
  protected readonly list = new EventBookingList(
    this.current.id,
    () => this.eventId(),
    this.filters,
  );
  protected readonly isMissing = computed(
    () => missingOf(this.list.failure(), 'bookings') !== undefined,
  );
  protected readonly statuses = STATUSES;
  protected readonly statusName = statusName;
  protected readonly buyerName = buyerName;
  protected readonly when = formatDayAndTime;
  protected readonly number = formatReference;

  protected paidBy({ status, counterMethod }: EventBookingRowDto): string {
    return counterMethod === null
      ? statusName(status)
      : $localize`Counter: ${methodName(counterMethod)}:method:`;
  }

  protected what({ lines }: EventBookingRowDto): string {
    return lines
      .map(({ quantity, tier, ticketType }) =>
        [`${quantity} × ${tier}`, ticketType].filter((part) => part !== null).join(' · '),
      )
      .join(', ');
  }

  protected type(search: string): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.narrow({ search }), TYPING_RESTS_MS);
  }

  protected narrow(change: Partial<Record<keyof BookingFilters, string>>): void {
    clearTimeout(this.typing);
    const queryParams = filterParams(readFilters({ ...this.filters(), ...change }));
    void this.router.navigate([], { queryParams, replaceUrl: true });
  }

  protected showAll(): void {
    this.narrow(NOTHING);
  }
}

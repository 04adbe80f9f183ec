import { Component, computed, DOCUMENT, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { EventDto, TicketListingDto } from '@boxoffice/contracts';
import { API, apiUrl } from '../api/api-url';
import { isRefusal } from '../api/problem';
import { readApi } from '../api/read';
import { refreshWhileVisible } from '../api/refresh-while-visible';
import { tickets } from '../design/counts';
import { FailureNotice } from '../design/failure-notice';
import { formatEventMoment, formatMoney } from '../design/formats';
import { MoneyPipe } from '../design/money-pipe';
import { Notice } from '../design/notice';
import { saleState } from '../events/availability/sale-state';
import type { Choice } from '../events/order/choices';
import { ChosenOrder } from '../events/order/chosen-order';
import { addressOfOrder } from '../events/order/linked-order';
import type { Quantities } from '../events/order/order';
import { PriceNote } from '../events/price-note';
import { SaleNotice } from '../events/sale/sale-notice';
import { serverNow } from '../events/sale/server-now';
import { TierTicket } from '../events/tier-ticket';
import { EmbeddedMissing } from './embedded-missing';

/** The pages around are read more than bought from, and many readers leave them open. */
const REFRESH_MS = 10_000;

/**
 * The tickets of an event on somebody else's page. They are chosen here, and held and paid for on the event's own page,
 * in a tab of its own: a frame has no session, and nobody can see whose page it is that asks for their card.
 */
@Component({
  selector: 'box-embedded-event',
  imports: [
    EmbeddedMissing,
    FailureNotice,
    MatButton,
    MoneyPipe,
    Notice,
    PriceNote,
    SaleNotice,
    TierTicket,
  ],
  templateUrl: './embedded-event.html',
  styleUrl: './embedded-event.scss',
})
export class EmbeddedEvent {
  readonly eventId = input.required<string>();

  /** The language and the theme of the page around, for the next page in the frame. */
  protected readonly search = inject(DOCUMENT).location.search;

  protected readonly event = readApi<EventDto>(() => apiUrl('events', this.eventId()));
  protected readonly listing = readApi<TicketListingDto>(
    () => `${API}/tickets?eventId=${encodeURIComponent(this.eventId())}&limit=0`,
  );
  private readonly wanted = signal<Quantities>({});
  protected readonly order = new ChosenOrder(this.event.data, this.listing.data, this.wanted);

  protected readonly isMissing = computed(() => {
    const failure = this.event.failure();
    return (
      failure !== undefined &&
      (isRefusal(failure, 'EVENT_NOT_FOUND') || isRefusal(failure, 'INVALID_ID'))
    );
  });
  protected readonly facts = computed(() => {
    const event = this.event.data();
    if (!event) return '';
    const when = formatEventMoment(event.startsAt, event.timeZone);
    return [when, event.venue].filter((fact) => fact !== '').join(' · ');
  });

  protected readonly now = serverNow(
    computed(() => this.listing.data()?.asOf),
    computed(() => [
      this.event.data()?.saleStartsAt ?? null,
      this.event.data()?.saleEndsAt ?? null,
    ]),
  );
  protected readonly sale = computed(() => {
    const event = this.event.data();
    const now = this.now();
    return event && now !== undefined ? saleState(event, now) : undefined;
  });

  protected readonly counted = computed(() => tickets(this.order.summary().count));
  protected readonly action = computed(() => {
    const { count, totalMinor } = this.order.summary();
    if (count === 0) return $localize`Go to checkout`;
    if (totalMinor === 0) return $localize`Get tickets`;
    const total = formatMoney(totalMinor, this.event.data()?.currency ?? '');
    return $localize`Checkout · ${total}:total:`;
  });
  protected readonly checkout = computed(() =>
    addressOfOrder(this.eventId(), this.order.summary().lines),
  );

  constructor() {
    refreshWhileVisible(() => this.retry(), REFRESH_MS);
  }

  protected change(choice: Choice, quantity: number): void {
    this.wanted.set(this.order.with(choice, quantity));
  }

  protected retry(): void {
    this.event.reload();
    this.listing.reload();
  }
}

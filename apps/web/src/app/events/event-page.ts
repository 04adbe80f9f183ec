import {
  Component,
  computed,
  DOCUMENT,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import { Location } from '@angular/common';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { EventDto, TicketListingDto } from '@boxoffice/contracts';
import { ticketName } from '@boxoffice/contracts/formats';
import { Identity } from '../account/identity';
import { API, apiUrl } from '../api/api-url';
import { readApi } from '../api/read';
import { refreshWhileVisible } from '../api/refresh-while-visible';
import { Task } from '../api/task';
import { HeldNow } from '../booking/hold/held-now';
import { onlyLeft } from '../design/counts';
import { FailureNotice } from '../design/failure-notice';
import { Notice } from '../design/notice';
import { PageTitle } from '../shell/page-title';
import { EventAbout } from './about/event-about';
import { EventWaitlist } from '../waitlist/event-waitlist';
import { OrganiserFooter } from './about/organiser-footer';
import { EventFacts } from './event-facts';
import { EventSkeleton } from './event-skeleton';
import { EventUnreadable } from './event-unreadable';
import { holdWords } from './hold-words';
import type { Choice } from './order/choices';
import { ChosenOrder } from './order/chosen-order';
import { CodeField } from './order/code-field';
import type { CodesInHand } from './order/codes-in-hand';
import type { Quantities, Shrunk } from './order/order';
import { BuyerStep } from './order/buyer-step';
import { HeldHere } from './order/held-here';
import { KeptOrders } from './order/kept-orders';
import { OrderBar } from './order/order-bar';
import { Reserve } from './order/reserve';
import { EventImage } from './poster/event-image';
import { Poster } from './poster/poster';
import { OtherDates } from './series/other-dates';
import { saleState, type SaleState } from './availability/sale-state';
import { SaleNotice } from './sale/sale-notice';
import { serverNow } from './sale/server-now';
import { PriceNote } from './price-note';
import { TierTicket } from './tier-ticket';

/**
 * How often the counts are read again. Slower, and people choose tickets that are long gone; faster,
 * and a crowd that only looks costs the server more than those who buy.
 */
const REFRESH_MS = 4_000;

@Component({
  selector: 'box-event-page',
  imports: [
    BuyerStep,
    CodeField,
    EventAbout,
    EventImage,
    EventFacts,
    EventSkeleton,
    EventUnreadable,
    EventWaitlist,
    FailureNotice,
    HeldHere,
    MatButton,
    Notice,
    OrderBar,
    OtherDates,
    OrganiserFooter,
    Poster,
    SaleNotice,
    PriceNote,
    TierTicket,
  ],
  templateUrl: './event-page.html',
  styleUrl: './event-page.scss',
})
export class EventPage {
  readonly eventId = input.required<string>();

  private readonly router = inject(Router);
  private readonly location = inject(Location);
  private readonly identity = inject(Identity);
  private readonly reserve = inject(Reserve);
  private readonly keptOrders = inject(KeptOrders);
  private readonly heldNow = inject(HeldNow);

  protected readonly event = readApi<EventDto>(() => apiUrl('events', this.eventId()));
  protected readonly listing = readApi<TicketListingDto>(
    () => `${API}/tickets?eventId=${encodeURIComponent(this.eventId())}&limit=0`,
  );

  /** What the visitor asked for; {@link order} fits it to what is left. */
  private readonly wanted = linkedSignal<string, Quantities>({
    source: this.eventId,
    computation: (eventId) => this.keptOrders.of(eventId),
  });
  /** Those of one event are no other's. */
  protected readonly codes = linkedSignal<string, CodesInHand | undefined>({
    source: this.eventId,
    computation: () => undefined,
  });
  protected readonly hasCodes = computed(() => this.keptOrders.hasCodes(this.eventId()));
  protected readonly order = new ChosenOrder(
    this.event.data,
    this.listing.data,
    this.wanted,
    this.codes,
  );
  /** What to say of an order that the address has brought. */
  protected readonly broughtText = signal('');

  protected readonly holding = new Task();
  /** Whether a buyer who is not known has to say who they are first. */
  protected readonly isAskingWho = signal(false);

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
  /** Whether nothing will be sold any more. */
  protected readonly isClosed = computed(() => ['cancelled', 'over'].includes(this.sale() ?? ''));
  /** Whether something is sold out, so that it can be waited for. */
  protected readonly hasGone = computed(() =>
    this.order.choices().some(({ available }) => available === 0),
  );
  /** What is held of this event at this moment. */
  protected readonly heldHere = computed(() =>
    this.heldNow.orders().find(({ eventId }) => eventId === this.eventId()),
  );
  /** The order that is held already, until another one is put together. */
  protected readonly held = computed(() =>
    this.order.summary().count > 0 ? undefined : this.heldHere(),
  );
  /** Said once, to whoever has waited for it. */
  protected readonly openedText = linkedSignal<SaleState | undefined, string>({
    source: this.sale,
    computation: (now, before) => {
      if (now !== 'open') return '';
      return before?.source === 'not-begun'
        ? $localize`Tickets are on sale now.`
        : (before?.value ?? '');
    },
  });
  protected readonly holdText = computed(() =>
    holdWords(this.order.isAllFree(), this.order.most(), this.event.data()?.holdSeconds ?? 0),
  );

  constructor() {
    refreshWhileVisible(() => {
      // Prices of ticket types, and whether the event takes place; unchanged, it is a 304.
      this.event.reload();
      this.listing.reload();
    }, REFRESH_MS);

    const { hash } = inject(DOCUMENT).location;
    if (hash.startsWith('#order=')) {
      const begun = effect(() => {
        if (!this.event.data() || !this.listing.data()) return;
        begun.destroy();
        void this.takeOrder(hash);
      });
    }
    const pageTitle = inject(PageTitle);
    effect(() => {
      const name = this.event.data()?.name;
      if (name) pageTitle.set(name);
    });
  }

  protected shrunkText({ choice, to }: Shrunk): string {
    const tier = ticketName(choice);
    if (choice.available === 0) return $localize`No ${tier}:tier: tickets left`;
    return onlyLeft(Math.max(to, choice.available), tier);
  }

  protected change(choice: Choice, quantity: number): void {
    this.want(this.order.with(choice, quantity));
    this.holding.failure.set(undefined);
  }

  private want(order: Quantities): void {
    this.broughtText.set('');
    this.wanted.set(order);
    this.keptOrders.keep(this.eventId(), order);
  }

  /** An order that was chosen elsewhere: on a page of the organiser's own. */
  private async takeOrder(hash: string): Promise<void> {
    const { linkedOrder } = await import('./order/linked-order');
    const { order, isWhole } = linkedOrder(hash, this.order.choices(), this.order.most());
    // An address that brings nothing takes nothing away.
    if (Object.values(order).some((quantity) => quantity > 0)) this.want(order);
    if (!isWhole) this.broughtText.set($localize`Not everything you chose is available`);
    // Loaded again, the page shows what has been changed since.
    this.location.replaceState(this.location.path());
  }

  protected async hold(): Promise<void> {
    const held = this.held();
    if (held) {
      await this.router.navigate(['/checkout', held.bookingId]);
      return;
    }
    const { lines } = this.order.summary();
    const codes = this.codes()?.codes;
    if (this.holding.isBusy() || lines.length === 0) return;
    this.isAskingWho.set(false);
    await this.holding.run(async () => {
      await this.identity.untilKnown();
      if (this.identity.userId() === undefined) {
        this.isAskingWho.set(true);
        return;
      }
      const reservation = await this.reserve.hold({
        userId: this.identity.userId(),
        eventId: this.eventId(),
        tickets: lines.map(({ tierId, ticketTypeId, quantity }) => ({
          tierId,
          ...(ticketTypeId !== undefined && { ticketTypeId }),
          quantity,
        })),
        ...(codes && { codes }),
      });
      this.keptOrders.forget(this.eventId());
      const { bookingId } = reservation;
      const isGot = reservation.totalMinor === 0 && (await this.reserve.getFree(bookingId));
      await this.router.navigate([isGot ? '/bookings' : '/checkout', bookingId]);
    });
    if (this.holding.failure()) {
      this.listing.reload();
      this.codes()?.reload();
    }
  }

  protected retry(): void {
    this.event.reload();
    this.listing.reload();
  }
}

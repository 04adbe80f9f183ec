import { computed, effect, signal, type Signal } from '@angular/core';
import type { EventDto, TicketListingDto } from '@boxoffice/contracts';
import { tickets } from '../../design/counts';
import { choicesOf, type Choice } from './choices';
import {
  choiceLimit,
  choose,
  fit,
  ORDER_TICKETS_MAX,
  orderLimit,
  summarise,
  type Quantities,
} from './order';
import type { CodesInHand } from './codes-in-hand';
import type * as PricingOfOrders from './booking-fees';

/** An order that is put together: what can be chosen of an event, what has been, and what it costs. */
export class ChosenOrder {
  readonly choices = computed<Choice[]>(() => {
    const { tiers = [], asOf = '' } = this.listing() ?? {};
    const event = this.event();
    const types = (tierId: string) =>
      event?.tiers.find(({ id }) => id === tierId)?.ticketTypes ?? [];
    const plain = choicesOf(tiers, types, Date.parse(asOf));
    return this.codes()?.choices(plain) ?? plain;
  });
  private readonly fitted = computed(() => fit(this.choices(), this.wanted()));
  readonly chosen = computed(() => this.fitted().chosen);
  readonly shrunk = computed(() => this.fitted().shrunk);

  private readonly hasBookingFees = computed(
    () => this.event()?.fees.some(({ per }) => per === 'booking') === true,
  );
  private readonly pricing = signal<typeof PricingOfOrders | undefined>(undefined);
  private readonly bookingFeesOf = computed(() => {
    const event = this.event();
    return event && this.pricing()?.bookingFees(event);
  });
  /** Nothing is sold at a total that isn't the whole. */
  readonly isPriced = computed(() => !this.hasBookingFees() || !!this.pricing());
  readonly summary = computed(() => summarise(this.choices(), this.chosen(), this.bookingFeesOf()));

  readonly most = computed(() => {
    const event = this.event();
    return event ? orderLimit(event) : ORDER_TICKETS_MAX;
  });
  readonly isFull = computed(() => this.summary().count >= this.most());
  readonly limitText = computed(() => {
    const most = tickets(this.most());
    return this.mayOrderAgain()
      ? $localize`Limit: ${most}:tickets: per order`
      : $localize`Limit: ${most}:tickets: per person`;
  });
  /** Whether more can be had by ordering twice, or one person may have no more of the event. */
  readonly mayOrderAgain = computed(() => {
    const most = this.event()?.maxTicketsPerUser ?? null;
    return most === null || most > this.most();
  });
  readonly isAllGone = computed(
    () => this.choices().length > 0 && this.choices().every(({ available }) => available === 0),
  );
  readonly isAllFree = computed(
    () =>
      this.choices().length > 0 &&
      this.choices().every(({ fullPriceMinor }) => fullPriceMinor === 0),
  );
  /** Whether the order has tickets, and none of them costs anything. */
  readonly isFree = computed(() => {
    const { count, totalMinor } = this.summary();
    return count > 0 ? totalMinor === 0 : this.isAllFree();
  });
  /** Whether prices have something in them, or orders something beside them, that is to be said. */
  readonly hasCharges = computed(() => {
    const event = this.event();
    return (
      event !== undefined && !this.isAllFree() && (event.fees.length > 0 || event.tax !== null)
    );
  });

  private readonly soFar = computed(() => ({
    choices: this.choices(),
    chosen: this.chosen(),
    most: this.most(),
  }));

  /**
   * @param wanted what was asked for; {@link chosen} is that, fitted to what is left
   * @param codes what else there is to choose, or for less
   */
  constructor(
    private readonly event: Signal<EventDto | undefined>,
    private readonly listing: Signal<TicketListingDto | undefined>,
    private readonly wanted: Signal<Quantities>,
    private readonly codes: Signal<CodesInHand | undefined> = signal(undefined),
  ) {
    effect(() => {
      if (this.hasBookingFees())
        void import('./booking-fees').then((loaded) => {
          this.pricing.set(loaded);
        });
    });
  }

  limit(choice: Choice): number {
    return choiceLimit(choice, this.soFar());
  }

  /**
   * The order with so many of a choice. Based on the fitted order, not on the wish: otherwise tickets that came back
   * would reappear in an order that its owner has since seen shrink.
   */
  with(choice: Choice, quantity: number): Quantities {
    return choose(choice, quantity, this.soFar());
  }
}

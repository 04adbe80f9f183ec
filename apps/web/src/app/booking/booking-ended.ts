import { Component, computed, effect, input, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { BookingDto, BookingStatus, PaymentDto } from '@boxoffice/contracts';
import { apiUrl } from '../api/api-url';
import { readOwn } from '../api/read';
import type { IconName } from '../design/icon';
import { PageState } from '../design/page-state';
import { orderFragment } from '../events/order/linked-order';
import { BookingPapers } from '../papers/booking-papers';
import { PaymentHistory } from './history/payment-history';
import { WhatHappened } from './history/what-happened';

interface Ending {
  icon: IconName;
  heading: string;
  /** What happened to the tickets. */
  text: string;
  /** The same where it is certain that no money moved. */
  unpaid?: string;
  action: string;
  /** Whether that chooses the same tickets again. */
  isAgain?: boolean;
}

const expired = (): Ending => ({
  icon: 'clock',
  heading: $localize`Your time is up`,
  text: $localize`The tickets are back on sale, and may still be available.`,
  unpaid: $localize`The tickets are back on sale, and you weren’t charged. They may still be available.`,
  action: $localize`Pick the same tickets again`,
  isAgain: true,
});

/** A hold may have ended long before its event was cancelled: what happened to it is told, and nothing is offered. */
const ofCancelledEvent = (status: BookingStatus): Ending =>
  status === 'expired' || status === 'failed'
    ? {
        ...(ENDINGS[status] ?? expired)(),
        text: $localize`The event has been cancelled since.`,
        unpaid: $localize`You weren’t charged. The event has been cancelled since.`,
        action: $localize`See the event`,
        isAgain: false,
      }
    : {
        icon: 'calendar',
        heading: $localize`This event has been cancelled`,
        text: $localize`We’ve ended your hold.`,
        unpaid: $localize`We’ve ended your hold, and you weren’t charged.`,
        action: $localize`See the event`,
      };

const refundedWithEvent = (): Ending => ({
  icon: 'calendar',
  heading: $localize`This event has been cancelled`,
  text: $localize`Your tickets are no longer valid, and the booking is refunded.`,
  action: $localize`See the event`,
});

const ENDINGS: Partial<Record<BookingStatus, () => Ending>> = {
  expired,
  failed: () => ({
    icon: 'card',
    heading: $localize`Payment failed`,
    text: $localize`The tickets are back on sale, and may still be available.`,
    unpaid: $localize`You weren’t charged. The tickets are back on sale and may still be available.`,
    action: $localize`Pick the same tickets again`,
    isAgain: true,
  }),
  cancelled: () => ({
    icon: 'ticket',
    heading: $localize`You released these tickets`,
    text: $localize`They’re back on sale.`,
    unpaid: $localize`They’re back on sale, and you weren’t charged.`,
    action: $localize`Choose other tickets`,
  }),
  refunded: () => ({
    icon: 'check',
    heading: $localize`This booking was refunded`,
    text: $localize`The tickets are no longer valid.`,
    action: $localize`See the event`,
  }),
};

/** Payments of which no money has moved, and none ever will. */
const IS_UNPAID = new Set<PaymentDto['status']>(['created', 'cancelled', 'failed']);

/** A booking that has ended: what happened to the tickets and to the money, and the way back. */
@Component({
  selector: 'box-booking-ended',
  imports: [BookingPapers, MatButton, PageState, PaymentHistory, RouterLink, WhatHappened],
  template: `
    <box-page-state
      role="status"
      [icon]="ending().icon"
      [heading]="ending().heading"
      [text]="text()"
    >
      <a
        matButton="filled"
        [routerLink]="['/events', booking().eventId]"
        [fragment]="ending().isAgain ? order() : undefined"
        >{{ ending().action }}</a
      >
      <a i18n matButton="outlined" routerLink="/bookings">My bookings</a>
    </box-page-state>
    @if (payments.data(); as known) {
      <box-payment-history [payments]="known" />
    }
    <box-what-happened [bookingId]="booking().id" [follows]="payments.data()" />
    @if (booking().status === 'refunded') {
      @defer (on idle) {
        <box-booking-papers
          [bookingId]="booking().id"
          [url]="own()"
          [documentsUrl]="own() + '/papers'"
          [isBuyers]="true"
          [follows]="payments.data()"
        />
      }
    }
  `,
  styles: `
    box-payment-history,
    box-what-happened,
    box-booking-papers {
      display: block;
      max-width: 60ch;
    }
    box-booking-papers {
      margin-top: var(--space-7);
    }
  `,
})
export class BookingEnded {
  readonly booking = input.required<BookingDto>();

  /** Read again with the booking: money may arrive after its end, and go back. */
  protected readonly payments = readOwn<PaymentDto[]>(() =>
    apiUrl('bookings', this.booking().id, 'payments'),
  );

  protected readonly own = computed(() => apiUrl('bookings', this.booking().id));
  protected readonly order = computed(() => orderFragment(this.booking().lines));
  /** A hold whose time is up is told as ended, also in the second before the server's sweep. */
  protected readonly ending = computed(() => {
    const { status, event } = this.booking();
    if (event.state === 'cancelled') {
      return status === 'refunded' ? refundedWithEvent() : ofCancelledEvent(status);
    }
    return (ENDINGS[status] ?? expired)();
  });
  constructor() {
    effect(() => {
      this.booking();
      untracked(() => this.payments.reload());
    });
  }

  /** “You weren’t charged” is said only where nobody can have been. */
  protected readonly text = computed(() => {
    const { text, unpaid } = this.ending();
    return unpaid && this.isUnpaid() ? unpaid : text;
  });
  private readonly isUnpaid = computed(
    () => this.payments.data()?.every(({ status }) => IS_UNPAID.has(status)) === true,
  );
}

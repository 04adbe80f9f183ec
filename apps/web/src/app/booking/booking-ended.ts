import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { BookingDto, BookingStatus } from '@boxoffice/contracts';
import type { IconName } from '../design/icon';
import { PageState } from '../design/page-state';
import { orderFragment } from '../events/order/linked-order';

interface Ending {
  icon: IconName;
  heading: string;
  text: string;
  action: string;
  /** Whether that chooses the same tickets again. */
  isAgain?: boolean;
}

const expired = (): Ending => ({
  icon: 'clock',
  heading: $localize`Your time is up`,
  text: $localize`The tickets are back on sale, and you weren’t charged. They may still be available.`,
  action: $localize`Pick the same tickets again`,
  isAgain: true,
});

/** A hold may have ended long before its event was cancelled: what happened to it is told, and nothing is offered. */
const ofCancelledEvent = (status: BookingStatus): Ending =>
  status === 'expired' || status === 'failed'
    ? {
        ...(ENDINGS[status] ?? expired)(),
        text: $localize`You weren’t charged. The event has been cancelled since.`,
        action: $localize`See the event`,
        isAgain: false,
      }
    : {
        icon: 'calendar',
        heading: $localize`This event has been cancelled`,
        text: $localize`We’ve ended your hold, and you weren’t charged.`,
        action: $localize`See the event`,
      };

const ENDINGS: Partial<Record<BookingStatus, () => Ending>> = {
  expired,
  failed: () => ({
    icon: 'card',
    heading: $localize`Payment failed`,
    text: $localize`You weren’t charged. The tickets are back on sale and may still be available.`,
    action: $localize`Pick the same tickets again`,
    isAgain: true,
  }),
  cancelled: () => ({
    icon: 'ticket',
    heading: $localize`You released these tickets`,
    text: $localize`They’re back on sale, and you weren’t charged.`,
    action: $localize`Choose other tickets`,
  }),
  refunded: () => ({
    icon: 'check',
    heading: $localize`This booking was refunded`,
    text: $localize`The tickets are no longer valid.`,
    action: $localize`See the event`,
  }),
};

/** A booking that has ended: what happened to the tickets and to the money, and the way back. */
@Component({
  selector: 'box-booking-ended',
  imports: [MatButton, PageState, RouterLink],
  template: `
    <box-page-state
      role="status"
      [icon]="ending().icon"
      [heading]="ending().heading"
      [text]="ending().text"
    >
      <a
        matButton="filled"
        [routerLink]="['/events', booking().eventId]"
        [fragment]="ending().isAgain ? order() : undefined"
        >{{ ending().action }}</a
      >
      <a i18n matButton="outlined" routerLink="/bookings">My bookings</a>
    </box-page-state>
  `,
})
export class BookingEnded {
  readonly booking = input.required<BookingDto>();

  protected readonly order = computed(() => orderFragment(this.booking().lines));
  /** A hold whose time is up is told as ended, also in the second before the server's sweep. */
  protected readonly ending = computed(() => {
    const { status, event } = this.booking();
    if (event.state === 'cancelled' && status !== 'refunded') return ofCancelledEvent(status);
    return (ENDINGS[status] ?? expired)();
  });
}

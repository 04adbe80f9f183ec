import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { BookingDto, BookingStatus } from '@boxoffice/contracts';
import type { IconName } from '../design/icon';
import { PageState } from '../design/page-state';

interface Ending {
  icon: IconName;
  heading: string;
  text: string;
  action: string;
}

const EXPIRED: Ending = {
  icon: 'clock',
  heading: 'Your hold ended',
  text: 'The tickets went back on sale; nothing was charged. They may still be there.',
  action: 'Choose tickets again',
};

const ENDINGS: Partial<Record<BookingStatus, Ending>> = {
  expired: EXPIRED,
  failed: {
    icon: 'card',
    heading: 'The payment did not go through',
    text: 'Nothing was charged. The tickets went back on sale, and they may still be there.',
    action: 'Choose tickets again',
  },
  cancelled: {
    icon: 'ticket',
    heading: 'You released these tickets',
    text: 'They are back on sale, and nothing was charged.',
    action: 'Choose other tickets',
  },
  refunded: {
    icon: 'check',
    heading: 'This booking was refunded',
    text: 'The tickets are no longer valid.',
    action: 'See the event',
  },
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
      <a matButton="filled" [routerLink]="['/events', booking().eventId]">{{ ending().action }}</a>
      <a matButton="outlined" routerLink="/bookings">My bookings</a>
    </box-page-state>
  `,
})
export class BookingEnded {
  readonly booking = input.required<BookingDto>();

  /** A hold whose time is up is told as ended, also in the second before the server's sweep. */
  protected readonly ending = computed(() => ENDINGS[this.booking().status] ?? EXPIRED);
}

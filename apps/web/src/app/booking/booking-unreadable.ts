import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { isRefusal, type Failure } from '../api/problem';
import { PageState } from '../design/page-state';

/** A booking that could not be read: it does not exist, or the server did not answer. */
@Component({
  selector: 'box-booking-unreadable',
  imports: [MatButton, PageState, RouterLink],
  template: `
    @if (isMissing()) {
      <box-page-state
        icon="ticket"
        heading="Booking not found"
        i18n-heading
        text="The link may be incomplete. You’ll find all your bookings in one place."
        i18n-text
      >
        <a i18n matButton="filled" routerLink="/bookings">My bookings</a>
      </box-page-state>
    } @else {
      <box-page-state
        icon="alert"
        heading="We couldn’t load this booking"
        i18n-heading
        text="Try again in a moment."
        i18n-text
      >
        <button i18n matButton="filled" type="button" (click)="retry.emit()">Try again</button>
      </box-page-state>
    }
  `,
})
export class BookingUnreadable {
  readonly failure = input.required<Failure>();
  readonly retry = output();

  protected readonly isMissing = computed(
    () => isRefusal(this.failure(), 'BOOKING_NOT_FOUND') || isRefusal(this.failure(), 'INVALID_ID'),
  );
}

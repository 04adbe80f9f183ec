import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { tickets } from '../design/counts';
import { Notice } from '../design/notice';
import { Session } from '../session/session';

/** Says, in every tab, what became of the tickets of a guest who has signed in. */
@Component({
  selector: 'box-guest-holds-notice',
  imports: [MatButton, Notice, RouterLink],
  template: `
    <div class="page">
      @if (moved().length > 0) {
        <box-notice tone="info" heading="We’ve kept your tickets" i18n-heading>
          <p i18n>
            The tickets you held as a guest are now held for {{ session.account()?.name }}. The time
            left to pay hasn’t changed.
          </p>
          <p class="next">
            @for (hold of moved(); track hold.bookingId) {
              <a
                i18n
                matButton="outlined"
                [routerLink]="['/checkout', hold.bookingId]"
                (click)="session.dismissGuestHolds()"
                >Go to checkout</a
              >
            }
            <button i18n matButton type="button" (click)="session.dismissGuestHolds()">
              Close
            </button>
          </p>
        </box-notice>
      }
      @for (hold of released(); track hold.bookingId) {
        <box-notice
          tone="warning"
          heading="We’ve released the tickets you held as a guest"
          i18n-heading
        >
          <p>{{ limitText(hold.limit) }}</p>
          <p class="next">
            <button i18n matButton type="button" (click)="session.dismissGuestHolds()">
              Close
            </button>
          </p>
        </box-notice>
      }
    </div>
  `,
  styles: `
    .page {
      display: grid;
      gap: var(--space-3);
      padding-block: var(--space-4) 0;
    }
    .next {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      margin-top: var(--space-2);
    }
  `,
})
export class GuestHoldsNotice {
  protected readonly session = inject(Session);
  protected readonly moved = computed(() =>
    this.session.guestHolds().filter(({ released }) => !released),
  );
  protected readonly released = computed(() =>
    this.session.guestHolds().filter(({ released }) => released),
  );

  protected limitText(limit: number | null): string {
    return limit === null
      ? $localize`Your account already has all the tickets one person can have for this event. You weren’t charged.`
      : $localize`Your account already has tickets for this event, and the limit is ${tickets(limit)}:tickets: per person. You weren’t charged.`;
  }
}

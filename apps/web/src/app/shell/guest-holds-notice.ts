import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { countOf } from '../design/counts';
import { Notice } from '../design/notice';
import { Session } from '../session/session';

/** Says, in every tab, what became of the tickets of a guest who has signed in. */
@Component({
  selector: 'box-guest-holds-notice',
  imports: [MatButton, Notice, RouterLink],
  template: `
    <div class="page">
      @if (moved().length > 0) {
        <box-notice tone="info" heading="Your tickets came along">
          <p>
            The tickets you held as a guest are held for
            {{ session.account()?.name ?? 'your account' }} now, for the time that was left.
          </p>
          <p class="next">
            @for (hold of moved(); track hold.bookingId) {
              <a
                matButton="outlined"
                [routerLink]="['/checkout', hold.bookingId]"
                (click)="session.dismissGuestHolds()"
                >Continue to payment</a
              >
            }
            <button matButton type="button" (click)="session.dismissGuestHolds()">Close</button>
          </p>
        </box-notice>
      }
      @for (hold of released(); track hold.bookingId) {
        <box-notice tone="warning" heading="The tickets you held as a guest were released">
          <p>
            One buyer may have {{ limitWords(hold.limit) }} of this event, and your account has some
            already. Nothing was charged for the ones you held.
          </p>
          <p class="next">
            <button matButton type="button" (click)="session.dismissGuestHolds()">Close</button>
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

  protected limitWords(limit: number | null): string {
    return limit === null ? 'no more tickets' : `at most ${countOf(limit, 'ticket')}`;
  }
}

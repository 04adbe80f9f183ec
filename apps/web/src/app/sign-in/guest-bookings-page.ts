import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Identity } from '../account/identity';
import { isRefusal } from '../api/problem';
import { Task } from '../api/task';
import { PageState } from '../design/page-state';
import { SignIn } from './sign-in';

/**
 * Finds a guest's bookings again, by the link of their mail. Opening the link begins nothing: that takes a
 * click, since mail scanners open links.
 */
@Component({
  selector: 'box-guest-bookings-page',
  imports: [MatButton, PageState, RouterLink],
  template: `
    <div class="page">
      @if (isSpent()) {
        <box-page-state
          role="alert"
          icon="clock"
          heading="This link no longer works"
          i18n-heading
          text="Your tickets are safe. Try the link in the latest email about your booking. Or create an account with the same email address, and your bookings move there."
          i18n-text
        >
          <a i18n matButton="filled" routerLink="/register">Create an account</a>
          <a i18n matButton="outlined" routerLink="/sign-in">Sign in</a>
        </box-page-state>
      } @else if (task.failure()) {
        <box-page-state
          role="alert"
          icon="alert"
          heading="We couldn’t open your bookings"
          i18n-heading
          text="Your tickets are safe, and the link still works. Try again in a moment."
          i18n-text
        >
          <button i18n matButton="filled" type="button" (click)="open()">Try again</button>
        </box-page-state>
      } @else if (stranger(); as name) {
        <box-page-state
          icon="person"
          heading="You’re signed in as {{ name }}"
          i18n-heading
          text="This link opens a guest’s bookings. You’ll be signed out first."
          i18n-text
        >
          <button i18n matButton="filled" type="button" (click)="open()">
            Open guest bookings
          </button>
          <a i18n matButton="outlined" routerLink="/bookings">Stay signed in</a>
        </box-page-state>
      } @else if (isAsked()) {
        <box-page-state
          role="status"
          icon="ticket"
          heading="One moment"
          i18n-heading
          text="We’re looking for your tickets."
          i18n-text
        />
      } @else {
        <box-page-state
          icon="ticket"
          heading="Your bookings"
          i18n-heading
          text="See the tickets you bought with this email address."
          i18n-text
        >
          <button i18n matButton="filled" type="button" (click)="open()">Show my tickets</button>
        </box-page-state>
      }
    </div>
  `,
})
export class GuestBookingsPage {
  /** From the address: what the mail's link carries. */
  readonly token = input<string>();
  /** From the address, too: whose tickets the mail is about. */
  readonly booking = input<string>();

  private readonly router = inject(Router);
  private readonly signIn = inject(SignIn);
  private readonly identity = inject(Identity);
  protected readonly isAsked = signal(false);
  protected readonly task = new Task();

  protected readonly isSpent = computed(() => {
    const failure = this.task.failure();
    return !this.token() || (failure !== undefined && isRefusal(failure, 'TOKEN_INVALID'));
  });
  /** Whose session the link would end; undefined once they said yes. */
  protected readonly stranger = computed(() =>
    this.identity.hasAccount() && !this.isAsked() ? this.identity.account()?.name : undefined,
  );

  protected async open(): Promise<void> {
    this.isAsked.set(true);
    await this.task.run(async () => {
      await this.signIn.byGuestLink(this.token() ?? '');
      const booking = this.booking();
      const isKnown = booking !== undefined && /^\d+$/.test(booking);
      const page = isKnown ? ['/bookings', booking, 'tickets'] : ['/bookings'];
      await this.router.navigate(page, { replaceUrl: true });
    });
  }
}

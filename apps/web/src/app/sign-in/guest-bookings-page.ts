import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Identity } from '../account/identity';
import { isRefusal, readFailure, type Failure } from '../api/problem';
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
          heading="This link does not work any more"
          text="The tickets themselves are safe. Each mail about a booking has a link of its own: try the newest one. Or make an account with the same address, and the bookings join it."
        >
          <a matButton="filled" routerLink="/register">Make an account</a>
          <a matButton="outlined" routerLink="/sign-in">Sign in</a>
        </box-page-state>
      } @else if (failure()) {
        <box-page-state
          role="alert"
          icon="alert"
          heading="Your bookings could not be opened"
          text="The server did not answer as it should. The tickets are safe, and the link still works."
        >
          <button matButton="filled" type="button" (click)="open()">Try again</button>
        </box-page-state>
      } @else if (stranger(); as name) {
        <box-page-state
          icon="person"
          [heading]="'You are signed in as ' + name"
          text="This link opens the bookings of a guest, and signs you out here first."
        >
          <button matButton="filled" type="button" (click)="open()">
            Open the guest's bookings
          </button>
          <a matButton="outlined" routerLink="/bookings">Stay with mine</a>
        </box-page-state>
      } @else if (isAsked()) {
        <box-page-state
          role="status"
          icon="ticket"
          heading="One moment"
          text="We are looking for your tickets."
        />
      } @else {
        <box-page-state
          icon="ticket"
          heading="Your bookings"
          text="See the tickets you bought with this email address."
        >
          <button matButton="filled" type="button" (click)="open()">Show my tickets</button>
        </box-page-state>
      }
    </div>
  `,
})
export class GuestBookingsPage {
  /** From the address: what the mail's link carries. */
  readonly token = input<string>();

  private readonly router = inject(Router);
  private readonly signIn = inject(SignIn);
  private readonly identity = inject(Identity);
  protected readonly isAsked = signal(false);
  protected readonly failure = signal<Failure | undefined>(undefined);

  protected readonly isSpent = computed(() => {
    const failure = this.failure();
    return !this.token() || (failure !== undefined && isRefusal(failure, 'TOKEN_INVALID'));
  });
  /** Whose session the link would end; undefined once they said yes. */
  protected readonly stranger = computed(() =>
    this.identity.hasAccount() && !this.isAsked() ? this.identity.account()?.name : undefined,
  );

  protected async open(): Promise<void> {
    this.isAsked.set(true);
    this.failure.set(undefined);
    try {
      await this.signIn.byGuestLink(this.token() ?? '');
      await this.router.navigate(['/bookings'], { replaceUrl: true });
    } catch (error) {
      this.failure.set(readFailure(error));
    }
  }
}

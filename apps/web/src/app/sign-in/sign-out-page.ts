import { Location } from '@angular/common';
import { Component, inject, signal, type OnInit } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Task } from '../api/task';
import { PageState } from '../design/page-state';
import { Session } from '../session/session';

/**
 * Signs out, and says whether it worked: while the server cannot be reached, somebody who walks away
 * from a shared computer would still be signed in. A link from elsewhere signs nobody out by itself.
 */
@Component({
  selector: 'box-sign-out-page',
  imports: [MatButton, PageState, RouterLink],
  template: `
    <div class="page">
      @if (task.failure()) {
        <box-page-state
          role="alert"
          icon="alert"
          heading="You’re still signed in"
          i18n-heading
          text="We couldn’t reach the server to sign you out on this device."
          i18n-text
        >
          <button i18n matButton="filled" type="button" (click)="signOut()">Try again</button>
        </box-page-state>
      } @else if (task.isBusy()) {
        <box-page-state
          role="status"
          icon="clock"
          heading="One moment"
          i18n-heading
          text="Signing you out…"
          i18n-text
        />
      } @else if (session.account(); as account) {
        <box-page-state
          icon="person"
          heading="Sign out, {{ account.name }}?"
          i18n-heading
          text="Your tickets stay in your account."
          i18n-text
        >
          <button i18n matButton="filled" type="button" (click)="signOut()">Sign out</button>
          <a i18n matButton="outlined" routerLink="/">Stay signed in</a>
        </box-page-state>
      } @else {
        <box-page-state
          role="status"
          icon="check"
          [heading]="isErased() ? erased.heading : signedOut.heading"
          [text]="isErased() ? erased.text : signedOut.text"
        >
          <a i18n matButton="filled" routerLink="/">See what’s on</a>
          <a i18n matButton="outlined" routerLink="/sign-in">Sign in</a>
        </box-page-state>
      }
    </div>
  `,
})
export class SignOutPage implements OnInit {
  protected readonly session = inject(Session);
  private readonly location = inject(Location);
  protected readonly task = new Task();
  /** Led here by the page that erased the account. */
  protected readonly isErased = signal(false);
  protected readonly signedOut = {
    heading: $localize`You’re signed out`,
    text: $localize`No one can see your bookings on this device any more.`,
  };
  protected readonly erased = {
    heading: $localize`Your account has been erased`,
    text: $localize`We’ve erased your personal data. Your purchases stay in our accounts, without your name.`,
  };

  ngOnInit(): void {
    const state = this.location.getState() as Partial<Record<'signOut' | 'erased', unknown>> | null;
    this.isErased.set(state?.erased === true);
    if (state?.signOut === true && this.session.account()) void this.signOut();
  }

  protected signOut(): Promise<boolean> {
    return this.task.run(() => this.session.signOut());
  }
}

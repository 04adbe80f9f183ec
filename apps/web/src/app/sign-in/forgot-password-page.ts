import { Component, computed, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Failure } from '../api/problem';
import { FailureNotice } from '../design/failure-notice';
import { isEmail } from '../form/rules';
import { sendForm } from '../form/send-form';
import { SubmitButton } from '../form/submit-button';
import { TextField } from '../form/text-field';
import { AccountMails } from './account-mails';
import { EntryCard } from './entry-card';
import { LookInYourMail } from './look-in-your-mail';

/** Asks for the mail that sets a new password. */
@Component({
  selector: 'box-forgot-password-page',
  imports: [
    EntryCard,
    FailureNotice,
    LookInYourMail,
    MatButton,
    RouterLink,
    SubmitButton,
    TextField,
  ],
  template: `
    <div class="page">
      <box-entry-card [heading]="heading()">
        @if (sentTo(); as email) {
          <box-look-in-your-mail
            [email]="email"
            [again]="sendAgain"
            (otherAddress)="sentTo.set(undefined)"
          >
            <span i18n>If there’s an account with this address, we’ve sent a link to</span>
          </box-look-in-your-mail>
        } @else {
          <p i18n class="muted">Enter your email and we’ll send you a link to set a new one.</p>
          @if (failure(); as failure) {
            <box-failure-notice [failure]="failure" [isRevealed]="true" />
          }
          <form novalidate (submit)="send($event)">
            <box-text-field
              label="Email"
              i18n-label
              type="email"
              autocomplete="username"
              [field]="fields.email"
            />
            <box-submit-button
              class="send"
              words="Send link"
              i18n-words
              [isBusy]="fields().submitting()"
            />
          </form>
        }
        <div stub>
          <h2 i18n>Remembered it?</h2>
          <p i18n class="muted">Nothing has changed: it still works.</p>
          <a i18n matButton="outlined" routerLink="/sign-in">Sign in</a>
        </div>
      </box-entry-card>
    </div>
  `,
  styleUrl: './sign-in-page.scss',
})
export class ForgotPasswordPage {
  private readonly mails = inject(AccountMails);
  private readonly model = signal({ email: '' });
  protected readonly fields = form(this.model, (path) => {
    isEmail(path.email);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly sentTo = signal<string | undefined>(undefined);
  protected readonly heading = computed(() =>
    this.sentTo() ? $localize`Check your email` : $localize`Forgot your password?`,
  );

  protected readonly sendAgain = (): Promise<void> =>
    this.mails.forgotPassword({ email: this.model().email.trim() });

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (await sendForm(this.fields, this.failure, this.sendAgain)) {
      this.sentTo.set(this.model().email.trim());
    }
  }
}

import { Location } from '@angular/common';
import { Component, computed, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Failure } from '../api/problem';
import { FailureNotice } from '../design/failure-notice';
import { PasswordField } from '../form/password-field';
import { isEmail, isName, isNewPassword, newPasswordHint } from '../form/rules';
import { sendForm } from '../form/send-form';
import { SubmitButton } from '../form/submit-button';
import { TextField } from '../form/text-field';
import { AccountMails } from './account-mails';
import { EntryCard } from './entry-card';
import { LookInYourMail } from './look-in-your-mail';

/** Makes an account. It works once the link in the mail has been opened. */
@Component({
  selector: 'box-register-page',
  imports: [
    EntryCard,
    FailureNotice,
    LookInYourMail,
    MatButton,
    PasswordField,
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
            <span i18n>Open the link we’ve sent to</span>
          </box-look-in-your-mail>
        } @else {
          @if (failure(); as failure) {
            <box-failure-notice [failure]="failure" [isRevealed]="true" />
          }
          <form novalidate (submit)="send($event)">
            <box-text-field label="Name" i18n-label autocomplete="name" [field]="fields.name" />
            <box-text-field
              label="Email"
              i18n-label
              type="email"
              autocomplete="username"
              [field]="fields.email"
            />
            <box-password-field
              label="Password"
              i18n-label
              autocomplete="new-password"
              [hint]="hint"
              [field]="fields.password"
            />
            <box-submit-button
              class="send"
              words="Create account"
              i18n-words
              [isBusy]="fields().submitting()"
            />
          </form>
        }
        <div stub>
          <h2 i18n>Already have an account?</h2>
          <p i18n class="muted">Sign in to see your tickets.</p>
          <a i18n matButton="outlined" routerLink="/sign-in" queryParamsHandling="preserve"
            >Sign in</a
          >
          <p i18n class="small muted">
            Bought as a guest? Create an account with the same email address, and those bookings
            move there.
          </p>
        </div>
      </box-entry-card>
    </div>
  `,
  styleUrl: './sign-in-page.scss',
})
export class RegisterPage {
  private readonly mails = inject(AccountMails);
  private readonly model = signal({ ...known(inject(Location).getState()), password: '' });
  protected readonly fields = form(this.model, (path) => {
    isName(path.name);
    isEmail(path.email);
    isNewPassword(path.password);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly sentTo = signal<string | undefined>(undefined);
  protected readonly heading = computed(() =>
    this.sentTo() ? $localize`One more step` : $localize`Create an account`,
  );
  protected readonly hint = newPasswordHint();

  protected readonly sendAgain = (): Promise<void> =>
    this.mails.resendVerification({ email: this.model().email.trim() });

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const { name, email, password } = this.model();
    const who = { name: name.trim(), email: email.trim(), password };
    if (await sendForm(this.fields, this.failure, () => this.mails.register(who))) {
      this.sentTo.set(who.email);
      // Nobody needs it any more, least of all this page.
      this.model.update((model) => ({ ...model, password: '' }));
      this.fields().reset();
    }
  }
}

/** A guest who makes an account has given name and address already. */
function known(state: unknown): { name: string; email: string } {
  const { name, email } = (state ?? {}) as Partial<Record<'name' | 'email', unknown>>;
  return {
    name: typeof name === 'string' ? name : '',
    email: typeof email === 'string' ? email : '',
  };
}

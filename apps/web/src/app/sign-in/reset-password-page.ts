import { Component, computed, inject, input, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { isRefusal, type Failure } from '../api/problem';
import { FailureNotice } from '../design/failure-notice';
import { PageState } from '../design/page-state';
import { PasswordField } from '../form/password-field';
import { isNewPassword, newPasswordHint } from '../form/rules';
import { sendForm } from '../form/send-form';
import { SubmitButton } from '../form/submit-button';
import { AccountMails } from './account-mails';
import { EntryCard } from './entry-card';

/** Sets a new password, by the link of a mail. */
@Component({
  selector: 'box-reset-password-page',
  imports: [
    EntryCard,
    FailureNotice,
    MatButton,
    PageState,
    PasswordField,
    RouterLink,
    SubmitButton,
  ],
  template: `
    <div class="page">
      @if (isDone()) {
        <box-page-state
          role="status"
          icon="check"
          heading="Password changed"
          i18n-heading
          text="You’ve been signed out everywhere. Sign in with your new password."
          i18n-text
        >
          <a i18n matButton="filled" routerLink="/sign-in">Sign in</a>
        </box-page-state>
      } @else if (isSpent()) {
        <box-page-state
          role="alert"
          icon="clock"
          heading="This link no longer works"
          i18n-heading
          text="Links work once and expire after a while. Your password hasn’t changed."
          i18n-text
        >
          <a i18n matButton="filled" routerLink="/forgot-password">Request a new link</a>
        </box-page-state>
      } @else {
        <box-entry-card heading="Set a new password" i18n-heading>
          @if (failure(); as failure) {
            <box-failure-notice [failure]="failure" [isRevealed]="true" />
          }
          <form novalidate (submit)="send($event)">
            <box-password-field
              label="New password"
              i18n-label
              autocomplete="new-password"
              [hint]="hint"
              [field]="fields.password"
            />
            <box-submit-button
              class="send"
              words="Set password"
              i18n-words
              [isBusy]="fields().submitting()"
            />
          </form>
          <div stub>
            <h2 i18n>What happens next</h2>
            <p i18n class="muted">
              You’ll be signed out on every device, and so will anyone who knew your old password.
            </p>
          </div>
        </box-entry-card>
      }
    </div>
  `,
  styleUrl: './sign-in-page.scss',
})
export class ResetPasswordPage {
  /** From the address: what the mail's link carries. */
  readonly token = input<string>();

  private readonly mails = inject(AccountMails);
  private readonly model = signal({ password: '' });
  protected readonly hint = newPasswordHint();
  protected readonly fields = form(this.model, (path) => {
    isNewPassword(path.password);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly isDone = signal(false);
  protected readonly isSpent = computed(() => {
    const failure = this.failure();
    return !this.token() || (failure !== undefined && isRefusal(failure, 'TOKEN_INVALID'));
  });

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const token = this.token() ?? '';
    const { password } = this.model();
    this.isDone.set(
      await sendForm(this.fields, this.failure, () =>
        this.mails.resetPassword({ token, password }),
      ),
    );
  }
}

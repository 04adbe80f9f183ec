import { Component, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { Notice } from '../../design/notice';
import { PasswordField } from '../../form/password-field';
import { asksFor, isNewPassword, newPasswordHint } from '../../form/rules';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { Session } from '../../session/session';
import { OwnAccount } from '../own-account';

const NOTHING = { currentPassword: '', newPassword: '' };

/** Changes the password. Whoever is signed in elsewhere has to sign in again with the new one. */
@Component({
  selector: 'box-change-password',
  imports: [FailureNotice, Notice, PasswordField, SubmitButton],
  template: `
    <h2 i18n>Password</h2>
    <p i18n class="muted">Changing it signs you out on every other device.</p>
    @if (isChanged()) {
      <box-notice tone="success" heading="Password changed" i18n-heading>
        <p i18n>You’ve been signed out everywhere else.</p>
      </box-notice>
    }
    @if (failure(); as failure) {
      <box-failure-notice [failure]="failure" />
    }
    <form novalidate (submit)="change($event)">
      <!-- Password managers want to know whose password it is. -->
      <input
        class="visually-hidden"
        type="text"
        autocomplete="username"
        aria-hidden="true"
        tabindex="-1"
        readonly
        [value]="account()?.email"
      />
      <box-password-field
        label="Current password"
        i18n-label
        autocomplete="current-password"
        [field]="fields.currentPassword"
      />
      <box-password-field
        label="New password"
        i18n-label
        autocomplete="new-password"
        [hint]="hint"
        [field]="fields.newPassword"
      />
      <div class="actions">
        <box-submit-button
          words="Change password"
          i18n-words
          look="outlined"
          [isBusy]="fields().submitting()"
        />
      </div>
    </form>
  `,
  styleUrl: '../account-page.scss',
})
export class ChangePassword {
  private readonly own = inject(OwnAccount);
  protected readonly account = inject(Session).account;
  private readonly model = signal(NOTHING);
  protected readonly hint = newPasswordHint();
  protected readonly fields = form(this.model, (path) => {
    asksFor(path.currentPassword, $localize`Enter your current password`);
    isNewPassword(path.newPassword);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly isChanged = signal(false);

  protected async change(event: Event): Promise<void> {
    event.preventDefault();
    this.isChanged.set(false);
    const isDone = await sendForm(
      this.fields,
      this.failure,
      () => this.own.changePassword(this.model()),
      { WRONG_PASSWORD: 'currentPassword' },
    );
    if (!isDone) return;
    this.isChanged.set(true);
    this.fields().reset(NOTHING);
  }
}

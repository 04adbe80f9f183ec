import { afterNextRender, Component, inject, output, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { PasswordField } from '../../form/password-field';
import { asksFor, digitsOnly } from '../../form/rules';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { OwnAccount } from '../own-account';

/** Turns the second factor off, for whoever has both factors. */
@Component({
  selector: 'box-turn-off-two-factor',
  imports: [FailureNotice, MatButton, PasswordField, SubmitButton, TextField],
  template: `
    <p i18n class="muted">
      You’ll sign in with your password only. Your recovery codes will stop working.
    </p>
    @if (failure(); as failure) {
      <box-failure-notice [failure]="failure" />
    }
    <form novalidate (submit)="turnOff($event)">
      <box-password-field
        label="Your password"
        i18n-label
        autocomplete="current-password"
        [field]="fields.password"
      />
      <box-text-field
        label="6-digit code or recovery code"
        i18n-label
        autocomplete="one-time-code"
        [isCode]="true"
        [field]="fields.code"
      />
      <div class="actions">
        <box-submit-button
          class="danger"
          words="Turn off"
          i18n-words
          look="outlined"
          [isBusy]="fields().submitting()"
        />
        <button i18n matButton type="button" (click)="cancelled.emit()">Keep on</button>
      </div>
    </form>
  `,
  styleUrl: '../account-page.scss',
  styles: `
    :host {
      max-width: none;
      gap: var(--space-4);
    }
  `,
})
export class TurnOffTwoFactor {
  readonly done = output();
  readonly cancelled = output();

  private readonly own = inject(OwnAccount);
  private readonly model = signal({ password: '', code: '' });
  protected readonly fields = form(this.model, (path) => {
    asksFor(path.password, $localize`Enter your password`);
    asksFor(path.code, $localize`Enter the code from your app, or a recovery code`);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);

  constructor() {
    afterNextRender(() => this.fields.password().focusBoundControl());
  }

  protected async turnOff(event: Event): Promise<void> {
    event.preventDefault();
    const { password, code } = this.model();
    const digits = digitsOnly(code);
    const proof = { password, code: /^\d{6}$/.test(digits) ? digits : code.trim() };
    const isDone = await sendForm(
      this.fields,
      this.failure,
      () => this.own.disableTwoFactor(proof),
      { WRONG_PASSWORD: 'password', WRONG_CODE: 'code' },
    );
    if (isDone) this.done.emit();
  }
}

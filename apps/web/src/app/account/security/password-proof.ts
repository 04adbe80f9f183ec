import { afterNextRender, Component, inject, input, output, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { PasswordField } from '../../form/password-field';
import { asksFor } from '../../form/rules';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { Session } from '../../session/session';

/** Asks for the password again, before something that a thief of a session must not do. */
@Component({
  selector: 'box-password-proof',
  imports: [FailureNotice, MatButton, PasswordField, SubmitButton],
  template: `
    @if (failure(); as failure) {
      <box-failure-notice [failure]="failure" />
    }
    <form novalidate (submit)="send($event)">
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
        label="Your password"
        i18n-label
        autocomplete="current-password"
        [field]="fields.password"
      />
      <div class="actions">
        <box-submit-button
          [class.danger]="isDangerous()"
          [words]="action()"
          look="outlined"
          [isBusy]="fields().submitting()"
        />
        <button matButton type="button" (click)="cancelled.emit()">{{ otherwise() }}</button>
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
export class PasswordProof {
  /** What follows: `Turn on`. */
  readonly action = input.required<string>();
  readonly otherwise = input($localize`Not now`);
  /** It cannot be undone. */
  readonly isDangerous = input(false);
  /** Does it; a wrong password is told at the field. */
  readonly work = input.required<(password: string) => Promise<unknown>>();
  readonly done = output();
  readonly cancelled = output();

  protected readonly account = inject(Session).account;
  private readonly model = signal({ password: '' });
  protected readonly fields = form(this.model, (path) => {
    asksFor(path.password, $localize`Enter your password`);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);

  constructor() {
    afterNextRender(() => this.fields.password().focusBoundControl());
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const isDone = await sendForm(
      this.fields,
      this.failure,
      () => this.work()(this.model().password),
      { WRONG_PASSWORD: 'password' },
    );
    if (isDone) this.done.emit();
  }
}

import { afterNextRender, Component, computed, inject, input, output, signal } from '@angular/core';
import { form, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { SecondFactorChallengeDto } from '@boxoffice/contracts';
import { isRefusal, type Failure } from '../api/problem';
import { FailureNotice } from '../design/failure-notice';
import { Notice } from '../design/notice';
import { digitsOnly } from '../form/rules';
import { sendForm } from '../form/send-form';
import { SubmitButton } from '../form/submit-button';
import { TextField } from '../form/text-field';
import { SignIn } from './sign-in';

/** The second step of a sign-in: the authenticator's digits, or one of the recovery codes. */
@Component({
  selector: 'box-second-factor-form',
  imports: [FailureNotice, MatButton, Notice, SubmitButton, TextField],
  template: `
    @if (isTooLate()) {
      <box-notice tone="warning" heading="That took too long" i18n-heading>
        <p i18n>To keep your account safe, sign-in expires after a few minutes.</p>
      </box-notice>
      <button i18n matButton="filled" type="button" class="send" (click)="startAgain.emit()">
        Start again
      </button>
    } @else {
      <p class="muted">{{ isRecovery() ? recoveryText : appText }}</p>
      @if (failure(); as failure) {
        <box-failure-notice [failure]="failure" [isRevealed]="true" />
      }
      <form novalidate (submit)="send($event)">
        @if (isRecovery()) {
          <box-text-field label="Recovery code" i18n-label [isCode]="true" [field]="fields.code" />
        } @else {
          <box-text-field
            label="6-digit code"
            i18n-label
            autocomplete="one-time-code"
            inputMode="numeric"
            [isCode]="true"
            [field]="fields.code"
          />
        }
        <div class="actions">
          <box-submit-button words="Sign in" i18n-words [isBusy]="fields().submitting()" />
          <button matButton type="button" (click)="change()">
            @if (isRecovery()) {
              <ng-container i18n>Use your app instead</ng-container>
            } @else {
              <ng-container i18n>Use a recovery code</ng-container>
            }
          </button>
        </div>
      </form>
    }
  `,
  styleUrl: './sign-in-page.scss',
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
    }
  `,
})
export class SecondFactorForm {
  readonly challenge = input.required<SecondFactorChallengeDto>();
  readonly done = output();
  readonly startAgain = output();

  private readonly signIn = inject(SignIn);
  private readonly model = signal({ code: '' });
  protected readonly isRecovery = signal(false);
  protected readonly fields = form(this.model, (path) => {
    validate(path.code, ({ value }) => {
      const code = digitsOnly(value());
      if (this.isRecovery()) {
        return code ? null : { kind: 'code', message: $localize`Enter one of your recovery codes` };
      }
      return /^\d{6}$/.test(code)
        ? null
        : { kind: 'code', message: $localize`Enter the 6-digit code from your app` };
    });
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly isTooLate = computed(() => {
    const failure = this.failure();
    return failure !== undefined && isRefusal(failure, 'TOKEN_INVALID');
  });

  constructor() {
    // The form that had the focus is gone.
    afterNextRender(() => this.fields.code().focusBoundControl());
  }

  protected readonly appText = $localize`Open your authenticator app and enter the code it shows for Boxoffice.`;
  protected readonly recoveryText = $localize`Enter one of the codes you saved. Each works once.`;

  protected change(): void {
    this.isRecovery.update((isRecovery) => !isRecovery);
    this.model.set({ code: '' });
    this.fields().reset();
    this.failure.set(undefined);
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const { challenge } = this.challenge();
    const isDone = await sendForm(
      this.fields,
      this.failure,
      () => this.signIn.bySecondFactor({ challenge, code: this.code() }),
      { WRONG_CODE: 'code' },
    );
    if (isDone) this.done.emit();
  }

  private code(): string {
    const { code } = this.model();
    return this.isRecovery() ? code.trim() : digitsOnly(code);
  }
}

import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { TwoFactorSecretDto } from '@boxoffice/contracts';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { digitsOnly, isAuthenticatorCode } from '../../form/rules';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { OwnAccount } from '../own-account';

/** Gives the secret to an authenticator, and asks for its first code: so that it surely has it. */
@Component({
  selector: 'box-authenticator-setup',
  imports: [FailureNotice, MatButton, SubmitButton, TextField],
  templateUrl: './authenticator-setup.html',
  styleUrls: ['../account-page.scss', './authenticator-setup.scss'],
})
export class AuthenticatorSetup {
  readonly secret = input.required<TwoFactorSecretDto>();
  /** It is on; these are the recovery codes. */
  readonly enabled = output<string[]>();
  readonly cancelled = output();

  private readonly own = inject(OwnAccount);
  private readonly model = signal({ code: '' });
  protected readonly fields = form(this.model, (path) => {
    isAuthenticatorCode(path.code);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);

  protected readonly picture = computed(
    () => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(this.secret().qrSvg)}`,
  );
  /** By four, as it is read off and typed in. */
  protected readonly typed = computed(() => this.secret().secret.replace(/(.{4})(?=.)/g, '$1 '));

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => host.querySelector<HTMLElement>('h3')?.focus());
  }

  protected async confirm(event: Event): Promise<void> {
    event.preventDefault();
    let codes: string[] = [];
    const isDone = await sendForm(
      this.fields,
      this.failure,
      async () => {
        codes = await this.own.enableTwoFactor({ code: digitsOnly(this.model().code) });
      },
      { WRONG_CODE: 'code' },
    );
    if (isDone) this.enabled.emit(codes);
  }
}

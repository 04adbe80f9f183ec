import { Component, computed, inject, input, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { isRefusal, type Failure } from '../api/problem';
import { FailureNotice } from '../design/failure-notice';
import { PageState } from '../design/page-state';
import { PasswordField } from '../form/password-field';
import { asksFor, isEmail } from '../form/rules';
import { sendForm } from '../form/send-form';
import { SubmitButton } from '../form/submit-button';
import { TextField } from '../form/text-field';
import { AccountMails } from './account-mails';
import { EntryCard } from './entry-card';
import { LookInYourMail } from './look-in-your-mail';

/**
 * Completes a registration, by the link of a mail and the password. Opening the link sends nothing: mail
 * scanners open links, and press buttons, too.
 */
@Component({
  selector: 'box-verify-email-page',
  imports: [
    EntryCard,
    FailureNotice,
    LookInYourMail,
    MatButton,
    PageState,
    PasswordField,
    RouterLink,
    SubmitButton,
    TextField,
  ],
  templateUrl: './verify-email-page.html',
  styleUrl: './sign-in-page.scss',
})
export class VerifyEmailPage {
  /** From the address: what the mail's link carries. */
  readonly token = input<string>();

  private readonly mails = inject(AccountMails);
  private readonly proof = signal({ password: '' });
  protected readonly proofFields = form(this.proof, (path) => {
    asksFor(path.password, $localize`Enter the password you chose`);
  });
  private readonly model = signal({ email: '' });
  protected readonly fields = form(this.model, (path) => {
    isEmail(path.email);
  });
  protected readonly verified = signal<string | undefined>(undefined);
  protected readonly proofFailure = signal<Failure | undefined>(undefined);
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly sentTo = signal<string | undefined>(undefined);
  protected readonly spentHeading = computed(() =>
    this.sentTo() ? $localize`Check your email` : $localize`This link no longer works`,
  );
  protected readonly isSpent = computed(() => {
    const failure = this.proofFailure();
    return !this.token() || (failure !== undefined && isRefusal(failure, 'TOKEN_INVALID'));
  });

  protected async verify(event: Event): Promise<void> {
    event.preventDefault();
    const token = this.token() ?? '';
    const { password } = this.proof();
    await sendForm(this.proofFields, this.proofFailure, async () => {
      this.verified.set(await this.mails.verifyEmail({ token, password }));
    });
  }

  protected readonly sendAgain = (): Promise<void> =>
    this.mails.resendVerification({ email: this.model().email.trim() });

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (await sendForm(this.fields, this.failure, this.sendAgain)) {
      this.sentTo.set(this.model().email.trim());
    }
  }
}

import { Component, inject, input, signal, type OnInit } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { isRefusal, readFailure, type Failure } from '../api/problem';
import { FailureNotice } from '../design/failure-notice';
import { PageState } from '../design/page-state';
import { isEmail } from '../form/rules';
import { sendForm } from '../form/send-form';
import { SubmitButton } from '../form/submit-button';
import { TextField } from '../form/text-field';
import { AccountMails } from './account-mails';
import { EntryCard } from './entry-card';
import { LookInYourMail } from './look-in-your-mail';

/** Proves an address, by the link of a mail. Opening the link is all that it takes. */
@Component({
  selector: 'box-verify-email-page',
  imports: [
    EntryCard,
    FailureNotice,
    LookInYourMail,
    MatButton,
    PageState,
    RouterLink,
    SubmitButton,
    TextField,
  ],
  templateUrl: './verify-email-page.html',
  styleUrl: './sign-in-page.scss',
})
export class VerifyEmailPage implements OnInit {
  /** From the address: what the mail's link carries. */
  readonly token = input<string>();

  private readonly mails = inject(AccountMails);
  private readonly model = signal({ email: '' });
  protected readonly fields = form(this.model, (path) => {
    isEmail(path.email);
  });
  protected readonly verified = signal<string | undefined>(undefined);
  protected readonly isSpent = signal(false);
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly sentTo = signal<string | undefined>(undefined);

  ngOnInit(): void {
    void this.verify();
  }

  protected async verify(): Promise<void> {
    const token = this.token();
    this.failure.set(undefined);
    if (!token) {
      this.isSpent.set(true);
      return;
    }
    try {
      this.verified.set(await this.mails.verifyEmail({ token }));
    } catch (error) {
      const failure = readFailure(error);
      if (isRefusal(failure, 'TOKEN_INVALID')) this.isSpent.set(true);
      else this.failure.set(failure);
    }
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

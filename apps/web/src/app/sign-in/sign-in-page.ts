import { Location } from '@angular/common';
import { Component, inject, input, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { DemoUserDto, SecondFactorChallengeDto } from '@boxoffice/contracts';
import { Identity } from '../account/identity';
import { roleName } from '../account/role-name';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';
import { Notice } from '../design/notice';
import { PasswordField } from '../form/password-field';
import { asksFor, isEmail } from '../form/rules';
import { sendForm } from '../form/send-form';
import { SubmitButton } from '../form/submit-button';
import { TextField } from '../form/text-field';
import { ownPath } from '../session/own-path';
import { Session } from '../session/session';
import { EntryCard } from './entry-card';
import { SecondFactorForm } from './second-factor-form';
import { SignIn } from './sign-in';

/** Address and password, then the second factor where the account has one; and back to where it was. */
@Component({
  selector: 'box-sign-in-page',
  imports: [
    EntryCard,
    FailureNotice,
    MatButton,
    Notice,
    PasswordField,
    RouterLink,
    SecondFactorForm,
    SubmitButton,
    TextField,
  ],
  templateUrl: './sign-in-page.html',
  styleUrl: './sign-in-page.scss',
})
export class SignInPage {
  /** From the address: where to go on afterwards. */
  readonly returnTo = input<string>();

  private readonly router = inject(Router);
  private readonly signIn = inject(SignIn);
  protected readonly session = inject(Session);
  protected readonly identity = inject(Identity);

  protected readonly roleName = roleName;
  private readonly model = signal({ email: '', password: '' });
  protected readonly fields = form(this.model, (path) => {
    isEmail(path.email);
    asksFor(path.password, $localize`Enter your password`);
  });
  protected readonly task = new Task();
  protected readonly challenge = signal(challengeOf(inject(Location).getState()));

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    await this.task.run(() =>
      sendForm(this.fields, this.task.failure, () => this.prove(this.model())),
    );
  }

  protected async signInAs({ email, password }: DemoUserDto): Promise<void> {
    await this.task.run(() => this.prove({ email, password }));
  }

  protected startAgain(): void {
    this.challenge.set(undefined);
    this.model.update(({ email }) => ({ email, password: '' }));
    this.fields().reset();
  }

  protected goOn(): void {
    void this.router.navigateByUrl(ownPath(this.returnTo(), '/'), { replaceUrl: true });
  }

  private async prove({ email, password }: { email: string; password: string }): Promise<void> {
    const challenge = await this.signIn.byPassword({ email: email.trim(), password });
    if (challenge) this.challenge.set(challenge);
    else this.goOn();
  }
}

/** The header's menu leads here with the second factor that the account it chose asks for. */
function challengeOf(state: unknown): SecondFactorChallengeDto | undefined {
  if (typeof state !== 'object' || state === null || !('challenge' in state)) return undefined;
  return state.challenge as SecondFactorChallengeDto;
}

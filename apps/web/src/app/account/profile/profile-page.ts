import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { Icon } from '../../design/icon';
import { Notice } from '../../design/notice';
import { isName } from '../../form/rules';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { Session } from '../../session/session';
import { OwnAccount } from '../own-account';
import { roleName } from '../role-name';

/** Name and address, and where the rest of the account is. */
@Component({
  selector: 'box-profile-page',
  imports: [FailureNotice, Icon, Notice, RouterLink, SubmitButton, TextField],
  templateUrl: './profile-page.html',
  styleUrls: ['../account-page.scss', './profile-page.scss'],
})
export class ProfilePage {
  private readonly own = inject(OwnAccount);
  private readonly session = inject(Session);
  protected readonly account = this.session.account;
  protected readonly role = computed(() => roleName(this.account()?.role ?? 'customer'));

  /** Another tab may change the name; what is being typed here starts from the newest. */
  private readonly name = computed(() => this.account()?.name ?? '');
  private readonly model = linkedSignal(() => ({ name: this.name() }));
  protected readonly fields = form(this.model, (path) => {
    isName(path.name);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly isSaved = signal(false);
  protected readonly twoStep = computed(() =>
    this.account()?.twoFactor.enabled
      ? $localize`Your password. Two-step sign-in is on.`
      : $localize`Your password. Two-step sign-in is off.`,
  );

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.isSaved.set(false);
    const name = this.model().name.trim();
    this.isSaved.set(
      await sendForm(this.fields, this.failure, () => this.own.changeName({ name })),
    );
  }
}

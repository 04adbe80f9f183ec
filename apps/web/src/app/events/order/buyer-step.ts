import {
  afterNextRender,
  Component,
  computed,
  inject,
  input,
  output,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { Icon } from '../../design/icon';
import { isEmail, isName } from '../../form/rules';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { SignIn } from '../../sign-in/sign-in';

/**
 * Asks somebody who is not signed in who they are, between the order and the hold: name and address
 * are enough. The browser's own dialog keeps the keyboard inside, and lets Escape out.
 */
@Component({
  selector: 'box-buyer-step',
  imports: [FailureNotice, Icon, MatButton, RouterLink, SubmitButton, TextField],
  templateUrl: './buyer-step.html',
  styleUrl: './buyer-step.scss',
})
export class BuyerStep {
  /** Whether the tickets cost nothing, so that there is no checkout. */
  readonly isFree = input(false);
  /** What the button says; empty: what becomes of an order. */
  readonly words = input('');
  /** They are known now: the tickets can be held. */
  readonly known = output();
  readonly dismissed = output();

  private readonly signIn = inject(SignIn);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly model = signal({ name: '', email: '' });
  protected readonly here = inject(Router).url;
  protected readonly fields = form(this.model, (path) => {
    isName(path.name);
    isEmail(path.email);
  });
  protected readonly action = computed(
    () =>
      this.words() || (this.isFree() ? $localize`Get tickets` : $localize`Continue to checkout`),
  );
  protected readonly failure = signal<Failure | undefined>(undefined);

  constructor() {
    afterNextRender(() => {
      this.dialog().nativeElement.showModal();
      this.fields.name().focusBoundControl();
    });
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const { name, email } = this.model();
    const guest = { name: name.trim(), email: email.trim() };
    if (await sendForm(this.fields, this.failure, () => this.signIn.asGuest(guest))) {
      // First of all it gives the keyboard back to the button that opened it.
      this.dialog().nativeElement.close();
      this.known.emit();
    }
  }
}

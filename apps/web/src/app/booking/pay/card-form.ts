import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, required, submit, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Identity } from '../../account/identity';
import { ConfirmDialog } from '../../design/confirm-dialog';
import { formatMoney } from '../../design/formats';
import { Icon } from '../../design/icon';
import {
  demoCard,
  EMPTY_CARD,
  formatCardNumber,
  formatExpiry,
  isCardNumber,
  isExpired,
  isSecurityCode,
  readExpiry,
  type Card,
} from './card';

/** The simulated card form. It checks what a real one would, and sends nothing of it anywhere. */
@Component({
  selector: 'box-card-form',
  imports: [
    ConfirmDialog,
    FormField,
    Icon,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
  ],
  templateUrl: './card-form.html',
  styleUrl: './card-form.scss',
})
export class CardForm {
  protected readonly isReleasing = signal(false);
  readonly amountMinor = input.required<number>();
  readonly currency = input.required<string>();
  /** Completes what else the page asks, and leads to its first mistake. Both are judged at once. */
  readonly completeRest = input<() => Promise<boolean>>(() => Promise.resolve(true));
  /** Paying is under way: nothing can be sent again. */
  readonly isBusy = input(false);
  readonly pay = output();
  readonly simulateFailure = output();
  readonly release = output();

  private readonly identity = inject(Identity);
  private readonly card = signal<Card>(EMPTY_CARD);

  protected readonly fields = form(this.card, (path) => {
    required(path.name, { message: $localize`Enter the name on the card` });
    validate(path.number, ({ value }) =>
      isCardNumber(value())
        ? null
        : {
            kind: 'cardNumber',
            message: value()
              ? $localize`Check the card number: it’s incomplete or has a typo`
              : $localize`Enter the card number`,
          },
    );
    validate(path.expiry, ({ value }) => {
      const expiry = readExpiry(value());
      if (!expiry) return { kind: 'expiry', message: $localize`Enter a date like 12/29` };
      return isExpired(expiry, new Date())
        ? { kind: 'expired', message: $localize`This card has expired` }
        : null;
    });
    validate(path.code, ({ value }) =>
      isSecurityCode(value()) ? null : { kind: 'code', message: $localize`Enter 3 or 4 digits` },
    );
  });

  protected readonly firstErrorOf = {
    name: computed(() => this.fields.name().errors()[0]?.message),
    number: computed(() => this.fields.number().errors()[0]?.message),
    expiry: computed(() => this.fields.expiry().errors()[0]?.message),
    code: computed(() => this.fields.code().errors()[0]?.message),
  };

  protected readonly action = computed(() =>
    this.isBusy()
      ? $localize`One moment…`
      : $localize`Pay ${formatMoney(this.amountMinor(), this.currency())}:amount:`,
  );

  protected useDemoCard(): void {
    this.card.set(demoCard(this.identity.user()?.name ?? $localize`Demo buyer`, new Date()));
  }

  protected tidyNumber(): void {
    this.fields.number().value.update(formatCardNumber);
  }

  protected tidyExpiry(): void {
    this.fields.expiry().value.update(formatExpiry);
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isBusy()) return;
    const isRestComplete = await this.completeRest()();
    await submit(this.fields, {
      action: () => {
        if (isRestComplete) this.pay.emit();
        return Promise.resolve(undefined);
      },
      onInvalid: () => {
        if (isRestComplete) this.focusFirstError();
      },
    });
  }

  private focusFirstError(): void {
    const first = [this.fields.name, this.fields.number, this.fields.expiry, this.fields.code].find(
      (field) => field().invalid(),
    );
    first?.().focusBoundControl();
  }
}

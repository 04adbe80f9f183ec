import {
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { form, FormField, required, submit, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { SimulatedOutcome } from '@boxoffice/contracts';
import { Identity } from '../../account/identity';
import { formatMoney } from '../../design/formats';
import { Icon } from '../../design/icon';
import { Notice } from '../../design/notice';
import {
  demoCard,
  EMPTY_CARD,
  formatCardNumber,
  formatExpiry,
  isCardNumber,
  isExpired,
  isSecurityCode,
  outcomeOf,
  readExpiry,
  TEST_CARDS,
  type Card,
} from './card';

/** The simulated card form. It checks what a real one would, and sends nothing of it but how it is to end. */
@Component({
  selector: 'box-card-form',
  imports: [
    FormField,
    Icon,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    Notice,
  ],
  templateUrl: './card-form.html',
  styleUrl: './card-form.scss',
})
export class CardForm {
  readonly amountMinor = input.required<number>();
  readonly currency = input.required<string>();
  /** Completes what else the page asks, and leads to its first mistake. Both are judged at once. */
  readonly completeRest = input<() => Promise<boolean>>(() => Promise.resolve(true));
  /** Paying is under way: nothing can be sent again. */
  readonly isBusy = input(false);
  /** The bank has refused the last card; its number is marked until it is changed. */
  readonly isDeclined = input(false);
  readonly hasHeading = input(true);
  readonly pay = output<SimulatedOutcome>();

  private readonly identity = inject(Identity);
  private readonly card = signal<Card>(EMPTY_CARD);
  /** The number that was sent last, in this page. */
  private readonly sentNumber = signal('');
  protected readonly declinedNumber = computed(() => (this.isDeclined() ? this.sentNumber() : ''));
  protected readonly testCards = TEST_CARDS.map(({ number, words }) => ({
    number,
    words: words(),
  }));

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
    validate(path.number, ({ value }) =>
      value() && value() === this.declinedNumber()
        ? { kind: 'declined', message: $localize`Your bank declined this card. Use another one.` }
        : null,
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

  constructor() {
    effect(() => {
      if (this.declinedNumber()) untracked(() => this.fields.number().focusBoundControl());
    });
  }

  protected useDemoCard(): void {
    this.card.set(demoCard(this.identity.user()?.name ?? $localize`Demo buyer`, new Date()));
  }

  protected useCard(number: string): void {
    this.useDemoCard();
    this.card.update((card) => ({ ...card, number }));
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
        if (isRestComplete) {
          this.tidyNumber();
          const { number } = this.card();
          this.sentNumber.set(number);
          this.pay.emit(outcomeOf(number));
        }
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

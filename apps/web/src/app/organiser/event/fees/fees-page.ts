import {
  afterNextRender,
  Component,
  computed,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { EVENT_FEES_MAX, priceOfOne } from '@boxoffice/contracts/pricing';
import type { Failure } from '../../../api/problem';
import { FailureNotice } from '../../../design/failure-notice';
import { formatMoney } from '../../../design/formats';
import { Icon } from '../../../design/icon';
import { Notice } from '../../../design/notice';
import { ChoiceField } from '../../../form/choice-field';
import { sendForm } from '../../../form/send-form';
import { SubmitButton } from '../../../form/submit-button';
import { TextField } from '../../../form/text-field';
import { PriceNote } from '../../../events/price-note';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { OrganiserEvent } from '../organiser-event';
import { feesDraft, feesDto, isFees, newFee, NO_FEES, termsOf, type FeesDraft } from './fees-draft';
import { guardForm } from '../../unsaved';

/** What buyers pay on top of an event's prices, with what they will see of it. */
@Component({
  selector: 'box-fees-page',
  imports: [
    ChoiceField,
    FailureNotice,
    FormField,
    Icon,
    MatButton,
    Notice,
    PriceNote,
    RouterLink,
    SubmitButton,
    TextField,
    UnreadPage,
  ],
  templateUrl: './fees-page.html',
  styleUrl: './fees-page.scss',
})
export class FeesPage {
  readonly eventId = input.required<string>();

  private readonly injector = inject(Injector);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly one = new OrganiserEvent(this.current.id, () => this.eventId());
  private readonly isRead = computed(() => this.one.event.data() !== undefined);
  private readonly currency = computed(() => this.one.event.data()?.currency ?? 'EUR');
  /** What is typed stays, whatever is read again meanwhile. */
  private readonly model = linkedSignal<boolean, FeesDraft>({
    source: this.isRead,
    computation: () => {
      const event = this.one.event.data();
      return event ? feesDraft(event) : NO_FEES;
    },
  });
  protected readonly fields = form(this.model, (path) => {
    isFees(path, this.currency);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly isDone = signal(false);
  protected readonly mayWork = computed(() => this.one.event.data()?.state !== 'cancelled');
  protected readonly isFull = computed(() => this.model().fees.length >= EVENT_FEES_MAX);
  protected readonly hasTax = computed(() => this.model().tax !== 'none');

  protected readonly scopes = [
    { value: 'ticket', words: $localize`For each ticket` },
    { value: 'booking', words: $localize`Once per booking` },
  ];
  protected readonly units = computed(() => [
    { value: 'money', words: this.currency() },
    { value: 'percent', words: '%' },
  ]);
  protected readonly taxes = [
    { value: 'none', words: $localize`Don’t show tax` },
    { value: 'included', words: $localize`Included in prices and fees` },
    { value: 'added', words: $localize`Added to prices and fees` },
  ];

  /** What buyers see of what is typed, once all of it is right. */
  protected readonly preview = computed(() => {
    const event = this.one.event.data();
    if (!event || this.fields().invalid()) return undefined;
    const { currency, tiers } = event;
    const terms = termsOf(this.model(), currency);
    const prices = tiers.flatMap(({ name, priceMinor, ticketTypes }) => {
      const price = ticketTypes[0]?.priceMinor ?? priceMinor;
      const { fullPriceMinor } = priceOfOne(price, terms);
      return {
        name,
        price: formatMoney(price, currency),
        full: formatMoney(fullPriceMinor, currency),
      };
    });
    return { terms: { ...terms, currency }, prices };
  });

  constructor() {
    guardForm(this.fields);
  }

  protected add(): void {
    this.edit((fees) => [...fees, newFee()]);
    this.focus(this.model().fees.length - 1);
  }

  protected remove(index: number): void {
    this.edit((fees) => fees.filter((_, at) => at !== index));
    this.focus(Math.max(0, index - 1));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.isDone.set(false);
    const send = () => this.one.change(feesDto(this.model(), this.currency()));
    this.isDone.set(await sendForm(this.fields, this.failure, send));
  }

  private edit(change: (fees: FeesDraft['fees']) => FeesDraft['fees']): void {
    this.isDone.set(false);
    this.fields.fees().value.update(change);
    this.fields.fees().markAsDirty();
  }

  private focus(index: number): void {
    afterNextRender(() => this.fields.fees[index]?.name().focusBoundControl(), {
      injector: this.injector,
    });
  }
}

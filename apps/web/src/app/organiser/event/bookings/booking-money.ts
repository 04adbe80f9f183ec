import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { EventBookingDto, PaymentDto, RefundBookingDto } from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import type { Failure } from '../../../api/problem';
import { readOwn } from '../../../api/read';
import { Task } from '../../../api/task';
import { FailureNotice } from '../../../design/failure-notice';
import { formatMoney } from '../../../design/formats';
import { ChoiceField } from '../../../form/choice-field';
import { sendForm } from '../../../form/send-form';
import { SubmitButton } from '../../../form/submit-button';
import { TextAreaField } from '../../../form/text-area-field';
import { isText } from '../../../form/rules';
import { TextField } from '../../../form/text-field';
import { Confirmation } from '../../confirmation';
import { CurrentOrganiser } from '../../current-organiser';
import { amountFault, readPrice } from '../../price-text';
import { guardUnsaved } from '../../unsaved';
import { disputeWords, paymentWords, refundWords } from './booking-money-words';

/** Longest note to the buyer, in characters. */
const NOTE_MAX = 500;

const NEW_REFUND = { what: 'tickets', amount: '', note: '', keepsFees: false, restocks: true };

/** What was paid for a booking and what went back, and how more goes back. */
@Component({
  selector: 'box-booking-money',
  imports: [
    ChoiceField,
    FailureNotice,
    FormField,
    MatButton,
    SubmitButton,
    TextAreaField,
    TextField,
  ],
  templateUrl: './booking-money.html',
  styleUrls: ['./event-booking-page.scss', './booking-money.scss'],
})
export class BookingMoney {
  readonly booking = input.required<EventBookingDto>();
  readonly eventId = input.required<string>();
  /** What belongs to the booking is other than it was. */
  readonly changed = output();

  private readonly http = inject(HttpClient);
  private readonly confirmation = inject(Confirmation);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly payments = readOwn<PaymentDto[]>(() => this.url('payments'));

  protected readonly words = paymentWords;
  protected readonly refundWords = refundWords;
  protected readonly disputeWords = disputeWords;
  protected readonly number = formatReference;

  /** Money that came in: what nobody paid, and what was given away, is told above. */
  protected readonly paid = computed(() =>
    (this.payments.data() ?? []).filter(
      ({ status, amountMinor }) =>
        amountMinor > 0 && status !== 'created' && status !== 'cancelled',
    ),
  );
  private readonly captured = computed(() =>
    this.paid().find(({ status }) => status === 'captured'),
  );
  protected readonly left = computed(() => {
    const captured = this.captured();
    if (!captured) return undefined;
    const { amountMinor, refundedMinor, disputedMinor } = captured;
    return amountMinor - refundedMinor - disputedMinor;
  });
  protected readonly mayRefund = computed(
    () =>
      this.current.may('manager') &&
      ['confirmed', 'refunded'].includes(this.booking().status) &&
      (this.left() ?? 0) > 0,
  );

  protected readonly isRefunding = signal(false);
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  protected readonly whatChoices = [
    { value: 'tickets', words: $localize`Tickets` },
    { value: 'amount', words: $localize`An amount only` },
  ];
  private readonly model = signal(NEW_REFUND);
  /** Of a booking that has no tickets any more, only money is left. */
  protected readonly isAmount = computed(
    () => this.booking().status !== 'confirmed' || this.model().what === 'amount',
  );
  private readonly currency = computed(() => this.captured()?.currency ?? '');
  protected readonly leftWords = computed(
    () => $localize`At most ${formatMoney(this.left() ?? 0, this.currency())}:amount:`,
  );
  protected readonly fields = form(this.model, (path) => {
    validate(path.amount, ({ value }) => {
      if (!this.isAmount()) return null;
      const message = amountFault(value(), this.currency()) ?? this.tooMuch(value());
      return message === undefined ? null : { kind: 'amount', message };
    });
    isText(path.note, NOTE_MAX);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly task = new Task();

  constructor() {
    guardUnsaved(() => this.isRefunding() && (this.fields().dirty() || this.chosen().size > 0));
  }

  /** Money that came in vain, and could not be given back. */
  protected isStuck({ status, refunds, ...payment }: PaymentDto): boolean {
    const { amountMinor, refundedMinor, disputedMinor } = payment;
    return (
      status === 'returned' &&
      refunds.at(-1)?.status === 'failed' &&
      amountMinor - refundedMinor - disputedMinor > 0 &&
      this.current.may('manager')
    );
  }

  protected begin(): void {
    this.chosen.set(new Set(this.booking().tickets.map(({ id }) => id)));
    this.fields().reset(NEW_REFUND);
    this.failure.set(undefined);
    this.isRefunding.set(true);
  }

  protected toggle(ticketId: string): void {
    const chosen = new Set(this.chosen());
    if (!chosen.delete(ticketId)) chosen.add(ticketId);
    this.chosen.set(chosen);
  }

  protected async refund(event: Event): Promise<void> {
    event.preventDefault();
    const { amount, keepsFees, restocks, note } = this.model();
    const body = (): RefundBookingDto =>
      this.isAmount()
        ? { amountMinor: readPrice(amount, this.currency()), note }
        : {
            ticketIds: [...this.chosen()],
            fees: keepsFees ? 'without_fees' : 'with_fees',
            restock: restocks,
            note,
          };
    const isDone = await sendForm(this.fields, this.failure, () => this.send('refunds', body()));
    if (!isDone) return;
    this.isRefunding.set(false);
    this.sayRefunded();
  }

  private tooMuch(amount: string): string | undefined {
    const isLeft = readPrice(amount, this.currency()) <= (this.left() ?? 0);
    return isLeft ? undefined : this.leftWords();
  }

  protected async markPaid({ id, amountMinor, currency }: PaymentDto): Promise<void> {
    const isDone = await this.task.run(() => this.send(`payments/${id}/mark-paid`, {}));
    if (!isDone) return;
    const amount = formatMoney(amountMinor, currency);
    this.confirmation.say($localize`${amount}:amount: noted as received.`);
  }

  protected async refundAgain({ id: paymentId }: PaymentDto): Promise<void> {
    const isDone = await this.task.run(() => this.send('refunds', { paymentId }));
    if (isDone) this.sayRefunded();
  }

  private sayRefunded(): void {
    this.confirmation.say($localize`The money is on its way back. The buyer gets an email.`);
  }

  private async send(path: string, body: object): Promise<void> {
    try {
      await firstValueFrom(this.http.post(this.url(...path.split('/')), body));
    } finally {
      this.payments.reload();
      this.changed.emit();
    }
  }

  private url(...path: string[]): string {
    const { id } = this.booking();
    return apiUrl(
      'organisers',
      this.current.id(),
      'events',
      this.eventId(),
      'bookings',
      id,
      ...path,
    );
  }
}

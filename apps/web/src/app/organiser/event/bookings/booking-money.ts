import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
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
import { sendForm } from '../../../form/send-form';
import { SubmitButton } from '../../../form/submit-button';
import { TextAreaField } from '../../../form/text-area-field';
import { isText } from '../../../form/rules';
import { Confirmation } from '../../confirmation';
import { CurrentOrganiser } from '../../current-organiser';
import { guardUnsaved } from '../../unsaved';
import { disputeWords, paymentWords, refundWords } from './booking-money-words';

/** Longest note to the buyer, in characters. */
const NOTE_MAX = 500;

/** What was paid for a booking and what went back, and how more goes back. */
@Component({
  selector: 'box-booking-money',
  imports: [FailureNotice, FormField, MatButton, SubmitButton, TextAreaField],
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
  protected readonly left = computed(() => {
    const captured = this.paid().find(({ status }) => status === 'captured');
    if (!captured) return undefined;
    const { amountMinor, refundedMinor, disputedMinor } = captured;
    return amountMinor - refundedMinor - disputedMinor;
  });
  protected readonly mayRefund = computed(
    () =>
      this.current.may('manager') &&
      this.booking().status === 'confirmed' &&
      (this.left() ?? 0) > 0,
  );

  protected readonly isRefunding = signal(false);
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  private readonly model = signal({ note: '', keepsFees: false, restocks: true });
  protected readonly fields = form(this.model, (path) => {
    isText(path.note, NOTE_MAX);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly task = new Task();

  constructor() {
    guardUnsaved(() => this.isRefunding() && (this.fields().dirty() || this.chosen().size > 0));
  }

  protected begin(): void {
    this.chosen.set(new Set(this.booking().tickets.map(({ id }) => id)));
    this.fields().reset({ note: '', keepsFees: false, restocks: true });
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
    const { keepsFees, restocks, note } = this.model();
    const body: RefundBookingDto = {
      ticketIds: [...this.chosen()],
      fees: keepsFees ? 'without_fees' : 'with_fees',
      restock: restocks,
      note,
    };
    const isDone = await sendForm(this.fields, this.failure, () => this.send('refunds', body));
    if (!isDone) return;
    this.isRefunding.set(false);
    this.confirmation.say($localize`The money is on its way back. The buyer gets an email.`);
  }

  protected async markPaid({ id, amountMinor, currency }: PaymentDto): Promise<void> {
    const isDone = await this.task.run(() => this.send(`payments/${id}/mark-paid`, {}));
    if (!isDone) return;
    const amount = formatMoney(amountMinor, currency);
    this.confirmation.say($localize`${amount}:amount: noted as received.`);
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

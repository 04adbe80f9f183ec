import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  untracked,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type {
  BookingDto,
  PaymentMethodDto,
  PaymentProviderName,
  SimulatedOutcome,
} from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readApi } from '../../api/read';
import { FailureNotice } from '../../design/failure-notice';
import { Notice } from '../../design/notice';
import { BankTransfer } from './bank-transfer';
import { CardForm } from './card-form';
import { PaymentFlow } from './payment-flow';
import { PaymentWaiting } from './payment-waiting';
import { PaymentsUnavailable } from './payments-unavailable';
import { ReleaseTickets } from './release-tickets';
import { StripeForm } from './stripe/stripe-form';
import { WayToPay } from './way-to-pay';

/** Where an order is paid for: the ways that its event offers, and what became of the last attempt. */
@Component({
  selector: 'box-payment-step',
  imports: [
    BankTransfer,
    CardForm,
    FailureNotice,
    MatButton,
    Notice,
    PaymentWaiting,
    PaymentsUnavailable,
    ReleaseTickets,
    StripeForm,
    WayToPay,
  ],
  templateUrl: './payment-step.html',
  styleUrl: './payment-step.scss',
})
export class PaymentStep {
  readonly booking = input.required<BookingDto>();
  /** Completes what else the page asks, and leads to its first mistake. */
  readonly completeRest = input.required<() => Promise<boolean>>();
  /** Something else is under way on this page. */
  readonly isPageBusy = input(false);
  readonly release = output();

  protected readonly flow = inject(PaymentFlow);

  private readonly eventId = computed(() => this.booking().eventId);
  protected readonly methods = readApi<PaymentMethodDto[]>(() =>
    apiUrl('events', this.eventId(), 'payment-methods'),
  );
  protected readonly isBusy = computed(() => this.flow.isBusy() || this.isPageBusy());

  /** The way of the payment that was begun, as long as it is offered; else the first one. */
  protected readonly chosen = linkedSignal<PaymentProviderName | undefined>(() => {
    const offered = this.methods.data()?.map(({ provider }) => provider) ?? [];
    const begun = untracked(() => this.flow.payment()?.provider);
    return offered.find((provider) => provider === begun) ?? offered[0];
  });
  /** What the chosen provider's fields need, once the payment has begun there. */
  protected readonly client = linkedSignal<
    PaymentProviderName | undefined,
    Readonly<Record<string, string>> | undefined
  >({ source: this.chosen, computation: () => undefined });

  constructor() {
    // What needs no decision of the buyer is there at once: Stripe's fields, and the transfer they have chosen before.
    effect(() => {
      const way = this.chosen();
      const isBegun = this.flow.payment()?.provider === way;
      const mayBegin =
        way === 'stripe' ? !this.booking().asksAttendees : way === 'offline' && isBegun;
      if (mayBegin && this.flow.phase() === 'ready') untracked(() => void this.begin());
    });
  }

  protected async begin(): Promise<void> {
    const provider = this.chosen();
    if (!provider || this.client() || this.isBusy()) return;
    if (!(await this.completeRest()())) return;
    const started = await this.flow.start(provider);
    if (started && this.chosen() === provider) this.client.set(started.client);
  }

  protected async payByTestCard(outcome: SimulatedOutcome): Promise<void> {
    const started = await this.flow.start('simulated');
    if (started) await this.flow.complete(started.payment.id, outcome);
  }

  protected async complete(): Promise<void> {
    const payment = this.flow.payment();
    if (payment) await this.flow.complete(payment.id);
  }

  protected async goToPayPal(): Promise<void> {
    await this.begin();
    const { approveUrl } = this.client() ?? {};
    if (approveUrl) location.assign(approveUrl);
  }
}

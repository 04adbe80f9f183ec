import { Injectable } from '@nestjs/common';
import {
  ForgedEventError,
  type KnownPayment,
  type PaymentProvider,
  type PaymentState,
  type PaymentToStart,
  type ProviderAccount,
  type ProviderEvent,
  type RefundState,
  type RefundToStart,
  type StartedPayment,
} from '../payment-provider.js';

/**
 * Money that moves without this system: by bank transfer, or at the organiser's counter. Nobody can be asked about it,
 * so a payment stays open until the organiser marks it as paid, and money is given back by hand.
 */
@Injectable()
export class OfflineProvider implements PaymentProvider {
  readonly name = 'offline';

  /** The buyer is told what the organiser wrote, and a text that finds the transfer again. */
  start({ key, metadata }: PaymentToStart, account: ProviderAccount): Promise<StartedPayment> {
    return Promise.resolve({
      reference: key,
      client: { instructions: account.instructions ?? '', subject: metadata.booking },
      ...(account.holdDays && { heldForDays: Number(account.holdDays) }),
    });
  }

  complete(payment: KnownPayment): Promise<PaymentState> {
    return this.find(payment);
  }

  find({ currency }: KnownPayment): Promise<PaymentState> {
    return Promise.resolve({ status: 'open', capturedMinor: 0, currency });
  }

  cancel({ currency }: KnownPayment): Promise<PaymentState> {
    return Promise.resolve({ status: 'cancelled', capturedMinor: 0, currency });
  }

  refund({ key }: RefundToStart): Promise<RefundState> {
    return Promise.resolve({ reference: key, status: 'succeeded' });
  }

  findRefund({ key }: RefundToStart): Promise<RefundState> {
    return Promise.resolve({ reference: key, status: 'succeeded' });
  }

  readEvent(): Promise<ProviderEvent> {
    return Promise.reject(new ForgedEventError('Nobody sends events about offline payments.'));
  }

  test(): Promise<void> {
    return Promise.resolve();
  }
}

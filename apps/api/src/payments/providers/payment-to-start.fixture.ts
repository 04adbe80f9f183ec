import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import type {
  KnownPayment,
  PaymentState,
  PaymentToStart,
  RefundToStart,
  StartedPayment,
} from './payment-provider.js';

/** A payment of 50.00 EUR, unless said otherwise. */
export function paymentToStart(given: Partial<PaymentToStart> = {}): PaymentToStart {
  return {
    key: `payment-${randomUUID()}`,
    amountMinor: 5_000,
    currency: 'EUR',
    description: 'Philharmonie: Brahms, Ein deutsches Requiem · booking 7300000000000000001',
    metadata: {
      booking: '7300000000000000001',
      event: '12',
      organiser: '1',
      payment: '7300000000000000002',
    },
    returnUrl: 'https://tickets.example/checkout/7300000000000000001',
    language: 'de',
    ...given,
  };
}

/** The same payment, once the provider knows it. */
export function known(payment: PaymentToStart, { reference }: StartedPayment): KnownPayment {
  const { key, amountMinor, currency } = payment;
  return { key, amountMinor, currency, reference };
}

/** A refund of a captured payment. */
export function refundOf(
  { reference, currency }: KnownPayment,
  { captureReference = '' }: PaymentState,
  amountMinor: number,
  key = `refund-${randomUUID()}`,
): RefundToStart {
  return { key, amountMinor, currency, reference, captureReference };
}

/** Everything that an error would show in a log, its causes and fields included. */
export async function shownBy(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return inspect(error, { depth: null, showHidden: true });
  }
  throw new Error('Nothing was refused.');
}

import type { Stripe } from 'stripe';
import type { DisputeStatus, PaymentState, RefundState } from '../payment-provider.js';
import { fromStripeAmount } from './stripe-amounts.js';

const PAYMENT_STATUS: Readonly<Record<string, PaymentState['status']>> = {
  requires_payment_method: 'open',
  requires_confirmation: 'open',
  requires_action: 'open',
  processing: 'processing',
  succeeded: 'captured',
  canceled: 'cancelled',
};

const REFUND_STATUS: Readonly<Record<string, RefundState['status']>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
};

/** How a payment intent stands. */
export function paymentStateOf(intent: Stripe.PaymentIntent): PaymentState {
  const currency = intent.currency.toUpperCase();
  // A status that Stripe adds one day is asked about again, and neither taken for money nor for none.
  const status = PAYMENT_STATUS[intent.status] ?? 'processing';
  const declined = declinedOf(intent);
  return {
    status,
    capturedMinor: status === 'captured' ? fromStripeAmount(intent.amount_received, currency) : 0,
    currency,
    ...(status === 'captured' && intent.latest_charge
      ? { captureReference: idOf(intent.latest_charge) }
      : {}),
    ...(declined ? { declined } : {}),
  };
}

/** An intent keeps its last decline until another attempt begins. */
function declinedOf(intent: Stripe.PaymentIntent): PaymentState['declined'] {
  const error = intent.last_payment_error;
  if (!error || intent.status !== 'requires_payment_method') return undefined;
  const reference = error.charge ?? error.payment_method?.id ?? intent.id;
  return { reference, code: error.decline_code ?? error.code ?? error.type };
}

/** How a refund stands. */
export function refundStateOf(refund: Stripe.Refund): RefundState {
  const status = REFUND_STATUS[refund.status ?? ''] ?? 'processing';
  return {
    reference: refund.id,
    status,
    ...(status === 'failed'
      ? { failure: refund.failure_reason ?? refund.status ?? 'unknown' }
      : {}),
  };
}

/** How a dispute stands; undefined for an inquiry, which moves no money. */
export function disputeStatusOf({ status }: Stripe.Dispute): DisputeStatus | undefined {
  if (status === 'won') return 'won';
  if (status === 'lost') return 'lost';
  return status.startsWith('warning_') || status === 'prevented' ? undefined : 'open';
}

/** What Stripe names by its id, or has expanded. */
export function idOf(thing: string | { id: string }): string {
  return typeof thing === 'string' ? thing : thing.id;
}

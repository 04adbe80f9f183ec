import { toDecimal, toMinor } from '@boxoffice/contracts/money';
import {
  ProviderRefusedError,
  type PaymentState,
  type ProviderEvent,
  type RefundState,
} from '../payment-provider.js';

/** Currencies that PayPal takes without decimals: https://developer.paypal.com/api/rest/reference/currency-codes/ */
const WITHOUT_DECIMALS = new Set(['HUF', 'JPY', 'TWD']);

/** Outcomes of a dispute that cost the organiser the money. */
const LOST = new Set(['RESOLVED_BUYER_FAVOUR', 'ACCEPTED']);

const ENDED = new Set(['VOIDED', 'COMPLETED']);

const CAPTURED = new Set(['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED']);

export interface PayPalAmount {
  currency_code: string;
  value: string;
}

export interface PayPalOrder {
  id: string;
  status: string;
  links?: { rel: string; href: string }[];
  purchase_units?: {
    payments?: { captures?: { id: string; status: string; amount: PayPalAmount }[] };
  }[];
}

export interface PayPalRefund {
  id: string;
  status: string;
  status_details?: { reason?: string };
}

export interface PayPalDispute {
  dispute_id: string;
  status: string;
  dispute_outcome?: { outcome_code?: string };
  dispute_amount: PayPalAmount;
  disputed_transactions?: { seller_transaction_id?: string }[];
}

/** @throws ProviderRefusedError where PayPal has no such amount; nothing is rounded */
export function toPayPalAmount(minor: number, currency: string): PayPalAmount {
  const decimal = toDecimal(minor, currency);
  const value = WITHOUT_DECIMALS.has(currency) ? withoutZeros(decimal) : decimal;
  if (WITHOUT_DECIMALS.has(currency) && value.includes('.')) {
    throw new ProviderRefusedError(`PayPal takes no amount of ${decimal} ${currency}.`);
  }
  return { currency_code: currency, value };
}

/** PayPal may write decimals where a currency has none. */
function fromPayPalAmount({ currency_code: currency, value }: PayPalAmount): number {
  return toMinor(withoutZeros(value), currency);
}

function withoutZeros(decimal: string): string {
  return decimal.replace(/\.0+$/, '');
}

/** How an order stands. An approved one is open: its money moves when it is captured. */
export function orderStateOf(order: PayPalOrder, currency: string): PaymentState {
  const captures = order.purchase_units?.flatMap(({ payments }) => payments?.captures ?? []) ?? [];
  const captured = captures.find(({ status }) => CAPTURED.has(status));
  if (captured) {
    return {
      status: 'captured',
      capturedMinor: fromPayPalAmount(captured.amount),
      currency: captured.amount.currency_code,
      captureReference: captured.id,
    };
  }
  const none = { capturedMinor: 0, currency };
  if (captures.some(({ status }) => status === 'PENDING')) return { status: 'processing', ...none };
  const declined = captures.at(-1);
  return {
    // What was captured and declined afterwards is done with, and never captured again.
    status: ENDED.has(order.status) ? 'cancelled' : 'open',
    ...none,
    declined: declined && { reference: declined.id, code: declined.status },
  };
}

/** How a refund stands. */
export function refundStateOf({ id, status, status_details: details }: PayPalRefund): RefundState {
  if (status === 'COMPLETED') return { reference: id, status: 'succeeded' };
  if (status === 'PENDING') return { reference: id, status: 'processing' };
  return { reference: id, status: 'failed', failure: details?.reason ?? status };
}

/** A dispute, as it stands. */
export function disputeOf(dispute: PayPalDispute): NonNullable<ProviderEvent['dispute']> {
  const { dispute_id: reference, dispute_amount: amount, dispute_outcome: outcome } = dispute;
  const ended = LOST.has(outcome?.outcome_code ?? '') ? 'lost' : 'won';
  return {
    reference,
    amountMinor: fromPayPalAmount(amount),
    currency: amount.currency_code,
    status: dispute.status === 'RESOLVED' ? ended : 'open',
  };
}

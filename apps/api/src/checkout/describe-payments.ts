import type { PaymentDto, RefundDto } from '@boxoffice/contracts';
import type { Attempt, PaymentRow } from '../payments/records/payment-records.js';
import type { RefundRow } from '../payments/records/refund-records.js';

/** @param attempts and `refunds` of this payment alone */
export function describePayment(
  payment: PaymentRow,
  attempts: readonly Attempt[],
  refunds: readonly RefundRow[],
): PaymentDto {
  const { id, provider, status, amountMinor, currency, refundedMinor, createdAt } = payment;
  return {
    id,
    provider,
    status,
    amountMinor: Number(amountMinor),
    currency: currency.trim(),
    refundedMinor: Number(refundedMinor),
    declineCode: attempts.at(-1)?.declineCode ?? null,
    refunds: refunds.map(describeRefund),
    createdAt: createdAt.toISOString(),
  };
}

export function describeRefund(refund: RefundRow): RefundDto {
  const { id, amountMinor, status, reason, note, ticketIds, createdAt } = refund;
  return {
    id,
    amountMinor: Number(amountMinor),
    status,
    reason,
    note,
    ticketIds,
    createdAt: createdAt.toISOString(),
  };
}

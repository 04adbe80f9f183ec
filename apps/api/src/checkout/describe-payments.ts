import type { DisputeDto, PaymentDto, RefundDto } from '@boxoffice/contracts';
import {
  PaymentRecords,
  type Attempt,
  type PaymentRow,
} from '../payments/records/payment-records.js';
import type { DisputeRow } from '../payments/records/dispute-records.js';
import type { RefundRow } from '../payments/records/refund-records.js';

/** @param attempts with `refunds` and `disputes`: those of this payment alone */
export function describePayment(
  payment: PaymentRow,
  attempts: readonly Attempt[],
  refunds: readonly RefundRow[],
  disputes: readonly DisputeRow[],
): PaymentDto {
  const { id, provider, status, amountMinor, currency, createdAt } = payment;
  return {
    id,
    provider,
    status,
    amountMinor: Number(amountMinor),
    currency: currency.trim(),
    refundedMinor: Number(payment.refundedMinor),
    disputedMinor: Number(payment.disputedMinor),
    declineCode: PaymentRecords.declineCodeOf(attempts.at(-1)?.declineCode ?? null),
    refunds: refunds.map(describeRefund),
    disputes: disputes.map(describeDispute),
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

function describeDispute({ id, amountMinor, status, createdAt, endedAt }: DisputeRow): DisputeDto {
  return {
    id,
    amountMinor: Number(amountMinor),
    status,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

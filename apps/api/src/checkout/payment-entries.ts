import type { PaymentRow, PaymentStatus } from '../payments/records/payment-records.js';
import type { DisputeStatus } from '../payments/providers/payment-provider.js';
import type { DisputeRow } from '../payments/records/dispute-records.js';
import type { RefundRow } from '../payments/records/refund-records.js';
import { THE_SYSTEM, type Actor } from '../platform/audit/actor.js';
import type { AuditEntry, AuditFacts } from '../platform/audit/audit-entry.js';

/** All entries stand in the timeline of the booking: that is what people ask about. */
function about(
  actor: Actor,
  { eventId, bookingId }: { eventId: string; bookingId: string },
  action: string,
  before: AuditFacts | null,
  after: AuditFacts,
): AuditEntry {
  return { ...actor, action, subject: { kind: 'booking', id: bookingId, eventId }, before, after };
}

type Named = Pick<PaymentRow, 'eventId' | 'bookingId' | 'id' | 'provider'>;

export function startedEntry(
  actor: Actor,
  payment: Named,
  amountMinor: number,
  currency: string,
): AuditEntry {
  const { id, provider } = payment;
  return about(actor, payment, 'payment.started', null, {
    paymentId: id,
    provider,
    amountMinor,
    currency,
  });
}

export function attemptedEntry(actor: Actor, payment: Named, number: number): AuditEntry {
  return about(actor, payment, 'payment.attempted', null, { paymentId: payment.id, number });
}

export function declinedEntry(actor: Actor, payment: Named, declineCode: string): AuditEntry {
  return about(actor, payment, 'payment.declined', null, { paymentId: payment.id, declineCode });
}

export function movedEntry(actor: Actor, payment: PaymentRow, status: PaymentStatus): AuditEntry {
  const { id, status: before } = payment;
  return about(
    actor,
    payment,
    `payment.${status}`,
    { paymentStatus: before },
    { paymentId: id, paymentStatus: status },
  );
}

export function returnedEntry(
  actor: Actor,
  payment: PaymentRow,
  reason: string,
  refundMinor: number,
): AuditEntry {
  const { id, status, currency } = payment;
  const after = { paymentId: id, paymentStatus: 'returned', reason, refundMinor, currency };
  return about(actor, payment, 'payment.returned', { paymentStatus: status }, after);
}

export function refundRequestedEntry(
  actor: Actor,
  payment: PaymentRow,
  refundId: string,
  refundMinor: number,
): AuditEntry {
  const { id, currency } = payment;
  const after = { refundId, paymentId: id, refundStatus: 'requested', refundMinor, currency };
  return about(actor, payment, 'refund.requested', null, after);
}

export function refundEntry(actor: Actor, refund: RefundRow, status: string): AuditEntry {
  const { id, paymentId, status: before, amountMinor, currency } = refund;
  const after = {
    refundId: id,
    paymentId,
    refundStatus: status,
    amountMinor: Number(amountMinor),
    currency,
  };
  return about(actor, refund, `refund.${status}`, { refundStatus: before }, after);
}

/** @param status what it becomes: `open` where it wasn't known */
export function disputeEntry(dispute: DisputeRow, status: DisputeStatus): AuditEntry {
  const { id, paymentId, amountMinor, currency } = dispute;
  const after = {
    disputeId: id,
    paymentId,
    disputeStatus: status,
    disputedMinor: Number(amountMinor),
    currency,
  };
  const isNew = status === 'open';
  const before = isNew ? null : { disputeStatus: dispute.status };
  return about(THE_SYSTEM, dispute, `dispute.${isNew ? 'opened' : status}`, before, after);
}

/** @param byMinor what the bank has taken beyond what it had taken before */
export function disputeRaisedEntry(dispute: DisputeRow, byMinor: number): AuditEntry {
  const { id, paymentId, status, currency } = dispute;
  const after = {
    disputeId: id,
    paymentId,
    disputeStatus: status,
    amountMinor: byMinor,
    currency,
  };
  return about(THE_SYSTEM, dispute, 'dispute.raised', null, after);
}

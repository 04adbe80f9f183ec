import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ledger } from '../../ledger/posting/ledger.js';
import { DisputeRecords, type DisputeRow } from '../../payments/records/dispute-records.js';
import { PaymentRecords, type PaymentKey } from '../../payments/records/payment-records.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { disputeRaisedEntry } from '../payment-entries.js';
import { DisputeMails } from './dispute-mails.js';

/**
 * Gives disputes what they couldn't take when they were heard of.
 *
 * The bank takes the whole amount at once. What was going back by a refund then isn't counted twice; if that refund
 * fails, or another dispute of the payment is won, the money isn't there after all. Whoever looks after it is told.
 */
@Injectable()
export class RaiseDisputes {
  constructor(
    private readonly payments: PaymentRecords,
    private readonly disputes: DisputeRecords,
    private readonly ledger: Ledger,
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
    private readonly mails: DisputeMails,
  ) {}

  /** The booking is locked already. */
  async execute(manager: EntityManager, key: PaymentKey): Promise<void> {
    const payment = await this.payments.lock(manager, key);
    let left = this.payments.leftOf(payment);
    for (const dispute of await this.disputes.unmetOf(manager, payment)) {
      const byMinor = Math.min(left, Number(dispute.amountMinor) - Number(dispute.withdrawnMinor));
      if (byMinor <= 0) return;
      await this.disputes.raise(manager, dispute, byMinor);
      const raiseId = this.ids.next();
      await this.post(manager, dispute, byMinor, raiseId);
      await this.audit.record(manager, [disputeRaisedEntry(dispute, byMinor)]);
      const withdrawnMinor = String(Number(dispute.withdrawnMinor) + byMinor);
      await this.mails.raised(manager, { ...dispute, withdrawnMinor }, raiseId);
      left -= byMinor;
    }
  }

  private async post(
    manager: EntityManager,
    { eventId, id, paymentId, status, withdrawnMinor }: DisputeRow,
    amountMinor: number,
    raiseId: string,
  ): Promise<void> {
    const isLost = status === 'lost';
    if (!isLost && Number(withdrawnMinor) === 0) {
      await this.ledger.disputeOpened(manager, { eventId, disputeId: id, paymentId, amountMinor });
      return;
    }
    await this.ledger.disputeRaised(manager, { eventId, raiseId, paymentId, amountMinor, isLost });
  }
}

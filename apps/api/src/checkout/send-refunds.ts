import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SettleBookings } from '../booking/pay/settle-bookings.js';
import { EventCancellations } from '../events/cancellation/event-cancellations.js';
import { Ledger } from '../ledger/posting/ledger.js';
import {
  ProviderRefusedError,
  type ProviderName,
  type RefundState,
  type RefundToStart,
} from '../payments/providers/payment-provider.js';
import { PaymentProviders } from '../payments/providers/payment-providers.js';
import { PaymentRecords } from '../payments/records/payment-records.js';
import { RefundRecords, type RefundRow } from '../payments/records/refund-records.js';
import { THE_SYSTEM } from '../platform/audit/actor.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { Transactions } from '../platform/database/in-transaction.js';
import type { JobKinds } from '../platform/jobs/job-kinds.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { CallProvider } from './call-provider.js';
import { RaiseDisputes } from './disputes/raise-disputes.js';
import { RefundMails } from './refund-mails.js';
import { refundEntry } from './payment-entries.js';

/** Refunds that nothing more will become of. */
const ENDED = new Set(['succeeded', 'failed']);

/**
 * Has providers give money back: once, by the refund's own key, however often a process dies in between. What was paid
 * in person, or by the confirmation of the first API, goes back without anybody being asked.
 */
@Injectable()
export class SendRefunds implements OnModuleInit {
  private readonly logger = new Logger('SendRefunds');

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly bookings: SettleBookings,
    private readonly payments: PaymentRecords,
    private readonly refunds: RefundRecords,
    private readonly providers: PaymentProviders,
    private readonly call: CallProvider,
    private readonly ledger: Ledger,
    private readonly raise: RaiseDisputes,
    private readonly cancellations: EventCancellations,
    private readonly jobs: Jobs,
    private readonly audit: AuditTrail,
    private readonly mails: RefundMails,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('send-refund', (data) => this.send(data));
  }

  /** Reads how a refund stands that its provider has told something about. */
  async look(reference: string): Promise<void> {
    const rows = await this.dataSource.query<{ eventId: string; refundId: string }[]>(
      `SELECT event_id AS "eventId", id AS "refundId" FROM refunds WHERE provider_reference = $1`,
      [reference],
    );
    for (const row of rows) await this.send(row);
  }

  private async send({ eventId, refundId }: JobKinds['send-refund']): Promise<void> {
    const { manager } = this.dataSource;
    const refund = await this.refunds.find(manager, eventId, refundId);
    if (!refund || ENDED.has(refund.status)) return;
    const state = await this.ask(manager, refund);
    // Before the refund has ended: whoever takes this job over from a process that died looks no further then.
    if (state.status !== 'failed') await this.mails.write(refund);
    await this.transactions.run(async (within) => this.settle(within, refund, state));
    // Asked again with the next try of the job, later and later.
    if (state.status === 'processing') throw new Error(`Refund ${refundId} is under way.`);
  }

  private async ask(manager: EntityManager, refund: RefundRow): Promise<RefundState> {
    const key = `refund-${refund.id}`;
    const payment = await this.payments.find(manager, {
      eventId: refund.eventId,
      id: refund.paymentId,
    });
    if (!payment) throw new Error(`Refund ${refund.id} has no payment.`);
    const { provider: name, providerReference } = payment;
    if (providerReference === null) return { reference: key, status: 'succeeded' };
    if (!this.providers.names.includes(name as ProviderName)) {
      throw new Error(`Refund ${refund.id} waits: ${name} is not among PAYMENT_PROVIDERS.`);
    }
    const { provider, account } = await this.call.of(refund.eventId, name);
    const asked: RefundToStart = {
      key,
      amountMinor: Number(refund.amountMinor),
      currency: refund.currency.trim(),
      reference: providerReference,
      captureReference: payment.captureReference ?? providerReference,
    };
    try {
      const { providerReference: refundReference } = refund;
      return refundReference === null
        ? await provider.refund(asked, account)
        : await provider.findRefund({ ...asked, refundReference }, account);
    } catch (error) {
      if (!(error instanceof ProviderRefusedError)) throw error;
      this.logger.error(`Refund ${refund.id} was refused: ${error.message}`);
      return { reference: key, status: 'failed', failure: error.message };
    }
  }

  /** What could not be given back may be asked for again. */
  private async settle(
    manager: EntityManager,
    known: RefundRow,
    state: RefundState,
  ): Promise<void> {
    await this.bookings.lock(manager, known.bookingId);
    const payment = await this.payments.lock(manager, {
      eventId: known.eventId,
      id: known.paymentId,
    });
    const refund = await this.refunds.lock(manager, known.eventId, known.id);
    if (!refund || ENDED.has(refund.status) || refund.status === state.status) return;
    await this.refunds.move(manager, refund, state);
    const { eventId, id } = refund;
    if (state.status === 'succeeded') {
      await this.ledger.refundDone(manager, eventId, id);
      // Its credit note, which the money doesn't wait for.
      const bookings = [{ eventId, id: refund.bookingId }];
      await this.jobs.enqueue(manager, 'issue-invoices', { bookings });
    }
    if (state.status === 'failed') {
      await this.ledger.refundFailed(manager, eventId, id);
      await this.payments.addRefunded(manager, payment, -Number(refund.amountMinor));
      await this.raise.execute(manager, payment);
      // Tried again if somebody has wanted all to be tried again since it began to fail; otherwise it stays failed.
      await this.cancellations.refundMore(manager, eventId, refund.bookingId);
    }
    await this.audit.record(manager, [refundEntry(THE_SYSTEM, refund, state.status)]);
  }
}

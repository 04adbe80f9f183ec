import { ProblemCode } from '@boxoffice/contracts';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  ForgedEventError,
  type DisputeState,
  type ProviderEvent,
  type ProviderRequest,
} from '../payments/providers/payment-provider.js';
import { PaymentRecords, type PaymentRow } from '../payments/records/payment-records.js';
import { THE_SYSTEM } from '../platform/audit/actor.js';
import { Transactions } from '../platform/database/in-transaction.js';
import type { JobKinds } from '../platform/jobs/job-kinds.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { CallProvider, knownPayment } from './call-provider.js';
import { contextOf } from './find-payable.js';
import { SettleDispute } from './disputes/settle-dispute.js';
import { SendRefunds } from './send-refunds.js';
import { SettlePayment } from './settle-payment.js';

/** From which address of which provider an event came. */
export interface EventSource {
  provider: string;
  organiserId: string;
}

/**
 * The inbox of what providers tell of their own accord. An event is written down before it is answered, once however
 * often it comes, and only then looked into: what it is about is read again from the provider and settled under the
 * payment's lock. So events that come twice, late or in another order lead to the same state, and an event that was
 * never sent leads to nothing that isn't so.
 */
@Injectable()
export class ProviderEvents implements OnModuleInit {
  private readonly logger = new Logger('ProviderEvents');

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly payments: PaymentRecords,
    private readonly call: CallProvider,
    private readonly settle: SettlePayment,
    private readonly refunds: SendRefunds,
    private readonly disputes: SettleDispute,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('apply-provider-event', (data) => this.apply(data));
  }

  /**
   * Keeps an event.
   *
   * @throws DomainError EVENT_REFUSED where the provider didn't sign it, or not lately; PAYMENTS_NOT_CONFIGURED
   */
  async receive(source: EventSource, request: ProviderRequest): Promise<void> {
    const { provider, account } = await this.call.ofOrganiser(source.organiserId, source.provider);
    let event: ProviderEvent;
    try {
      event = await provider.readEvent(request, account);
    } catch (error) {
      if (!(error instanceof ForgedEventError)) throw this.call.problemOf(error, '');
      this.logger.warn(
        `An event for organisation ${source.organiserId} was refused: ${error.message}`,
      );
      throw new DomainError(
        ProblemCode.EventRefused,
        'The signature of the event is missing, wrong or too old.',
      );
    }
    await this.transactions.run(async (manager) => {
      const [written] = await manager.query<object[]>(
        `INSERT INTO provider_events (provider, organiser_id, id, type, about_kind, about_reference, dispute)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING RETURNING id`,
        [
          provider.name,
          source.organiserId,
          event.id,
          event.type,
          event.about?.kind ?? null,
          event.about?.reference ?? null,
          event.dispute ?? null,
        ],
      );
      if (!written) return;
      const { organiserId } = source;
      await this.jobs.enqueue(manager, 'apply-provider-event', {
        provider: provider.name,
        organiserId,
        id: event.id,
      });
    });
  }

  /** Looks into an event. May be run twice: it reads how things stand, and settles that. */
  private async apply(key: JobKinds['apply-provider-event']): Promise<void> {
    const keys = [key.provider, key.organiserId, key.id];
    const [event] = await this.dataSource.query<
      { kind: string | null; reference: string | null; dispute: DisputeState | null }[]
    >(
      `SELECT about_kind AS kind, about_reference AS reference, dispute FROM provider_events
       WHERE provider = $1 AND organiser_id = $2 AND id = $3 AND applied_at IS NULL`,
      keys,
    );
    if (!event) return;
    const { kind, reference, dispute } = event;
    if (reference && (kind === 'payment' || kind === 'dispute')) {
      // A dispute may be heard of before the payment is: money that was taken back has come.
      const payment = await this.lookAtPayment(key, reference);
      if (payment && dispute) await this.disputes.execute(payment, dispute);
    }
    if (reference && kind === 'refund') await this.refunds.look(reference);
    await this.dataSource.query(
      `UPDATE provider_events SET applied_at = now()
       WHERE provider = $1 AND organiser_id = $2 AND id = $3`,
      keys,
    );
  }

  private async lookAtPayment(
    { provider: name, organiserId }: EventSource,
    reference: string,
  ): Promise<PaymentRow | undefined> {
    const { provider, account } = await this.call.ofOrganiser(organiserId, name);
    const payment = await this.payments.byReference(
      this.dataSource.manager,
      provider.name,
      reference,
    );
    // Somebody else's payment with the same account, or one whose start this system was never told of.
    if (!payment) return undefined;
    // What an organisation's provider tells is about its own payments, whatever reference it names.
    const { organiserId: owner } = await contextOf(this.dataSource.manager, payment.eventId);
    if (owner !== organiserId) return undefined;
    const state = await provider.find(knownPayment(payment), account);
    await this.settle.execute(payment, state, THE_SYSTEM);
    return payment;
  }
}

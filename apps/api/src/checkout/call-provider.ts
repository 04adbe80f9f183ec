import { ProblemCode } from '@boxoffice/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProviderAccounts } from '../payments/accounts/provider-accounts.js';
import { PaymentProviders } from '../payments/providers/payment-providers.js';
import {
  ProviderRefusedError,
  ProviderUnavailableError,
  type KnownPayment,
  type PaymentProvider,
  type ProviderAccount,
  type ProviderName,
} from '../payments/providers/payment-provider.js';
import { paymentKey, type PaymentRow } from '../payments/records/payment-records.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { contextOf } from './find-payable.js';

/** A provider, and how it knows the organiser of an event. */
export interface Contact {
  provider: PaymentProvider;
  account: ProviderAccount;
}

/** Finds out whom to ask about a payment. Never used inside a transaction: asking may take seconds. */
@Injectable()
export class CallProvider {
  private readonly logger = new Logger('CallProvider');

  constructor(
    private readonly dataSource: DataSource,
    private readonly providers: PaymentProviders,
    private readonly accounts: ProviderAccounts,
  ) {}

  /**
   * The provider of an event's organiser.
   *
   * @throws DomainError PAYMENTS_NOT_CONFIGURED where the organiser doesn't use it
   */
  async of(eventId: string, name: string): Promise<Contact> {
    const { organiserId } = await contextOf(this.dataSource.manager, eventId);
    return this.ofOrganiser(organiserId, name);
  }

  /** @throws DomainError PAYMENTS_NOT_CONFIGURED where the organiser doesn't use it */
  async ofOrganiser(organiserId: string, name: string): Promise<Contact> {
    const provider = this.providers.get(name);
    const account = await this.accounts.of(organiserId, provider.name);
    if (account) return { provider, account };
    throw notTaken();
  }

  /**
   * Refuses a new payment with a provider that an event's organiser has turned off; those that began are settled.
   *
   * @throws DomainError PAYMENTS_NOT_CONFIGURED
   */
  async requireOffered(eventId: string, name: string): Promise<void> {
    const { organiserId } = await contextOf(this.dataSource.manager, eventId);
    const { provider } = await this.ofOrganiser(organiserId, name);
    const offered = await this.accounts.enabled(organiserId);
    if (!offered.includes(provider.name)) throw notTaken();
  }

  /** Whether a payment is one that a provider can be asked about. */
  isKnown({ provider, providerReference }: PaymentRow): boolean {
    return providerReference !== null && this.providers.names.includes(provider as ProviderName);
  }

  /**
   * Answers the buyer when a provider has refused, or can't be reached.
   *
   * @param said what is known of the money, for the problem's detail
   */
  problemOf(error: unknown, said: string): unknown {
    if (error instanceof ProviderRefusedError) {
      this.logger.error(`A payment provider refused: ${error.message}`);
      return new DomainError(
        ProblemCode.PaymentRefused,
        `The payment provider didn’t take the payment. ${said}`,
      );
    }
    if (error instanceof ProviderUnavailableError) {
      this.logger.warn(`A payment provider is away: ${error.message}`);
      return new DomainError(
        ProblemCode.PaymentProviderUnavailable,
        `The payment provider doesn’t answer at the moment. ${said}`,
        { retryAfterSeconds: 5 },
      );
    }
    return error;
  }
}

/** What a provider is asked by. */
export function knownPayment(payment: PaymentRow): KnownPayment {
  return {
    key: paymentKey(payment),
    reference: payment.providerReference ?? '',
    amountMinor: Number(payment.amountMinor),
    currency: payment.currency.trim(),
  };
}

/** Says that buyers can't pay in a way. */
export function notTaken(): DomainError {
  return new DomainError(
    ProblemCode.PaymentsNotConfigured,
    'The organiser doesn’t take payments in that way. Nothing was charged, and your hold goes on until its time is up.',
  );
}

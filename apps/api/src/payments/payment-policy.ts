import { ProblemCode, type PaymentSimulation } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Settings } from '../platform/config/settings.js';
import { DomainError } from '../platform/problems/domain-error.js';
import type { ProviderName } from './providers/payment-provider.js';

/**
 * Providers, as stored with a payment. `none`: there was nothing to pay; `counter`: cash, or a card reader that is none
 * of this system's; `complimentary`: given away there.
 */
export type RecordedProvider = ProviderName | 'none' | 'counter' | 'complimentary';

/** Recorded providers whose money this system can't give back: people do. */
const PAID_BACK_BY_HAND: readonly RecordedProvider[] = ['offline', 'counter'];

/** The same as a list of SQL. */
export const PAID_BACK_BY_HAND_SQL = `(${PAID_BACK_BY_HAND.map((name) => `'${name}'`).join(', ')})`;

/**
 * Decides what a confirmation can pay for by itself.
 *
 * `POST /booking/confirm` of the first API takes a simulated payment and answers at once. It does so only where the
 * simulated provider is on, which is never in production; everywhere else it confirms what is free.
 */
@Injectable()
export class PaymentPolicy {
  private readonly isSimulated: boolean;

  constructor(settings: Settings) {
    this.isSimulated = settings.simulatesPayments;
  }

  /**
   * @param asked what the request says of the simulated payment; undefined where it says nothing
   * @returns how the simulated payment ends
   * @throws DomainError PAYMENTS_NOT_CONFIGURED where a simulation is asked for and there is none
   */
  simulationOf(asked: PaymentSimulation | undefined): PaymentSimulation {
    if (asked !== undefined && !this.isSimulated) {
      throw new DomainError(
        ProblemCode.PaymentsNotConfigured,
        'Simulated payments are for demonstration only, and this box office is not one. Nothing was charged, and your hold goes on.',
      );
    }
    return asked ?? 'success';
  }

  /**
   * @param amountMinor what is to be paid, in the smallest unit of the currency
   * @throws DomainError PAYMENTS_NOT_CONFIGURED where a confirmation alone takes no money
   */
  requireProviderFor(amountMinor: number): void {
    if (amountMinor === 0 || this.isSimulated) return;
    throw new DomainError(
      ProblemCode.PaymentsNotConfigured,
      'A confirmation alone takes no payment here: start one for the booking. Nothing was charged, and your hold goes on until its time is up.',
    );
  }

  /** Whether people have to give back what this provider took, as this system can't. */
  isPaidBackByHand(provider: string | undefined): boolean {
    return PAID_BACK_BY_HAND.some((one) => one === provider);
  }

  /** The provider of an accepted payment. */
  providerOf(amountMinor: number): RecordedProvider {
    return amountMinor > 0 && this.isSimulated ? 'simulated' : 'none';
  }
}

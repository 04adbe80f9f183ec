import { ProblemCode, type PaymentSimulation } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Settings } from '../platform/config/settings.js';
import { DomainError } from '../platform/problems/domain-error.js';

/**
 * Providers, as stored with a payment. `counter`: cash, or a card reader that is none of this system's; `complimentary`:
 * given away there.
 */
export type PaymentProvider = 'simulation' | 'none' | 'counter' | 'complimentary';

/**
 * Decides what can be paid for, and how.
 *
 * There is no real provider yet. The simulated one always pays, so it exists only outside production; in
 * production, only what is free can be confirmed.
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
   * @throws DomainError PAYMENTS_NOT_CONFIGURED where nobody could take the money
   */
  requireProviderFor(amountMinor: number): void {
    if (amountMinor === 0 || this.isSimulated) return;
    throw new DomainError(
      ProblemCode.PaymentsNotConfigured,
      'This box office can’t take payments yet. Nothing was charged, and your hold goes on until its time is up.',
    );
  }

  /** The provider of an accepted payment. */
  providerOf(amountMinor: number): PaymentProvider {
    return amountMinor > 0 && this.isSimulated ? 'simulation' : 'none';
  }
}

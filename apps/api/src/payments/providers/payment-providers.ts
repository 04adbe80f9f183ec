import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../platform/config/settings.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { OfflineProvider } from './offline/offline-provider.js';
import type { PaymentProvider, ProviderName } from './payment-provider.js';
import { PayPalProvider } from './paypal/paypal-provider.js';
import { SimulatedProvider } from './simulated/simulated-provider.js';
import { StripeProvider } from './stripe/stripe-provider.js';

/** The payment providers that this installation may use, by their names. */
@Injectable()
export class PaymentProviders {
  private readonly providers: ReadonlyMap<ProviderName, PaymentProvider>;

  constructor(
    settings: Settings,
    simulated: SimulatedProvider,
    stripe: StripeProvider,
    paypal: PayPalProvider,
    offline: OfflineProvider,
  ) {
    const all: PaymentProvider[] = [simulated, stripe, paypal, offline];
    const allowed = new Set<ProviderName>(settings.paymentProviders);
    this.providers = new Map(
      all.filter(({ name }) => allowed.has(name)).map((provider) => [provider.name, provider]),
    );
  }

  /** The names of those that are on. */
  get names(): ProviderName[] {
    return [...this.providers.keys()];
  }

  /** @throws DomainError PAYMENTS_NOT_CONFIGURED where this installation doesn't use it */
  get(name: string): PaymentProvider {
    const provider = this.providers.get(name as ProviderName);
    if (provider) return provider;
    throw new DomainError(
      ProblemCode.PaymentsNotConfigured,
      'This box office doesn’t take payments in that way. Nothing was charged, and your hold goes on until its time is up.',
    );
  }
}

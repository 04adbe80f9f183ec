import { Injectable } from '@nestjs/common';
import { PaymentProviders } from '../providers/payment-providers.js';
import type { ProviderAccount, ProviderName } from '../providers/payment-provider.js';

/** How organisations are known to their payment providers. */
@Injectable()
export class ProviderAccounts {
  constructor(private readonly providers: PaymentProviders) {}

  /** @returns undefined where the organisation doesn't use the provider */
  of(organiserId: string, provider: ProviderName): Promise<ProviderAccount | undefined> {
    // The simulated provider knows everybody.
    return Promise.resolve(provider === 'simulated' ? { organiserId } : undefined);
  }

  /** The providers that an organisation's buyers may choose from. */
  enabled(organiserId: string): Promise<ProviderName[]> {
    const candidates = this.providers.names.map(async (name) => {
      return (await this.of(organiserId, name)) ? [name] : [];
    });
    return Promise.all(candidates).then((names) => names.flat());
  }
}

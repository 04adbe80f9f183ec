import {
  PROVIDER_FIELDS,
  SET_UP_PROVIDERS,
  type PaymentSettingsDto,
  type SetUpProvider,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../platform/config/settings.js';
import type { ProviderAccount } from '../providers/payment-provider.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import type { StoredSettings } from './payment-settings-store.js';

/** Enough to tell two keys apart, and far too little to guess one. */
const SHOWN_OF_SECRETS = 4;

const SIMULATED: PaymentSettingsDto = {
  provider: 'simulated',
  enabled: true,
  settings: {},
  readable: true,
  webhookUrl: null,
  updatedAt: null,
};

/** Writes settings as owners see them. */
@Injectable()
export class DescribePaymentSettings {
  constructor(
    private readonly settings: Settings,
    private readonly providers: PaymentProviders,
  ) {}

  /** All that this installation uses, set up or not; the simulated one first, which nobody sets up. */
  all(organiserId: string, stored: readonly StoredSettings[]): PaymentSettingsDto[] {
    const used = SET_UP_PROVIDERS.filter((provider) => this.providers.names.includes(provider));
    const described = used.map((provider) => {
      const own = stored.find((one) => one.provider === provider);
      return this.one(organiserId, provider, own);
    });
    return this.settings.simulatesPayments ? [SIMULATED, ...described] : described;
  }

  one(
    organiserId: string,
    provider: SetUpProvider,
    stored: StoredSettings | undefined,
  ): PaymentSettingsDto {
    return {
      provider,
      enabled: stored?.enabled ?? false,
      settings: shownOf(provider, stored?.account ?? {}),
      readable: !stored || stored.account !== undefined,
      webhookUrl: provider === 'offline' ? null : this.webhookUrl(organiserId, provider),
      updatedAt: stored?.updatedAt.toISOString() ?? null,
    };
  }

  private webhookUrl(organiserId: string, provider: SetUpProvider): string {
    const path = `/api/v1/payments/providers/${provider}/${organiserId}/events`;
    return new URL(path, this.settings.PUBLIC_URL).href;
  }
}

function shownOf(provider: SetUpProvider, account: ProviderAccount): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const { name, isSecret } of PROVIDER_FIELDS[provider]) {
    const value = account[name];
    if (value !== undefined) shown[name] = isSecret ? `…${value.slice(-SHOWN_OF_SECRETS)}` : value;
  }
  return shown;
}

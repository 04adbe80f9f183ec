import type {
  PaymentSettingsTestDto,
  ProviderTestReason,
  SetUpProvider,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { PayPalProvider } from '../providers/paypal/paypal-provider.js';
import {
  ProviderRefusedError,
  ProviderUnavailableError,
  type PaymentProvider,
} from '../providers/payment-provider.js';
import { StripeProvider } from '../providers/stripe/stripe-provider.js';
import { notSetUp } from './change-payment-settings.js';
import { PaymentSettingsStore } from './payment-settings-store.js';

const WORDS: Readonly<Record<ProviderTestReason, string>> = {
  key: 'The provider doesn’t accept the key. Copy it again from its dashboard.',
  permission: 'The key may not read payments. Give it the permission to read and write them.',
  mode: 'One of the keys is for tests, the other for live payments. Take both from the same mode.',
  account: 'The provider doesn’t know the connected account, or it isn’t connected to this key.',
  webhook: 'The provider knows no webhook with this id. Create one with the address shown here.',
  unreachable: 'The provider couldn’t be reached. Try again in a moment.',
  other: 'The provider refuses these settings, and doesn’t say why.',
};

/** Tries the settings of an organisation with its provider, without moving money. */
@Injectable()
export class TryPaymentSettings {
  private readonly providers: Partial<Record<SetUpProvider, PaymentProvider>>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly store: PaymentSettingsStore,
    stripe: StripeProvider,
    paypal: PayPalProvider,
  ) {
    this.providers = { stripe, paypal };
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN, or PROVIDER_NOT_FOUND where it isn't set up */
  async execute(
    organiserId: string,
    provider: SetUpProvider,
    caller: Caller,
  ): Promise<PaymentSettingsTestDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'owner');
    const stored = await this.store.find(manager, organiserId, provider);
    if (!stored?.account) throw notSetUp(provider);
    try {
      await this.providers[provider]?.test(stored.account);
      return { ok: true, reason: null, detail: 'It works.' };
    } catch (error) {
      const reason = reasonOf(error);
      return { ok: false, reason, detail: WORDS[reason] };
    }
  }
}

function reasonOf(error: unknown): ProviderTestReason {
  if (error instanceof ProviderUnavailableError) return 'unreachable';
  if (error instanceof ProviderRefusedError) return error.reason ?? 'other';
  throw error;
}

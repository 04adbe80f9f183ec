import { SET_UP_PROVIDERS, type SetUpProvider } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ProviderAccount, ProviderName } from '../providers/payment-provider.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import { PaymentSettingsStore } from './payment-settings-store.js';

/** Says how organisations are known to their payment providers. What it gives holds keys: never log it. */
@Injectable()
export class ProviderAccounts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly providers: PaymentProviders,
    private readonly store: PaymentSettingsStore,
  ) {}

  /**
   * An organisation's account, also of a provider that it has turned off: payments that began before are still
   * settled, and refunded.
   *
   * @returns undefined where it isn't set up, or its settings can't be decrypted any more
   */
  async of(organiserId: string, provider: ProviderName): Promise<ProviderAccount | undefined> {
    // The simulated provider knows everybody.
    if (!isSetUp(provider)) return { organiserId };
    const found = await this.store.find(this.dataSource.manager, organiserId, provider);
    return found?.account;
  }

  /**
   * Whoever turns off or removes what is enabled now waits until the transaction ends, and then sees what it did: so of
   * two who decide by each other's rows, one decides after the other.
   */
  async keepEnabled(manager: EntityManager, organiserId: string): Promise<void> {
    await manager.query(
      `SELECT FROM organiser_payment_settings WHERE organiser_id = $1 AND enabled
       ORDER BY provider FOR SHARE`,
      [organiserId],
    );
  }

  /**
   * Whoever removes the keys of an event's organisation waits until the transaction ends, and then sees what it began:
   * so nothing begins at a provider that nobody can ask about it any more. Turning it off waits for nobody.
   *
   * @param provider one of them; otherwise all
   * @returns whether it is set up, or needn't be
   */
  async keepKeys(
    manager: EntityManager,
    eventId: string,
    provider: string | null = null,
  ): Promise<boolean> {
    if (provider !== null && !isSetUp(provider)) return true;
    const rows = await manager.query<object[]>(
      `SELECT provider FROM organiser_payment_settings
       WHERE organiser_id = (SELECT organiser_id FROM events WHERE id = $1)
         AND ($2::text IS NULL OR provider = $2)
       ORDER BY provider FOR KEY SHARE`,
      [eventId, provider],
    );
    return rows.length > 0;
  }

  /** The providers that an organisation's buyers may choose from, of those that the installation has. */
  async enabled(
    organiserId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<ProviderName[]> {
    const stored = await this.store.list(manager, organiserId);
    return this.providers.names.filter(
      (name) =>
        !isSetUp(name) ||
        stored.some(
          ({ provider, enabled, account }) => provider === name && enabled && account !== undefined,
        ),
    );
  }
}

/** Whether organisers set a provider up. */
export function isSetUp(provider: string): provider is SetUpProvider {
  return SET_UP_PROVIDERS.some((one) => one === provider);
}

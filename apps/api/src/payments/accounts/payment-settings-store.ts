import { SET_UP_PROVIDERS, type SetUpProvider } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import type { ProviderAccount } from '../providers/payment-provider.js';
import { OrganiserPaymentSettingsEntity } from './payment-settings.entity.js';

/** What the settings are encrypted for; another purpose doesn't open them. */
export const SETTINGS_PURPOSE = 'boxoffice payment settings';

/** Settings as they are stored, opened. */
export interface StoredSettings {
  provider: SetUpProvider;
  enabled: boolean;
  updatedAt: Date;
  /** Undefined where no key opens them any more. */
  account: ProviderAccount | undefined;
}

/** Reads and writes how organisations are known to providers: encrypted, each for its own row alone. */
@Injectable()
export class PaymentSettingsStore {
  constructor(private readonly box: SecretBox) {}

  /** All of an organisation's, in the order of the settings page. */
  async list(manager: EntityManager, organiserId: string): Promise<StoredSettings[]> {
    const rows = await manager.findBy(OrganiserPaymentSettingsEntity, { organiserId });
    return rows
      .map((row) => this.opened(row))
      .sort((one, other) => rank(one.provider) - rank(other.provider));
  }

  async find(
    manager: EntityManager,
    organiserId: string,
    provider: SetUpProvider,
  ): Promise<StoredSettings | undefined> {
    const row = await manager.findOneBy(OrganiserPaymentSettingsEntity, { organiserId, provider });
    return row ? this.opened(row) : undefined;
  }

  async write(
    manager: EntityManager,
    organiserId: string,
    provider: SetUpProvider,
    { enabled, account }: { enabled: boolean; account: ProviderAccount },
  ): Promise<void> {
    const settings = this.box.lock(JSON.stringify(account), ownerOf(organiserId, provider));
    await manager.query(
      `INSERT INTO organiser_payment_settings (organiser_id, provider, settings, enabled)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (organiser_id, provider)
       DO UPDATE SET settings = excluded.settings, enabled = excluded.enabled, updated_at = now()`,
      [organiserId, provider, settings, enabled],
    );
  }

  async remove(
    manager: EntityManager,
    organiserId: string,
    provider: SetUpProvider,
  ): Promise<void> {
    await manager.delete(OrganiserPaymentSettingsEntity, { organiserId, provider });
  }

  private opened(row: OrganiserPaymentSettingsEntity): StoredSettings {
    const { provider, enabled, updatedAt } = row;
    return { provider, enabled, updatedAt, account: this.accountOf(row) };
  }

  private accountOf(row: OrganiserPaymentSettingsEntity): ProviderAccount | undefined {
    let text: string;
    try {
      text = this.box.open(row.settings, ownerOf(row.organiserId, row.provider));
    } catch {
      return undefined;
    }
    return JSON.parse(text) as ProviderAccount;
  }
}

/** Copied into another organisation's row, or another provider's, settings don't open. */
function ownerOf(organiserId: string, provider: SetUpProvider): string {
  return `${organiserId}/${provider}`;
}

function rank(provider: SetUpProvider): number {
  return SET_UP_PROVIDERS.indexOf(provider);
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  ProviderStatements,
  type StatedOrganiser,
  type StatedPayment,
} from '../ledger/reconcile/provider-statements.js';
import { PaymentProviders } from '../payments/providers/payment-providers.js';
import type { PaymentProvider } from '../payments/providers/payment-provider.js';
import { CallProvider } from './call-provider.js';

/**
 * Organisations that a provider is set up for, also where buyers can't choose it any more: its old captures count. Since
 * their settings changed, which may have been to another account: that one doesn't know what was captured before.
 */
const ORGANISERS_SQL = `
  SELECT organiser_id AS id, updated_at AS "knownSince" FROM organiser_payment_settings
  WHERE provider = $1 ORDER BY organiser_id`;

/** Has the nightly comparison of money ask providers what they captured, as far as they list it. */
@Injectable()
export class StateCaptures implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly statements: ProviderStatements,
    private readonly providers: PaymentProviders,
    private readonly call: CallProvider,
  ) {}

  onModuleInit(): void {
    for (const name of this.providers.names) {
      const provider = this.providers.get(name);
      if (!provider.captures) continue;
      this.statements.add({
        provider: name,
        organisers: () => this.dataSource.query<StatedOrganiser[]>(ORGANISERS_SQL, [name]),
        pages: (organiserId, since) => this.pages(provider, organiserId, since),
      });
    }
  }

  private async *pages(
    provider: PaymentProvider,
    organiserId: string,
    since: Date,
  ): AsyncGenerator<StatedPayment[]> {
    const { account } = await this.call.ofOrganiser(organiserId, provider.name);
    for await (const page of provider.captures?.(account, { organiserId, since }) ?? []) yield page;
  }
}

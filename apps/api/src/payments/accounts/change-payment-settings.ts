import {
  ProblemCode,
  PROVIDER_FIELDS,
  type ChangePaymentSettingsDto,
  type FieldErrorDto,
  type PaymentSettingsDto,
  type SetUpProvider,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import type { AuditFacts } from '../../platform/audit/audit-entry.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { ProviderAccount } from '../providers/payment-provider.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import { PaymentRecords } from '../records/payment-records.js';
import { DescribePaymentSettings } from './describe-payment-settings.js';
import { OwedRefunds } from './owed-refunds.js';
import { PaidSales } from './paid-sales.js';
import { ProviderAccounts } from './provider-accounts.js';
import { PaymentSettingsStore, type StoredSettings } from './payment-settings-store.js';

/** Sets up how an organisation is paid. For its owners: keys decide where the money goes. */
@Injectable()
export class ChangePaymentSettings {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly store: PaymentSettingsStore,
    private readonly audit: AuditTrail,
    private readonly describe: DescribePaymentSettings,
    private readonly providers: PaymentProviders,
    private readonly accounts: ProviderAccounts,
    private readonly records: PaymentRecords,
    private readonly sales: PaidSales,
    private readonly owed: OwedRefunds,
  ) {}

  /**
   * @throws DomainError ORGANISER_NOT_FOUND; FORBIDDEN; PROVIDER_NOT_FOUND where this installation doesn't use it;
   * VALIDATION_FAILED where something is missing; PAYMENT_METHOD_REQUIRED where the last one is turned off
   */
  async change(
    organiserId: string,
    provider: SetUpProvider,
    asked: ChangePaymentSettingsDto,
    caller: Caller,
    actor: Actor,
  ): Promise<PaymentSettingsDto> {
    return this.transactions.run(async (manager) => {
      // Alone: a key that is left out stays as it is, also while another owner changes it.
      await this.access.requireAlone(manager, caller, organiserId, 'owner');
      if (!this.providers.names.includes(provider)) throw notOffered(provider);
      const before = await this.store.find(manager, organiserId, provider);
      const isLast = await this.isLast(manager, organiserId, provider);
      const account = accountOf(provider, asked, before?.account ?? {});
      const changed = changedFields(before?.account ?? {}, account);
      if (before?.enabled !== asked.enabled || changed.length > 0) {
        await this.store.write(manager, organiserId, provider, { enabled: asked.enabled, account });
        if (isLast && !asked.enabled) await this.refuseWhileOnSale(manager, organiserId);
        await this.record(manager, 'organiser.payments_changed', organiserId, actor, {
          before: before ? factsOf(before) : null,
          after: { provider, enabled: asked.enabled, changed },
        });
      }
      const stored = await this.store.find(manager, organiserId, provider);
      return this.describe.one(organiserId, provider, stored);
    });
  }

  /**
   * Removes its keys, without which nothing of it can be settled or refunded. Who wants no new payments alone turns it
   * off.
   *
   * @throws DomainError ORGANISER_NOT_FOUND; FORBIDDEN; PROVIDER_NOT_FOUND where it isn't set up; PROVIDER_IN_USE while
   * something is under way; PAYMENT_METHOD_REQUIRED where it is the last one
   */
  async remove(
    organiserId: string,
    provider: SetUpProvider,
    caller: Caller,
    actor: Actor,
  ): Promise<void> {
    await this.transactions.run(async (manager) => {
      await this.access.requireAlone(manager, caller, organiserId, 'owner');
      const before = await this.store.find(manager, organiserId, provider);
      if (!before) throw notSetUp(provider);
      const isLast = await this.isLast(manager, organiserId, provider);
      await this.store.remove(manager, organiserId, provider);
      if (isLast) await this.refuseWhileOnSale(manager, organiserId);
      if (await this.isInUse(manager, organiserId, provider)) throw inUse(provider);
      await this.record(manager, 'organiser.payments_removed', organiserId, actor, {
        before: factsOf(before),
        after: null,
      });
    });
  }

  /**
   * Whether something will still be asked of the provider. Called once the row is gone: who began something because of it
   * has ended by then, and is seen. What is under way comes first, as what is due may be under way a moment later.
   */
  private async isInUse(
    manager: EntityManager,
    organiserId: string,
    provider: SetUpProvider,
  ): Promise<boolean> {
    return (
      (await this.records.isAnyUnderWay(manager, organiserId, provider)) ||
      (await this.owed.areAny(manager, organiserId, provider))
    );
  }

  /** Whether buyers would have nothing to choose from without it. */
  private async isLast(
    manager: EntityManager,
    organiserId: string,
    provider: SetUpProvider,
  ): Promise<boolean> {
    const enabled = await this.accounts.enabled(organiserId, manager);
    return enabled.length === 1 && enabled[0] === provider;
  }

  /**
   * Called once the row is written: whoever put something on sale because of it has ended by then, and is seen.
   *
   * @throws DomainError PAYMENT_METHOD_REQUIRED
   */
  private async refuseWhileOnSale(manager: EntityManager, organiserId: string): Promise<void> {
    const [first, ...others] = await this.sales.of(manager, organiserId, 2);
    if (first === undefined) return;
    const named = others.length > 0 ? `events such as “${first}” are` : `“${first}” is`;
    throw new DomainError(
      ProblemCode.PaymentMethodRequired,
      `Buyers couldn’t pay any more, and ${named} on sale. Set up another payment method first, or cancel what is on sale. Nothing was changed.`,
    );
  }

  private record(
    manager: EntityManager,
    action: string,
    organiserId: string,
    actor: Actor,
    facts: { before: AuditFacts | null; after: AuditFacts | null },
  ): Promise<void> {
    const subject = { kind: 'organiser', id: organiserId } as const;
    return this.audit.record(manager, [{ ...actor, action, subject, ...facts }]);
  }
}

/** What a provider is called in a sentence. */
export const PROVIDER_TITLES: Readonly<Record<SetUpProvider, string>> = {
  stripe: 'Stripe',
  paypal: 'PayPal',
  offline: 'Bank transfer',
};

export function notSetUp(provider: SetUpProvider): DomainError {
  return new DomainError(
    ProblemCode.ProviderNotFound,
    `${PROVIDER_TITLES[provider]} isn’t set up for this organisation.`,
  );
}

function notOffered(provider: SetUpProvider): DomainError {
  return new DomainError(
    ProblemCode.ProviderNotFound,
    `This box office doesn’t take payments by ${PROVIDER_TITLES[provider]}.`,
  );
}

function inUse(provider: SetUpProvider): DomainError {
  return new DomainError(
    ProblemCode.ProviderInUse,
    `Payments, refunds or disputes at ${PROVIDER_TITLES[provider]} are still under way. Turn it off instead: buyers can’t choose it any more, and what is under way is still settled. Nothing was changed.`,
  );
}

/** No value, not even of what is no secret: the names of the fields say enough. */
function factsOf({ provider, enabled }: StoredSettings): AuditFacts {
  return { provider, enabled };
}

function changedFields(before: ProviderAccount, after: ProviderAccount): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).sort();
}

/** What is stored with what is asked for over it; complete, and nothing of another provider. */
function accountOf(
  provider: SetUpProvider,
  given: ChangePaymentSettingsDto,
  before: ProviderAccount,
): ProviderAccount {
  const fields = PROVIDER_FIELDS[provider];
  const errors: FieldErrorDto[] = [];
  for (const [field, value] of Object.entries(given)) {
    if (field === 'enabled' || value === undefined) continue;
    if (!fields.some(({ name }) => name === field)) {
      const messages = [`${field} is nothing that ${PROVIDER_TITLES[provider]} has`];
      errors.push({ field, messages });
    }
  }
  const account: Record<string, string> = {};
  for (const { name, isOptional } of fields) {
    const value = given[name] ?? before[name] ?? '';
    if (value !== '') account[name] = value;
    else if (!isOptional) errors.push({ field: name, messages: [`${name} is missing`] });
  }
  if (errors.length > 0) throw validationFailed(errors);
  return account;
}

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
import { DescribePaymentSettings } from './describe-payment-settings.js';
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
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN, or VALIDATION_FAILED where something is missing */
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
      const before = await this.store.find(manager, organiserId, provider);
      const account = accountOf(provider, asked, before?.account ?? {});
      const changed = changedFields(before?.account ?? {}, account);
      if (before?.enabled !== asked.enabled || changed.length > 0) {
        await this.store.write(manager, organiserId, provider, { enabled: asked.enabled, account });
        await this.record(manager, 'organiser.payments_changed', organiserId, actor, {
          before: before ? factsOf(before) : null,
          after: { provider, enabled: asked.enabled, changed },
        });
      }
      const stored = await this.store.find(manager, organiserId, provider);
      return this.describe.one(organiserId, provider, stored);
    });
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN, or PROVIDER_NOT_FOUND where it isn't set up */
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
      await this.store.remove(manager, organiserId, provider);
      await this.record(manager, 'organiser.payments_removed', organiserId, actor, {
        before: factsOf(before),
        after: null,
      });
    });
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
  offline: 'Payment by transfer',
};

export function notSetUp(provider: SetUpProvider): DomainError {
  return new DomainError(
    ProblemCode.ProviderNotFound,
    `${PROVIDER_TITLES[provider]} isn’t set up for this organisation.`,
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

import { required, validate, type SchemaPathTree } from '@angular/forms/signals';
import type { ChangePaymentSettingsDto } from '@boxoffice/contracts';
import {
  INSTRUCTIONS_MAX_LENGTH,
  PROVIDER_FIELDS,
  PROVIDER_PATTERNS,
  type ProviderField,
} from '@boxoffice/contracts/provider-fields';
import { asksFor, isText } from '../../form/rules';
import type { SetUpSettings } from './payment-settings';
import { fieldWords } from './provider-words';

/** What somebody writes of a provider: every field of every provider, though only some are shown. */
export interface ProviderDraft extends Record<ProviderField['name'], string> {
  enabled: boolean;
}

/** A draft of what is stored. Secrets begin empty: nobody can read them. */
export function draftOf({ provider, enabled, settings }: SetUpSettings): ProviderDraft {
  const draft: ProviderDraft = {
    publishableKey: '',
    secretKey: '',
    webhookSecret: '',
    connectedAccount: '',
    environment: 'live',
    clientId: '',
    clientSecret: '',
    webhookId: '',
    instructions: '',
    holdDays: '',
    // Whoever fills in the form wants to use it.
    enabled: enabled || Object.keys(settings).length === 0,
  };
  for (const { name, isSecret } of PROVIDER_FIELDS[provider]) {
    if (!isSecret) draft[name] = settings[name] ?? draft[name];
  }
  return draft;
}

export function isProvider(path: SchemaPathTree<ProviderDraft>, stored: () => SetUpSettings): void {
  for (const { name, isSecret, isOptional } of PROVIDER_FIELDS[stored().provider]) {
    const { wrong } = fieldWords(name);
    if (name === 'instructions') {
      asksFor(path[name], $localize`Tell buyers how to pay`);
      isText(path[name], INSTRUCTIONS_MAX_LENGTH);
      continue;
    }
    if (!isOptional) {
      const isNeeded = () => !isSecret || stored().settings[name] === undefined;
      required(path[name], { message: $localize`This is needed`, when: isNeeded });
    }
    const pattern = PROVIDER_PATTERNS[name];
    validate(path[name], ({ value }) =>
      value().trim() === '' || pattern.test(value().trim())
        ? null
        : { kind: 'pattern', message: wrong },
    );
  }
}

/** What is sent: a secret that nobody typed stays as it is. */
export function changeOf(
  draft: ProviderDraft,
  { provider }: SetUpSettings,
): ChangePaymentSettingsDto {
  const values = PROVIDER_FIELDS[provider]
    .map(({ name, isSecret }) => ({ name, isSecret, value: draft[name].trim() }))
    .filter(({ isSecret, value }) => !isSecret || value !== '');
  return {
    enabled: draft.enabled,
    ...Object.fromEntries(values.map(({ name, value }) => [name, value])),
  };
}

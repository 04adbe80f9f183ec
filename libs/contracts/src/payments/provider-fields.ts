/** The providers that an organiser sets up. */
export const SET_UP_PROVIDERS = ['stripe', 'paypal', 'offline'] as const;

export type SetUpProvider = (typeof SET_UP_PROVIDERS)[number];

/** Longest text for the buyers of those who are paid offline, in characters. */
export const INSTRUCTIONS_MAX_LENGTH = 2_000;

/** One thing that a provider needs to know of an organiser. */
export interface ProviderField {
  readonly name: keyof typeof PROVIDER_PATTERNS | 'instructions';
  /** Written once, and shown by its last characters only. */
  readonly isSecret?: true;
  readonly isOptional?: true;
}

/**
 * What a key may be. Keys are shown as their providers write them; what is shown of a secret is a fraction of the
 * shortest one.
 */
export const PROVIDER_PATTERNS = {
  secretKey: /^(sk|rk)_(test|live)_\w{16,240}$/,
  publishableKey: /^pk_(test|live)_\w{16,240}$/,
  webhookSecret: /^whsec_[\w+/=]{16,240}$/,
  connectedAccount: /^(acct_\w{8,60})?$/,
  environment: /^(live|sandbox)$/,
  clientId: /^[\w-]{20,200}$/,
  clientSecret: /^[\w-]{20,200}$/,
  webhookId: /^\w{8,50}$/,
  holdDays: /^([1-9]|[1-5]\d|60)?$/,
} as const;

/** What each provider needs to know, in the order of its form. */
export const PROVIDER_FIELDS: Readonly<Record<SetUpProvider, readonly ProviderField[]>> = {
  stripe: [
    { name: 'publishableKey' },
    { name: 'secretKey', isSecret: true },
    { name: 'webhookSecret', isSecret: true },
    { name: 'connectedAccount', isOptional: true },
  ],
  paypal: [
    { name: 'environment' },
    { name: 'clientId' },
    { name: 'clientSecret', isSecret: true },
    { name: 'webhookId' },
  ],
  offline: [{ name: 'instructions' }, { name: 'holdDays', isOptional: true }],
};

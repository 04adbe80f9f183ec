import { IsBoolean, Matches } from 'class-validator';
import { OptionalField } from '../validation/optional-field.js';
import { IsText } from '../validation/texts.js';
import {
  INSTRUCTIONS_MAX_LENGTH,
  PROVIDER_PATTERNS,
  type SetUpProvider,
} from './provider-fields.js';

/** How an organisation is paid by one provider, as its owners see it. */
export class PaymentSettingsDto {
  /**
   * The provider: stripe, paypal or offline; simulated, which is for tests, on wherever it is listed, and not set up.
   * @example "stripe"
   */
  provider: SetUpProvider | 'simulated';

  /**
   * Whether buyers may pay with it.
   * @example true
   */
  enabled: boolean;

  /**
   * Its settings, secrets by their last four characters. Empty: it isn't set up.
   * @example { "publishableKey": "pk_test_51Hc0FjKAa2t9pQ7x", "secretKey": "…9pQ7" }
   */
  settings: Record<string, string>;

  /**
   * False if the stored settings can’t be decrypted any more: enter them again.
   * @example true
   */
  readable: boolean;

  /**
   * Where the provider has to send its events; null if it sends none.
   * @example "https://tickets.example/api/v1/payments/providers/stripe/7300000000000000001/events"
   */
  webhookUrl: string | null;

  /**
   * When it was last changed; null if it isn't set up.
   * @example "2026-11-22T20:00:00.000Z"
   */
  updatedAt: string | null;
}

/** Sets up a provider. What is left out stays as it is; an empty text removes what is optional. */
export class ChangePaymentSettingsDto {
  /**
   * Whether buyers may pay with it.
   * @example true
   */
  @IsBoolean()
  enabled: boolean;

  /**
   * Stripe: the secret key, or a restricted one.
   * @example "sk_test_51Hc0FjKAa2t9pQ7x"
   */
  @OptionalField()
  @Matches(PROVIDER_PATTERNS.secretKey, {
    message: '$property must begin with sk_live_, sk_test_, rk_live_ or rk_test_',
  })
  secretKey?: string;

  /**
   * Stripe: the publishable key.
   * @example "pk_test_51Hc0FjKAa2t9pQ7x"
   */
  @OptionalField()
  @Matches(PROVIDER_PATTERNS.publishableKey, {
    message: '$property must begin with pk_live_ or pk_test_',
  })
  publishableKey?: string;

  /**
   * Stripe: the signing secret of the webhook.
   * @example "whsec_51Hc0FjKAa2t9pQ7x"
   */
  @OptionalField()
  @Matches(PROVIDER_PATTERNS.webhookSecret, { message: '$property must begin with whsec_' })
  webhookSecret?: string;

  /**
   * Stripe: a connected account that is charged directly.
   * @example "acct_1Hc0FjKAa2t9pQ7x"
   */
  @OptionalField()
  @Matches(PROVIDER_PATTERNS.connectedAccount, { message: '$property must begin with acct_' })
  connectedAccount?: string;

  /**
   * PayPal: `live`, or `sandbox` for tests.
   * @example "sandbox"
   */
  @OptionalField()
  @Matches(PROVIDER_PATTERNS.environment, { message: '$property must be live or sandbox' })
  environment?: string;

  /**
   * PayPal: the app's client id.
   * @example "AZ3hN0cXq7Fm2tJ9pLk5"
   */
  @OptionalField()
  @Matches(PROVIDER_PATTERNS.clientId, {
    message: '$property must be a client id: letters, digits, - and _, at least 20 of them',
  })
  clientId?: string;

  /**
   * PayPal: the app's secret.
   * @example "EK8vT1dYq6Gn3uK0qMl6"
   */
  @OptionalField()
  @Matches(PROVIDER_PATTERNS.clientSecret, {
    message: '$property must be a secret: letters, digits, - and _, at least 20 of them',
  })
  clientSecret?: string;

  /**
   * PayPal: the webhook's id.
   * @example "8PT597110X687430LKGECATA"
   */
  @OptionalField()
  @Matches(PROVIDER_PATTERNS.webhookId, {
    message: '$property must be a webhook’s id: letters and digits, at least 8 of them',
  })
  webhookId?: string;

  /**
   * Offline: what the buyer reads, such as where to transfer the money; at most 2,000 characters.
   * @example "Transfer to DE02 1203 0000 0000 2020 51, naming your booking."
   */
  @OptionalField()
  @IsText(INSTRUCTIONS_MAX_LENGTH, 1)
  instructions?: string;

  /**
   * Offline: for how many days the tickets are held, 1 to 60. Empty: as long as any others.
   * @example "7"
   */
  @OptionalField()
  @Matches(PROVIDER_PATTERNS.holdDays, { message: '$property must be a number from 1 to 60' })
  holdDays?: string;
}

/** Why a provider's settings don't work, as far as it says. */
export const PROVIDER_TEST_REASONS = [
  'key',
  'permission',
  'mode',
  'account',
  'webhook',
  'unreachable',
  'other',
] as const;

export type ProviderTestReason = (typeof PROVIDER_TEST_REASONS)[number];

/** What came of trying a provider's settings. */
export class PaymentSettingsTestDto {
  /**
   * Whether they work.
   * @example false
   */
  ok: boolean;

  /**
   * What is wrong: key, permission, mode, account, webhook, unreachable or other. Null if they work.
   * @example "key"
   */
  reason: ProviderTestReason | null;

  /**
   * The same in words.
   * @example "The provider doesn’t accept the key. Copy it again from its dashboard."
   */
  detail: string;
}

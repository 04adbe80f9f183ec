import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { BatchSettings } from './batch-settings.js';
import { List } from './setting-readers.js';

/** An organiser's keys are sent there: in the clear to this machine only. */
const SAFE_ADDRESS = /^(https:\/\/[^/?#@\s]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/;

/** Providers that this installation may take payments with. */
export const PAYMENT_PROVIDERS = ['simulated', 'stripe', 'paypal', 'offline'] as const;

/** How payments are taken, and where payment providers are reached. */
export abstract class ProviderSettings extends BatchSettings {
  /**
   * Payment providers that organisations may use: `stripe`, `paypal`, `offline` (bank transfer or at the counter), and
   * outside of production `simulated`, which moves no money and is the default there. Production has no default and
   * refuses `simulated`.
   *
   * @example stripe,offline
   */
  @IsOptional()
  @List()
  @IsIn(PAYMENT_PROVIDERS, {
    each: true,
    message: `PAYMENT_PROVIDERS must be some of ${PAYMENT_PROVIDERS.join(', ')}`,
  })
  PAYMENT_PROVIDERS?: (typeof PAYMENT_PROVIDERS)[number][];

  /**
   * How long a hold may last beyond its time while its payment is under way, in seconds. The provider is asked before
   * the tickets go back on sale; money that arrives later is taken for the same tickets or for equal ones, if there are
   * any, and otherwise given back.
   */
  @Type(() => Number)
  @IsInt()
  @Min(5)
  @Max(86_400)
  PAYMENT_GRACE_SECONDS = 300;

  /**
   * How often payments are looked for that their provider has to be asked about, in milliseconds: those whose answer is
   * missing, and those whose hold has ended.
   */
  @Type(() => Number)
  @IsInt()
  @Min(50)
  @Max(60_000)
  PAYMENT_LOOK_INTERVAL_MS = 5_000;

  /** Address of Stripe's API. Another one is for tests: it gets the organisers' keys. */
  @Matches(SAFE_ADDRESS, {
    message: 'STRIPE_API_URL must be an address without a path, such as https://api.stripe.com',
  })
  STRIPE_API_URL = 'https://api.stripe.com';

  /**
   * Address of PayPal's API. Without it, each organiser's account is reached at PayPal's own, live or sandbox. Another
   * one is for tests: it gets the organisers' keys.
   */
  @IsOptional()
  @Matches(SAFE_ADDRESS, {
    message:
      'PAYPAL_API_URL must be an address without a path, such as https://api-m.sandbox.paypal.com',
  })
  PAYPAL_API_URL?: string;
}

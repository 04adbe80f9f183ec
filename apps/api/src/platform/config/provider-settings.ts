import { IsOptional, Matches } from 'class-validator';
import { BatchSettings } from './batch-settings.js';

/** An organiser's keys are sent there: in the clear to this machine only. */
const SAFE_ADDRESS = /^(https:\/\/[^/?#@\s]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/;

/** Where payment providers are reached. */
export abstract class ProviderSettings extends BatchSettings {
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

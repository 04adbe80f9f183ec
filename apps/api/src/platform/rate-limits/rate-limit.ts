import { SetMetadata } from '@nestjs/common';

/**
 * Which limit a route counts for.
 *
 * - `default`: everything that does not say otherwise.
 * - `reserve`: reservations and payments.
 * - `sign-in`: signing in, and what else takes a password or a token from nobody in particular.
 * - `mail`: what makes us send a mail to an address that the caller names.
 * - `guest`: buying without an account.
 * - `secret`: what asks somebody who is signed in for their password or a code.
 * - `export`: exports of an organisation's data, which cost as much as they have rows.
 * - `none`: never counted; what watches over the service may ask as often as it likes.
 */
export type RateLimitRule =
  'default' | 'reserve' | 'sign-in' | 'mail' | 'guest' | 'secret' | 'export' | 'none';

export const RATE_LIMIT = 'boxoffice:rate-limit';

/** Declares which limit a route counts for, instead of the default one. */
export function RateLimit(rule: RateLimitRule): MethodDecorator & ClassDecorator {
  return SetMetadata<string, RateLimitRule>(RATE_LIMIT, rule);
}

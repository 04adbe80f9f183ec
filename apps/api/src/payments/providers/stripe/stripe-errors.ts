import { Stripe } from 'stripe';
import {
  ProviderRefusedError,
  ProviderUnavailableError,
  type RefusalReason,
} from '../payment-provider.js';

const REASONS: Readonly<Record<number, RefusalReason>> = { 401: 'key', 403: 'permission' };

/** Codes of a refusal whose cause is the connected account. */
const ACCOUNT_CODES = new Set(['account_invalid', 'account_closed', 'platform_account_required']);

/**
 * Says in own words what Stripe said. Neither its message nor the error goes along: the message quotes parts of keys,
 * and the error holds the request.
 */
export function providerErrorOf(error: unknown): Error {
  if (!(error instanceof Stripe.errors.StripeError)) {
    // Of the library itself: a key that no header can hold, say.
    return new ProviderRefusedError('Stripe could not be asked with these settings.', 'key');
  }
  const { statusCode, code, requestId } = error;
  const which = [code, requestId].filter((part) => part !== undefined).join(', ');
  const suffix = which === '' ? '' : ` (${which})`;
  if (error instanceof Stripe.errors.StripeConnectionError || statusCode === undefined) {
    return new ProviderUnavailableError(`Stripe can't be reached${suffix}.`);
  }
  if (statusCode === 409 || statusCode === 429 || statusCode >= 500) {
    return new ProviderUnavailableError(`Stripe answered ${String(statusCode)}${suffix}.`);
  }
  return new ProviderRefusedError(
    `Stripe refused with ${String(statusCode)}${suffix}.`,
    code !== undefined && ACCOUNT_CODES.has(code) ? 'account' : REASONS[statusCode],
  );
}

/** Whether Stripe refuses because the payment isn't in a state for that any more. */
export function isUnexpectedState(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.code === 'payment_intent_unexpected_state'
  );
}

import { digitsOf, toDecimal } from '@boxoffice/contracts/money';
import { ProviderRefusedError } from '../payment-provider.js';

/**
 * Where Stripe counts in other units than ISO 4217, and how many of each are the same amount:
 * https://docs.stripe.com/currencies (zero-decimal currencies and special cases). ISK and UGX lost their digits in ISO
 * and kept two at Stripe, always `00`; MGA has none there. HUF and TWD have none in payouts only: charges count two,
 * as in ISO.
 */
const UNITS: Readonly<Record<string, { stripe: number; iso: number }>> = {
  ISK: { stripe: 100, iso: 1 },
  UGX: { stripe: 100, iso: 1 },
  MGA: { stripe: 1, iso: 100 },
};

const SAME = { stripe: 1, iso: 1 };

/**
 * An amount as Stripe counts it.
 *
 * @throws ProviderRefusedError where Stripe has no such amount; nothing is rounded
 */
export function toStripeAmount(minor: number, currency: string): number {
  const { stripe, iso } = UNITS[currency] ?? SAME;
  const digits = digitsOf(currency);
  // The last of three digits has to be 0, and no currency has four.
  const isTaken = digits < 3 || (digits === 3 && minor % 10 === 0);
  if (!isTaken || minor % iso !== 0) {
    throw new ProviderRefusedError(
      `Stripe takes no amount of ${toDecimal(minor, currency)} ${currency}.`,
    );
  }
  return (minor / iso) * stripe;
}

/** An amount of Stripe's in the smallest unit that ISO 4217 knows. */
export function fromStripeAmount(amount: number, currency: string): number {
  const { stripe, iso } = UNITS[currency] ?? SAME;
  return Math.round(amount / stripe) * iso;
}

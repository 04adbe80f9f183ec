import { proportionOf } from '@boxoffice/contracts/money';

/** What an amount consists of, in the smallest unit of its currency. */
export interface MoneyParts {
  /** The organiser's own. */
  payableMinor: number;
  feesMinor: number;
  taxesMinor: number;
}

/** How money goes back where it isn't said: with its part of the fees, or without. */
export type FeesOfReturn = 'with_fees' | 'without_fees';

/** The sum of all parts. */
export function sumOfParts({ payableMinor, feesMinor, taxesMinor }: MoneyParts): number {
  return payableMinor + feesMinor + taxesMinor;
}

/**
 * Takes an amount that goes back apart, in proportion to what is left of the payment. The last part takes what the others
 * leave, so nothing is lost by rounding, no part is more than is left of it, and giving all back leaves nothing.
 *
 * Without fees, they are touched only where all else is used up.
 *
 * @param left what was captured and not given back since
 * @param amountMinor no more than that
 */
export function splitReturn(left: MoneyParts, amountMinor: number, fees: FeesOfReturn): MoneyParts {
  const all = sumOfParts(left);
  if (amountMinor <= 0 || amountMinor > all) {
    throw new Error(`${amountMinor} can't go back: ${all} is left.`);
  }
  const feesMinor =
    fees === 'with_fees'
      ? proportionOf(left.feesMinor, amountMinor, all)
      : Math.max(0, amountMinor - left.payableMinor - left.taxesMinor);
  const others = amountMinor - feesMinor;
  const ofOthers = left.payableMinor + left.taxesMinor;
  const taxesMinor = ofOthers === 0 ? 0 : proportionOf(left.taxesMinor, others, ofOthers);
  return { payableMinor: others - taxesMinor, feesMinor, taxesMinor };
}

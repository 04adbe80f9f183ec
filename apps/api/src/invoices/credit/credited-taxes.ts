import { proportionOf } from '@boxoffice/contracts/money';
import type { DocumentTax } from '../document/invoice-document.js';

/** A part of an invoice that is given back, with its tax. All amounts are above zero. */
export interface CreditedPart {
  /** In hundredths of a percent; null: the part without tax. */
  basisPoints: number | null;
  grossMinor: number;
}

/** One rate of an invoice, or of all its credit notes together. */
export type RateAmounts = Pick<DocumentTax, 'basisPoints' | 'netMinor' | 'taxMinor' | 'grossMinor'>;

/** Credit notes take more than the invoice, or of a rate that it doesn't have. */
export class CreditExceedsInvoiceError extends Error {}

/**
 * The tax in a part of an invoice that is given back.
 *
 * It is what belongs to all that was given back so far, this part included, less what was given back of it before;
 * rounded once, by {@link proportionOf}. So however an invoice is taken apart, its credit notes never take more tax than
 * it has, and exactly all of it when everything is given back.
 *
 * @param of one rate of the invoice
 * @param before what its earlier credit notes have taken of that rate, as amounts above zero
 * @throws CreditExceedsInvoiceError if more would be given back than was paid
 */
export function creditedTax(
  of: Pick<RateAmounts, 'grossMinor' | 'taxMinor'>,
  before: Pick<RateAmounts, 'grossMinor' | 'taxMinor'>,
  grossMinor: number,
): number {
  const grossSoFar = before.grossMinor + grossMinor;
  if (!(grossMinor > 0) || grossSoFar > of.grossMinor) {
    throw new CreditExceedsInvoiceError(
      `${grossMinor} can't be taken from ${of.grossMinor}, of which ${before.grossMinor} were.`,
    );
  }
  return proportionOf(of.taxMinor, grossSoFar, of.grossMinor) - before.taxMinor;
}

/**
 * Spreads an amount over the rates of an invoice, by what is left of each: what a refund by amount alone gives back.
 * Each rate gets its share of what the rates before it have left over, so that the parts add up.
 *
 * @param left what is left of each rate
 */
export function spreadOverRates(left: readonly CreditedPart[], grossMinor: number): CreditedPart[] {
  let open = left.reduce((sum, part) => sum + part.grossMinor, 0);
  if (grossMinor > open) {
    throw new CreditExceedsInvoiceError(`${grossMinor} can't be taken: ${open} are left.`);
  }
  let rest = grossMinor;
  const parts: CreditedPart[] = [];
  for (const { basisPoints, grossMinor: available } of left) {
    if (open === 0) break;
    const share = proportionOf(rest, available, open);
    if (share > 0) parts.push({ basisPoints, grossMinor: share });
    rest -= share;
    open -= available;
  }
  return parts;
}

import type { CounterSaleDto } from '@boxoffice/contracts';
import { formatPercent } from '../../../design/formats';

/** An amount on a receipt, and what it is for. */
export interface ReceiptCharge {
  what: string;
  amountMinor: number;
}

/**
 * What stands on a receipt beside the prices of tickets.
 *
 * @returns `added`: what makes the total together with those prices; `within`: what is in the total
 */
export function chargesOf({
  charges: { discountMinor, ticketFees, bookingFees, tax },
  totalMinor,
}: Pick<CounterSaleDto, 'charges' | 'totalMinor'>): {
  added: ReceiptCharge[];
  within: ReceiptCharge[];
} {
  const taxName = tax ? `${tax.name} ${formatPercent(tax.basisPoints)}` : '';
  const ofTax = tax && totalMinor > 0 ? [{ what: taxName, amountMinor: tax.amountMinor }] : [];
  const fees = [...ticketFees, ...bookingFees].map(({ name, amountMinor }) => ({
    what: name,
    amountMinor,
  }));
  return {
    added: [
      ...(discountMinor > 0 ? [{ what: $localize`Discount`, amountMinor: -discountMinor }] : []),
      ...fees,
      ...(tax?.included === false ? ofTax : []),
    ],
    within: ofTax.flatMap(({ amountMinor }) => [
      ...(tax?.included
        ? [{ what: $localize`Includes ${taxName}:what is included:`, amountMinor }]
        : []),
      { what: $localize`Net`, amountMinor: totalMinor - amountMinor },
    ]),
  };
}

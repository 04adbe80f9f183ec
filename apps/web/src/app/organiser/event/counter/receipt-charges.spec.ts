import type { CounterSaleDto } from '@boxoffice/contracts';
import { breakdownOf, priceOrder, type PricingTerms } from '@boxoffice/contracts/pricing';
import { chargesOf } from './receipt-charges';

const FEES: PricingTerms['fees'] = [
  { name: 'Service', amountMinor: null, basisPoints: 500, per: 'ticket', onFreeTickets: false },
  { name: 'Booking', amountMinor: 150, basisPoints: null, per: 'booking', onFreeTickets: false },
];

const HALF = { amountMinor: null, basisPoints: 5_000, tierId: null, ticketTypeId: null };

describe('a receipt', () => {
  const tax = (included: boolean): PricingTerms['tax'] => ({
    name: 'VAT',
    basisPoints: 700,
    included,
  });
  const saleWith = (terms: PricingTerms): Pick<CounterSaleDto, 'charges' | 'totalMinor'> => {
    const cost = breakdownOf(
      priceOrder([{ tierId: '1', quantity: 3, priceMinor: 2_799 }], terms, [HALF]),
    );
    return { charges: cost, totalMinor: cost.totalMinor };
  };

  it.each([tax(true), tax(false), null])('adds up to its total with a tax %j', (charged) => {
    const sale = saleWith({ fees: FEES, tax: charged });
    const { added, within } = chargesOf(sale);
    const sum = added.reduce((total, { amountMinor }) => total + amountMinor, 3 * 2_799);
    expect(sum).toBe(sale.totalMinor);
    const net = sale.totalMinor - (sale.charges.tax?.amountMinor ?? 0);
    expect(within.at(-1)?.amountMinor).toBe(charged ? net : undefined);
    expect(added.map(({ what }) => what)).toEqual([
      'Discount',
      'Service',
      'Booking',
      ...(charged?.included === false ? ['VAT 7%'] : []),
    ]);
  });
});

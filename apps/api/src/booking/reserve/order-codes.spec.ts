import type { SaleCode } from '../../events/codes/sale-codes.js';
import type { OfferedTicketType, OfferedTier } from '../../events/event-offers.js';
import { allotmentOf, codesUsedBy } from './order-codes.js';

const type = (id: string): OfferedTicketType => ({
  id,
  name: id,
  priceMinor: 1_000,
  minPerBooking: null,
  maxPerBooking: null,
  hidden: false,
  onSale: true,
});

const TIER: OfferedTier = {
  id: '1',
  name: 'VIP',
  priceMinor: 1_000,
  position: 1,
  hidden: false,
  ticketTypes: [type('11'), type('12')],
};

const access = (id: string, allotmentId: string, ticketTypeId: string | null): SaleCode => ({
  id,
  code: `CODE-${id}`,
  kind: 'access',
  isValid: true,
  left: 1,
  tierId: null,
  ticketTypeId,
  allotment: { id: allotmentId, name: allotmentId, tierId: TIER.id },
  discount: null,
});

describe('the codes that an order uses', () => {
  it('are those that its allotments come from, also where another code sets the same tier aside', () => {
    const codes = [access('1', 'a', '12'), access('2', 'b', null)];
    const order = TIER.ticketTypes.map((ticketType) => ({
      tier: TIER,
      ticketType,
      allotment: allotmentOf(TIER, ticketType, codes),
      quantity: 1,
    }));
    expect(order.map(({ allotment }) => allotment?.id)).toEqual(['b', 'a']);
    expect(codesUsedBy(order, codes).map(({ id }) => id)).toEqual(['1', '2']);
  });
});

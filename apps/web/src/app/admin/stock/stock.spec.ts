import { stockRows, stockTotals } from './stock';

it('adds the stock up by status, with the takings of what was sold', () => {
  const rows = stockRows([
    {
      id: '1',
      name: 'VIP',
      price: 100,
      priceMinor: 10_000,
      fullPriceMinor: 10_000,
      available: 40,
      held: 4,
      booked: 6,
      tickets: [],
    },
    {
      id: '3',
      name: 'GA',
      price: 10,
      priceMinor: 1_000,
      fullPriceMinor: 1_000,
      available: 500,
      held: 0,
      booked: 0,
      tickets: [],
    },
  ]);
  expect(rows[0]).toEqual({
    name: 'VIP',
    priceMinor: 10_000,
    available: 40,
    held: 4,
    booked: 6,
    all: 50,
    takingsMinor: 60_000,
  });
  expect(stockTotals(rows)).toEqual({
    available: 540,
    held: 4,
    booked: 6,
    all: 550,
    takingsMinor: 60_000,
  });
});

import { hold } from '../setup/buy.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { useApi } from '../setup/use-api.ts';

describe('broken there: many at once', () => {
  // Fewer connections than requests, as there.
  const api = useApi({ DATABASE_POOL_SIZE: '4' });

  it('64 reserves at once: all are answered, and none waits for a second connection', async () => {
    const sale = await openSale(api.sql, { GA: 64 });
    const userId = await addUser(api.sql);
    const holds = await Promise.all(Array.from({ length: 64 }, () => hold(api, sale, userId)));
    expect(new Set(holds.flatMap(({ ticketIds }) => ticketIds)).size).toBe(64);
    expect((await stockOf(api.sql, sale.eventId))[2]).toMatchObject({ available: 0, pending: 64 });
  });
});

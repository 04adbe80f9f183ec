import type { RunningApi } from '@boxoffice/testing';
import { addUsers, openSale, TIERS } from '../setup/open-sale.ts';
import { Randomness } from '../setup/randomness.ts';
import { stockOf } from '../setup/stock.ts';
import { rounds } from '../setup/torture.ts';
import { useApi } from '../setup/use-api.ts';
import { expectClearRefusals, heldBy, heldTwice, sendAtOnce, type Order } from './demand.ts';
import { TRANSACTIONS } from './transactions.ts';

describe.each(TRANSACTIONS)('orders of several tiers at once, $name', ({ settings }) => {
  const api = useApi(settings);
  let other: RunningApi;

  beforeAll(async () => {
    other = await api.startAnother();
  });

  afterAll(() => other.stop());

  it.each(rounds(1))(
    'named in random order (%i): no deadlock, no part of an order, none twice',
    async (seed) => {
      const random = new Randomness(seed);
      const sale = await openSale(api.sql, { VIP: 60, 'Front Row': 60, GA: 60 });
      const users = await addUsers(api.sql, 100);
      const orders = Array.from({ length: 300 }, (_, index): Order => {
        const tiers = random.shuffled(TIERS).slice(0, 1 + random.below(3));
        return {
          userId: users[index % users.length] ?? '',
          eventId: sale.eventId,
          tickets: tiers.map(({ name }) => ({ tier: name, quantity: 1 + random.below(3) })),
        };
      });
      const answers = await sendAtOnce([api.process.url, other.url], orders);

      expect(heldTwice(answers)).toEqual([]);
      expectClearRefusals(answers);
      answers.forEach((answer, index) => {
        const [held] = heldBy([answer]);
        const wanted = orders[index]?.tickets.reduce((sum, { quantity }) => sum + quantity, 0);
        if (held) expect(held.ticketIds).toHaveLength(wanted ?? 0);
      });
      const held = heldBy(answers).flatMap(({ ticketIds }) => ticketIds);
      const stock = await stockOf(api.sql, sale.eventId);
      expect(stock.reduce((sum, { pending }) => sum + pending, 0)).toBe(held.length);
      expect(stock.map(({ available, pending }) => available + pending)).toEqual([60, 60, 60]);
      const { deadlocks } = await api.sql.row<{ deadlocks: number }>(
        `SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()`,
      );
      expect(deadlocks).toBe(0);
    },
  );
});

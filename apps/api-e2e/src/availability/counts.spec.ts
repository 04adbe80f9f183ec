import type { RunningApi } from '@boxoffice/testing';
import { heldBy, sendAtOnce, singleTickets } from '../concurrency/demand.ts';
import { ageHolds, untilExpired } from '../setup/age-holds.ts';
import { hold, pay } from '../setup/buy.ts';
import { addUser, addUsers, openSale, type Sale } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { listedStock } from './listed-stock.ts';

/** What viewers are promised. */
const MAX_AGE_MS = 1_000;

describe('what viewers see of the stock', () => {
  const api = useApi({}, 1);
  let other: RunningApi;
  let sale: Sale;
  let userId: string;

  beforeAll(async () => {
    other = await api.startAnother();
  });

  beforeEach(async () => {
    sale = await openSale(api.sql, { VIP: 10, 'Front Row': 5, GA: 200 });
    userId = await addUser(api.sql);
  });

  afterAll(() => other.stop());

  const here = async () => (await listedStock(api.process.url, sale.eventId)).tiers;
  const counted = () => stockOf(api.sql, sale.eventId);

  it('is what is counted, right after each change through the same process', async () => {
    const seen: unknown[] = [];
    const expectCounted = async (): Promise<void> => {
      const tiers = await here();
      seen.push(tiers);
      expect(tiers).toEqual(await counted());
    };
    await expectCounted();
    const paid = await hold(api, sale, userId, 'GA', 5);
    await expectCounted();
    await pay(api, paid);
    await expectCounted();
    const cancelled = await hold(api, sale, userId, 'VIP', 3);
    await expectCounted();
    await api.post(`/booking/${cancelled.bookingId}/cancel`, { userId });
    await expectCounted();
    const partly = await hold(api, sale, userId, 'Front Row', 4);
    await pay(api, { userId, ticketIds: partly.ticketIds.slice(0, 1) });
    await expectCounted();
    await api.post('/booking/confirm', {
      userId,
      ticketIds: partly.ticketIds.slice(1),
      paymentSimulation: 'fail',
    });
    await expectCounted();
    await api.post('/tickets/create', { eventId: sale.eventId, vipCount: 7, gaCount: 1 });
    await expectCounted();
    expect(new Set(seen.map((tiers) => JSON.stringify(tiers))).size).toBeGreaterThan(5);
  });

  it('shows the tickets of a hold that ended within a second, through every process', async () => {
    const held = await hold(api, sale, userId, 'VIP', 10);
    await ageHolds(api.sql, [held.bookingId]);
    await untilExpired(api.sql, held.bookingId);
    for (const url of [api.process.url, other.url]) {
      const expiredAtMs = Date.now();
      await until('the tickets are shown on sale', async () => {
        const { tiers, asOfMs } = await listedStock(url, sale.eventId);
        if (asOfMs > expiredAtMs) expect(tiers[0]).toMatchObject({ available: 10, pending: 0 });
        return tiers[0]?.available === 10;
      });
    }
  });

  it('is never older than a second, whoever made the change', async () => {
    for (let change = 1; change <= 3; change += 1) {
      await hold(api, sale, userId, 'GA', 2);
      const changedAtMs = Date.now();
      await until('the other process shows it', async () => {
        const askedAtMs = Date.now();
        const { tiers, asOfMs } = await listedStock(other.url, sale.eventId);
        expect(askedAtMs - asOfMs).toBeLessThanOrEqual(MAX_AGE_MS);
        const isShown = tiers[2]?.pending === 2 * change;
        if (asOfMs > changedAtMs) expect(isShown).toBe(true);
        return isShown;
      });
    }
  });

  it('has no ticket that the same process has just held', async () => {
    const users = await addUsers(api.sql, 20);
    const shown: string[] = [];
    const held = new Set<string>();
    await Promise.all(
      users.map(async (user) => {
        for (let turn = 0; turn < 5; turn += 1) {
          for (const id of (await hold(api, sale, user, 'GA', 2)).ticketIds) held.add(id);
          const heldBefore = [...held];
          const { tickets } = await listedStock(api.process.url, sale.eventId, 100);
          shown.push(...tickets.filter((id) => heldBefore.includes(id)));
        }
      }),
    );
    expect(shown).toEqual([]);
    expect(held.size).toBe(200);
  });

  it('stays right while many buy through two processes and the ledger is folded', async () => {
    const users = await addUsers(api.sql, 50);
    const urls = [api.process.url, other.url];
    for (let round = 0; round < 3; round += 1) {
      const held = heldBy(await sendAtOnce(urls, singleTickets(100, 'GA', sale.eventId, users)));
      await Promise.all(
        held.map((one, index) =>
          index % 3 === 0
            ? pay(api, one)
            : api.post(`/booking/${one.bookingId}/cancel`, { userId: one.userId }),
        ),
      );
      expect((await listedStock(api.process.url, sale.eventId)).tiers.map(total)).toEqual([
        10, 5, 200,
      ]);
    }
    await until('both processes show what is counted', async () => {
      const expected = JSON.stringify(await counted());
      const seen = await Promise.all(urls.map((url) => listedStock(url, sale.eventId)));
      return seen.every(({ tiers }) => JSON.stringify(tiers) === expected);
    });
    await until('every change is folded', async () => {
      const { left } = await api.sql.row<{ left: number }>(
        'SELECT count(*)::integer AS left FROM stock_changes',
      );
      return left === 0;
    });
    expect(await here()).toEqual(await counted());
  });
});

function total({ available, pending, booked }: Awaited<ReturnType<typeof stockOf>>[number]) {
  return available + pending + booked;
}

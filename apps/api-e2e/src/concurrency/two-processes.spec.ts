import type { ProblemDto } from '@boxoffice/contracts';
import type { RunningApi } from '@boxoffice/testing';
import { ageHolds, untilNoHoldIsLeft } from '../setup/age-holds.ts';
import { addUsers, openSale } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { untilServed } from '../setup/until-served.ts';
import { useApi } from '../setup/use-api.ts';
import { TRANSACTIONS } from './transactions.ts';
import { expectClearRefusals, heldBy, heldTwice, sendAtOnce, singleTickets } from './demand.ts';

describe.each(TRANSACTIONS)('two API processes on one database, $name', ({ settings }) => {
  const api = useApi(settings);
  let other: RunningApi;
  let urls: string[];

  beforeAll(async () => {
    other = await api.startAnother();
    urls = [api.process.url, other.url];
  });

  afterAll(() => other.stop());

  it('share 500 reserves for 100 tickets: exactly 100 are sold, none twice', async () => {
    const sale = await openSale(api.sql, { GA: 100 });
    const users = await addUsers(api.sql, 200);
    const answers = await sendAtOnce(urls, singleTickets(500, 'GA', sale.eventId, users));
    expect(heldTwice(answers)).toEqual([]);
    expectClearRefusals(answers);
    const held = heldBy(answers);
    expect(held).toHaveLength(100);
    expect(new Set(held.map(({ bookingId }) => bookingId)).size).toBe(100);

    // Each hold is paid for at both: at the one that made it, and at the other.
    const pairs = await Promise.all(
      held.map(({ userId, ticketIds }) =>
        Promise.all(
          urls.map((url) =>
            untilServed<Partial<ProblemDto>>(`${url}/api/v1/booking/confirm`, {
              body: { userId, ticketIds },
            }),
          ),
        ),
      ),
    );
    for (const pair of pairs) {
      expect(pair.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
    expect((await stockOf(api.sql, sale.eventId))[2]).toMatchObject({ pending: 0, booked: 100 });
  });

  it('sweep the same ended holds: each ends once', async () => {
    const sale = await openSale(api.sql, { GA: 250 });
    const users = await addUsers(api.sql, 250);
    const held = heldBy(await sendAtOnce(urls, singleTickets(250, 'GA', sale.eventId, users)));
    expect(held).toHaveLength(250);
    await ageHolds(
      api.sql,
      held.map(({ bookingId }) => bookingId),
    );
    await untilNoHoldIsLeft(api.sql);
    expect((await stockOf(api.sql, sale.eventId))[2]).toMatchObject({ available: 250, pending: 0 });
  });
});

import type { Envelope, ProblemDto } from '@boxoffice/contracts';
import { pay } from '../setup/buy.ts';
import { addUsers, openSale } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { expectClearRefusals, heldBy, heldTwice, sendAtOnce, singleTickets } from './demand.ts';

describe('more buyers at once than tickets', () => {
  const api = useSharedApi();

  it('500 reserves at once for 100 tickets from 200 users: exactly 100 are sold, none twice', async () => {
    const sale = await openSale(api.sql, { GA: 100 });
    const users = await addUsers(api.sql, 200);
    const orders = singleTickets(500, 'GA', sale.eventId, users);
    const answers = await sendAtOnce([api.process.url], orders);

    expect(heldTwice(answers)).toEqual([]);
    expectClearRefusals(answers);
    const held = heldBy(answers);
    expect(held.flatMap(({ ticketIds }) => ticketIds).sort()).toEqual(sale.tickets.GA);

    await Promise.all(held.map((one) => pay(api, one)));
    expect((await stockOf(api.sql, sale.eventId))[2]).toEqual({
      tier: 'GA',
      available: 0,
      pending: 0,
      booked: 100,
    });
    const [late] = await sendAtOnce([api.process.url], orders.slice(0, 1));
    expect(late?.body).toMatchObject({ code: 'SOLD_OUT', available: 0 });
  });

  it('nobody is told "sold out" while a ticket may come back', async () => {
    const sale = await openSale(api.sql, { VIP: 10 });
    const users = await addUsers(api.sql, 50);
    const orders = singleTickets(50, 'VIP', sale.eventId, users);
    const answers = await sendAtOnce([api.process.url], orders);
    const codes = answers
      .filter(({ status }) => status !== 200)
      .map(({ body }) => (body as ProblemDto).code);
    expect(new Set(codes)).toEqual(new Set(['HELD_BY_OTHERS']));
  });

  it('what is given back is sold again, once', async () => {
    const sale = await openSale(api.sql, { VIP: 20 });
    const users = await addUsers(api.sql, 40);
    const orders = singleTickets(40, 'VIP', sale.eventId, users);
    const first = heldBy(await sendAtOnce([api.process.url], orders));
    expect(first).toHaveLength(20);
    const [cancelled, answers] = await Promise.all([
      Promise.all(
        first.map(({ bookingId, userId }) =>
          api.post<Envelope<unknown>>(`/booking/${bookingId}/cancel`, { userId }),
        ),
      ),
      sendAtOnce([api.process.url], orders),
    ]);
    expect(cancelled.map(({ status }) => status)).toEqual(first.map(() => 200));
    expect(heldTwice(answers)).toEqual([]);
    expectClearRefusals(answers);
  });
});

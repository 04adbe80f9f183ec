import type { OrganiserEventDto, ProblemDto } from '@boxoffice/contracts';
import { heldTwice, type ReserveAnswer } from '../concurrency/demand.ts';
import { pay } from '../setup/buy.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, addUsers } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { Workspace } from './workspace.ts';

describe('the capacity of a tier', () => {
  const api = useSharedApi();
  let choir: Workspace;

  beforeAll(async () => {
    choir = await Workspace.open(api);
  });

  /** A published event with one tier. */
  const saleOf = async (capacity: number) => {
    const event = await choir.publish({
      tiers: [{ name: 'Nave', priceMinor: 1_000, capacity }],
      maxTicketsPerBooking: null,
      maxTicketsPerUser: null,
    });
    return { id: event.id, tierId: event.tiers[0]?.id ?? '' };
  };
  const setCapacity = ({ id, tierId }: { id: string; tierId: string }, capacity: number) =>
    choir.send('PUT', `/${id}/tiers/${tierId}/capacity`, { capacity });
  const reserve = (eventId: string, userId: string, quantity = 1): Promise<ReserveAnswer> =>
    api.post('/booking/reserve', { userId, eventId, tickets: [{ tier: 'Nave', quantity }] });
  const counts = ({ capacity, available, held, sold }: OrganiserEventDto) => ({
    capacity,
    available,
    held,
    sold,
  });

  it('is raised and lowered while tickets are held and sold, and never below those', async () => {
    const sale = await saleOf(10);
    const userId = await addUser(api.sql);
    const bought = await reserve(sale.id, userId, 3);
    if (!('data' in bought.body)) throw new Error('Nothing was held.');
    await pay(api, { userId, ticketIds: bought.body.data.reservedTickets.map(({ id }) => id) });
    await reserve(sale.id, userId, 2);

    const raised = await setCapacity(sale, 14);
    expect(counts(raised.body.data)).toEqual({ capacity: 14, available: 9, held: 2, sold: 3 });
    const lowered = await setCapacity(sale, 6);
    expect(counts(lowered.body.data)).toEqual({ capacity: 6, available: 1, held: 2, sold: 3 });

    const refused = await expectNoChange(api.sql, () => setCapacity(sale, 4));
    expect(expectProblem(refused, 409, 'CAPACITY_BELOW_SOLD')).toMatchObject({
      held: 2,
      sold: 3,
      requested: 4,
    });
    const full = await setCapacity(sale, 5);
    expect(counts(full.body.data)).toEqual({ capacity: 5, available: 0, held: 2, sold: 3 });
    const same = await expectNoChange(api.sql, () => setCapacity(sale, 5));
    expect(same.status).toBe(200);
    expect(await stockOf(api.sql, sale.id)).toEqual([
      { tier: 'Nave', available: 0, pending: 2, booked: 3 },
    ]);
    // What is added is sold.
    await setCapacity(sale, 6);
    expect((await reserve(sale.id, userId)).status).toBe(200);
  });

  it('200 buyers for 100 tickets while it goes up and down: it is what was last said, and none is lost', async () => {
    const sale = await saleOf(100);
    const users = await addUsers(api.sql, 200);
    const steps = [80, 90, 60, 40, 70, 20, 45, 10, 30, 0];
    let last = 100;
    const changes = async (): Promise<void> => {
      for (const capacity of steps) {
        const answer = await setCapacity(sale, capacity);
        if (answer.status === 200) {
          last = capacity;
          const { held, sold, available } = answer.body.data;
          expect(held + sold + available).toBe(capacity);
          continue;
        }
        const problem = answer.body as unknown as ProblemDto;
        if (problem.code === 'BUSY') continue;
        expectProblem(answer, 409, 'CAPACITY_BELOW_SOLD');
        expect((problem.held ?? 0) + (problem.sold ?? 0)).toBeGreaterThan(capacity);
      }
    };
    const [answers] = await Promise.all([
      Promise.all(users.map((userId) => reserve(sale.id, userId))),
      changes(),
    ]);
    const got = answers.filter(({ status }) => status === 200).length;
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(heldTwice(answers)).toEqual([]);
    expect(got).toBeGreaterThan(0);
    expect(got).toBeLessThanOrEqual(last);
    const [stock] = await stockOf(api.sql, sale.id);
    expect(stock).toEqual({ tier: 'Nave', available: last - got, pending: got, booked: 0 });
    const { body } = await choir.send('GET', `/${sale.id}`);
    expect(counts(body.data)).toEqual({
      capacity: last,
      available: last - got,
      held: got,
      sold: 0,
    });
  });

  it('tickets that are being reserved at this moment are neither taken away nor counted', async () => {
    const sale = await saleOf(10);
    const answer = await api.sql.transaction(async (client) => {
      await client.query(
        'SELECT id FROM tickets WHERE event_id = $1 ORDER BY id LIMIT 4 FOR UPDATE',
        [sale.id],
      );
      const busy = await expectNoChange(api.sql, () => setCapacity(sale, 3));
      expect((await setCapacity(sale, 4)).status).toBe(200);
      return busy;
    });
    expectProblem(answer, 503, 'BUSY');
    expect(answer.headers['retry-after']).toBe('1');
    expect((await setCapacity(sale, 3)).status).toBe(200);
  });

  it('without the lock, a ticket would be taken away that somebody holds (negative control)', async () => {
    const sale = await saleOf(1);
    const { id } = await api.sql.row<{ id: string }>(
      'SELECT id FROM tickets WHERE event_id = $1 AND booking_id IS NULL',
      [sale.id],
    );
    const held = await reserve(sale.id, await addUser(api.sql));
    expect(held.status).toBe(200);
    const undone = new Error('Undone.');
    const naive = api.sql.transaction(async (client) => {
      const { rowCount } = await client.query('DELETE FROM tickets WHERE id = $1', [id]);
      expect(rowCount).toBe(1);
      throw undone;
    });
    await expect(naive).rejects.toBe(undone);
    expectProblem(await setCapacity(sale, 0), 409, 'CAPACITY_BELOW_SOLD');
  });

  it('eight who change it at once: one of them is right, and the tickets agree', async () => {
    const sale = await saleOf(5);
    const wanted = [0, 3, 8, 12, 20, 4, 9, 15];
    const answers = await Promise.all(wanted.map((capacity) => setCapacity(sale, capacity)));
    expect(answers.map(({ status }) => status)).toEqual(wanted.map(() => 200));
    const { body } = await choir.send('GET', `/${sale.id}`);
    expect(wanted).toContain(body.data.capacity);
    const [stock] = await stockOf(api.sql, sale.id);
    expect(stock?.available).toBe(body.data.capacity);
  });

  it('an event has 200,000 tickets at the most', async () => {
    const sale = await saleOf(10);
    await choir.send('POST', `/${sale.id}/tiers`, { name: 'Aisle', priceMinor: 1, capacity: 1 });
    const answer = await expectNoChange(api.sql, () => setCapacity(sale, 200_000));
    expect(expectProblem(answer, 409, 'EVENT_LIMIT_EXCEEDED').limit).toBe(200_000);
  });
});

import type { Envelope, EventDto, ProblemDto } from '@boxoffice/contracts';
import type { RunningApi } from '@boxoffice/testing';
import { heldBy, sendAtOnce, singleTickets, type ReserveAnswer } from '../concurrency/demand.ts';
import { violatedInvariants } from '../invariants/invariants.ts';
import { ageHolds, untilExpired } from '../setup/age-holds.ts';
import { hold, pay } from '../setup/buy.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { limitTickets } from '../setup/limit-tickets.ts';
import { addUser, addUsers, openSale, type Sale } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';

const AT_ONCE = 50;
const LIMIT = 6;

describe('the limits of an event', () => {
  const api = useSharedApi();
  let other: RunningApi;
  let sale: Sale;
  let userId: string;

  beforeAll(async () => {
    other = await api.startAnother();
  });

  beforeEach(async () => {
    sale = await openSale(api.sql, { VIP: 20, GA: 100 });
    userId = await addUser(api.sql);
  });

  afterAll(() => other.stop());

  const ask = (tickets: { tier: string; quantity: number }[]) =>
    api.post<Partial<ProblemDto>>('/booking/reserve', { userId, eventId: sale.eventId, tickets });

  const askGa = (quantity: number) => ask([{ tier: 'GA', quantity }]);

  function expectRefusedByLimit(answers: readonly ReserveAnswer[]): void {
    for (const answer of answers) {
      if (answer.status === 200) continue;
      expect(expectProblem(answer, 409, 'USER_LIMIT_EXCEEDED')).toMatchObject({
        limit: LIMIT,
        requested: 1,
      });
    }
  }

  async function ticketsOf(user: string): Promise<number> {
    const { count } = await api.sql.row<{ count: number }>(
      `SELECT count(*)::integer FROM tickets WHERE event_id = $1 AND user_id = $2`,
      [sale.eventId, user],
    );
    return count;
  }

  it('a booking has no more tickets than one may have, over all tiers', async () => {
    await limitTickets(api.sql, sale, { perBooking: 4 });
    const refused = await expectNoChange(api.sql, () =>
      ask([
        { tier: 'VIP', quantity: 2 },
        { tier: 'GA', quantity: 3 },
      ]),
    );
    expect(expectProblem(refused, 409, 'BOOKING_LIMIT_EXCEEDED')).toMatchObject({
      limit: 4,
      requested: 5,
    });
    expect((await askGa(4)).status).toBe(200);
    // It says nothing of several bookings.
    expect((await askGa(4)).status).toBe(200);
  });

  it(`${AT_ONCE} requests of one user at once through two processes: never more than the limit`, async () => {
    await limitTickets(api.sql, sale, { perUser: LIMIT });
    const orders = singleTickets(AT_ONCE, 'GA', sale.eventId, [userId]);
    const answers = await sendAtOnce([api.process.url, other.url], orders);
    expect(heldBy(answers)).toHaveLength(LIMIT);
    expectRefusedByLimit(answers);
    expect(await ticketsOf(userId)).toBe(LIMIT);
  });

  it('users who buy at once do not count against each other', async () => {
    await limitTickets(api.sql, sale, { perUser: LIMIT });
    const users = await addUsers(api.sql, 5);
    const answers = await sendAtOnce(
      [api.process.url, other.url],
      singleTickets(AT_ONCE, 'GA', sale.eventId, users),
    );
    expectRefusedByLimit(answers);
    expect(await Promise.all(users.map(ticketsOf))).toEqual(users.map(() => LIMIT));
  });

  it('what is owned and what is held counts together', async () => {
    await limitTickets(api.sql, sale, { perUser: LIMIT });
    await pay(api, await hold(api, sale, userId, 'VIP', 2));
    await hold(api, sale, userId, 'GA', 3);
    expectProblem(await askGa(2), 409, 'USER_LIMIT_EXCEEDED');
    expect((await askGa(1)).status).toBe(200);
    expectProblem(await askGa(1), 409, 'USER_LIMIT_EXCEEDED');
  });

  it('holds that ended give the allowance back', async () => {
    await limitTickets(api.sql, sale, { perUser: 2 });
    const cancelled = await hold(api, sale, userId, 'GA', 2);
    expectProblem(await askGa(1), 409, 'USER_LIMIT_EXCEEDED');
    await api.post(`/booking/${cancelled.bookingId}/cancel`, { userId });
    const expired = await hold(api, sale, userId, 'GA', 2);
    await ageHolds(api.sql, [expired.bookingId]);
    await untilExpired(api.sql, expired.bookingId);
    const failed = await hold(api, sale, userId, 'GA', 2);
    await api.post('/booking/confirm', {
      userId,
      ticketIds: failed.ticketIds,
      bookingId: failed.bookingId,
      paymentSimulation: 'fail',
    });
    await pay(api, await hold(api, sale, userId, 'GA', 2));
    expectProblem(await askGa(1), 409, 'USER_LIMIT_EXCEEDED');
  });

  it('of another event count for themselves', async () => {
    await limitTickets(api.sql, sale, { perUser: 1 });
    await hold(api, sale, userId);
    await hold(api, await openSale(api.sql, { GA: 5 }), userId, 'GA', 5);
  });

  it('stand in the event’s description; the demo event has none', async () => {
    await limitTickets(api.sql, sale, { perBooking: 4, perUser: LIMIT });
    const of = async (eventId: string) =>
      (await api.get<Envelope<EventDto>>(`/events/${eventId}`)).body.data;
    expect(await of(sale.eventId)).toMatchObject({
      maxTicketsPerBooking: 4,
      maxTicketsPerUser: LIMIT,
    });
    expect(await of('1')).toMatchObject({ maxTicketsPerBooking: null, maxTicketsPerUser: null });
    const many = { ...sale, eventId: '1' };
    await hold(api, many, userId, 'GA', 200);
    await hold(api, many, userId, 'GA', 200);
  });

  it('negative control: the invariants see a user who has more than the limit', async () => {
    await limitTickets(api.sql, sale, { perUser: LIMIT });
    await hold(api, sale, userId, 'GA', LIMIT);
    await limitTickets(api.sql, sale, { perUser: LIMIT - 1 });
    expect(await violatedInvariants(api.sql)).toContainEqual(
      expect.stringMatching(/^Not true that no user has more tickets than the event allows/),
    );
    await limitTickets(api.sql, sale, { perUser: LIMIT });
  });
});

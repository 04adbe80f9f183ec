import type { ProblemDto } from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import { hold, pay } from '../setup/buy.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, addUsers, openSale, type Sale } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { withoutClock } from './without-clock.ts';

describe('requests with an Idempotency-Key', () => {
  const api = useSharedApi();

  const post = (path: string, body: unknown, key: string) =>
    api.post<Partial<ProblemDto>>(path, body, { headers: { 'idempotency-key': key } });

  const reserve = (sale: Pick<Sale, 'eventId'>, userId: string, key: string, tier = 'GA') =>
    post(
      '/booking/reserve',
      { userId, eventId: sale.eventId, tickets: [{ tier, quantity: 1 }] },
      key,
    );

  /** The same problem but for what names the single request. */
  function expectTheSame(
    first: Response<Partial<ProblemDto>>,
    again: Response<Partial<ProblemDto>>,
  ) {
    expect({ status: again.status, problem: { ...again.body, requestId: '' } }).toEqual({
      status: first.status,
      problem: { ...first.body, requestId: '' },
    });
  }

  it('that were refused for want of tickets get the same problem, also when some are back', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const [owner = '', late = ''] = await addUsers(api.sql, 2);
    await pay(api, await hold(api, sale, owner));
    const first = await reserve(sale, late, 'sold-out');
    expectProblem(first, 409, 'SOLD_OUT');
    await api.post('/tickets/create', { eventId: sale.eventId, gaCount: 5 });
    expectTheSame(first, await expectNoChange(api.sql, () => reserve(sale, late, 'sold-out')));
    expect((await reserve(sale, late, 'anew')).status).toBe(200);
  });

  it('that named what is not there get the same problem, also when it is there now', async () => {
    const userId = await addUser(api.sql);
    const sale = await openSale(api.sql, { GA: 1 });
    const noTier = await reserve(sale, userId, 'no-tier', 'Balcony');
    expectProblem(noTier, 404, 'TIER_NOT_FOUND');
    await api.sql.execute(`UPDATE tiers SET name = 'Balcony' WHERE event_id = $1 AND name = 'GA'`, [
      sale.eventId,
    ]);
    expectTheSame(noTier, await reserve(sale, userId, 'no-tier', 'Balcony'));

    const noBooking = await post('/booking/123456/cancel', { userId }, 'no-booking');
    expectProblem(noBooking, 404, 'BOOKING_NOT_FOUND');
    expectTheSame(noBooking, await post('/booking/123456/cancel', { userId }, 'no-booking'));
  });

  it('that named no event get the same problem, also when it has one now', async () => {
    const userId = await addUser(api.sql);
    const eventId = '987';
    const noEvent = await reserve({ eventId }, userId, 'no-event');
    expectProblem(noEvent, 404, 'EVENT_NOT_FOUND');
    await api.sql.execute(
      `INSERT INTO events (id, organiser_id, state, published_at, name, starts_at, time_zone, currency)
       VALUES (987, 1, 'published', now(), 'Late', now(), 'UTC', 'USD');
       INSERT INTO tiers (event_id, id, name, price_minor, position) VALUES (987, 9871, 'GA', 1, 1);
       INSERT INTO tickets (event_id, tier_id, id) VALUES (987, 9871, 9872)`,
    );
    expectTheSame(
      noEvent,
      await expectNoChange(api.sql, () => reserve({ eventId }, userId, 'no-event')),
    );
  });

  it('that paid for what others own get the same problem', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const [owner = '', other = ''] = await addUsers(api.sql, 2);
    const { ticketIds } = await hold(api, sale, owner);
    const confirm = () => post('/booking/confirm', { userId: other, ticketIds }, 'not-mine');
    const first = await confirm();
    expectProblem(first, 403, 'TICKETS_OF_ANOTHER_USER');
    await api.sql.execute('UPDATE bookings SET hold_expires_at = now() WHERE user_id = $1', [
      owner,
    ]);
    expectTheSame(first, await confirm());
  });

  it('of another user are others, with the same key too', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const [one = '', another = ''] = await addUsers(api.sql, 2);
    const answers = await Promise.all([
      reserve(sale, one, 'shared'),
      reserve(sale, another, 'shared'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0].body).not.toEqual(answers[1].body);
  });

  it('are the same with their fields in another order', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const userId = await addUser(api.sql);
    const first = await reserve(sale, userId, 'ordered');
    const again = await post(
      '/booking/reserve',
      { tickets: [{ quantity: 1, tier: 'GA' }], eventId: sale.eventId, userId },
      'ordered',
    );
    expect(withoutClock(again.body)).toEqual(withoutClock(first.body));
  });

  it.each([
    ['empty', ''],
    ['of 256 characters', 'k'.repeat(256)],
    ['with a blank', 'two words'],
    ['not in ASCII', 'schlüssel'],
  ])('are refused with a key that is %s, and nothing changes', async (_, key) => {
    const sale = await openSale(api.sql, { GA: 1 });
    const userId = await addUser(api.sql);
    const refused = await expectNoChange(api.sql, () => reserve(sale, userId, key));
    expect(expectProblem(refused, 422, 'VALIDATION_FAILED').errors).toMatchObject([
      { field: 'Idempotency-Key' },
    ]);
  });

  it('are carried out with a key of 255 characters', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const userId = await addUser(api.sql);
    expect((await reserve(sale, userId, 'k'.repeat(255))).status).toBe(200);
  });

  it('that are not well-formed leave no key behind', async () => {
    const userId = await addUser(api.sql);
    const sale = await openSale(api.sql, { GA: 1 });
    const malformed = await post('/booking/reserve', { userId, tickets: [] }, 'corrected');
    expectProblem(malformed, 422, 'VALIDATION_FAILED');
    expect((await reserve(sale, userId, 'corrected')).status).toBe(200);
  });
});

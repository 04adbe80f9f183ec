import { randomUUID } from 'node:crypto';
import type { BookingDto, Envelope, ReservationDto } from '@boxoffice/contracts';
import { ageHolds } from '../setup/age-holds.ts';
import { hold, pay } from '../setup/buy.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';

const REPLAYED = 'idempotency-replayed';

describe('an answer that is told again', () => {
  const api = useSharedApi();

  const send = <T>(path: string, body: object, key: string) =>
    api.post<Envelope<T>>(path, body, { headers: { 'idempotency-key': key } });

  /** A reservation that can be sent again. */
  async function reservation() {
    const { eventId } = await openSale(api.sql, { GA: 5 });
    const userId = await addUser(api.sql);
    const key = randomUUID();
    const order = { userId, eventId, tickets: [{ tier: 'GA', quantity: 2 }] };
    const again = () => send<ReservationDto>('/booking/reserve', order, key);
    const first = await again();
    expect(first.status).toBe(200);
    const { bookingId, reservedTickets } = first.body.data;
    return { userId, bookingId, ticketIds: reservedTickets.map(({ id }) => id), first, again };
  }

  it('says so, and has the clock of now and the hold as it is now', async () => {
    const { first, again, bookingId } = await reservation();
    expect(first.headers).not.toHaveProperty(REPLAYED);
    await api.sql.execute(
      `UPDATE bookings SET hold_expires_at = hold_expires_at + interval '1 hour' WHERE id = $1`,
      [bookingId],
    );
    const { status, headers, body } = await expectNoChange(api.sql, again);
    expect(status).toBe(200);
    expect(headers[REPLAYED]).toBe('true');
    const before = first.body.data;
    expect(body.data.serverTime > before.serverTime).toBe(true);
    expect(Date.parse(body.data.expiresAt) - Date.parse(before.expiresAt)).toBe(3_600_000);
    const { expiresAt, serverTime } = body.data;
    expect(body.data).toEqual(Object.assign({}, before, { expiresAt, serverTime }));
  });

  it('is marked for all but one of those that are sent at once', async () => {
    const { eventId } = await openSale(api.sql, { GA: 50 });
    const order = {
      userId: await addUser(api.sql),
      eventId,
      tickets: [{ tier: 'GA', quantity: 1 }],
    };
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send('/booking/reserve', order, key)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(answers.filter(({ headers }) => headers[REPLAYED] === 'true')).toHaveLength(19);
  });

  it('does not say that tickets are held once the hold is over', async () => {
    const { again, bookingId } = await reservation();
    await ageHolds(api.sql, [bookingId]);
    for (let time = 0; time < 2; time += 1) {
      const answer = await again();
      expectProblem(answer, 409, 'HOLD_EXPIRED');
      expect(answer.headers[REPLAYED]).toBe('true');
    }
  });

  it('does not say that tickets are held once they were given back', async () => {
    const { again, bookingId, userId } = await reservation();
    await api.post(`/booking/${bookingId}/cancel`, { userId });
    expectProblem(await expectNoChange(api.sql, again), 409, 'BOOKING_ENDED');
  });

  it('does not say that tickets are held once they are paid for', async () => {
    const { again, userId, ticketIds } = await reservation();
    await pay(api, { userId, ticketIds });
    expectProblem(await expectNoChange(api.sql, again), 409, 'ALREADY_CONFIRMED');
  });

  it('of an extension says how the hold is now', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const held = await hold(api, sale, await addUser(api.sql));
    const key = randomUUID();
    const extend = () =>
      send<BookingDto>(`/booking/${held.bookingId}/extend`, { userId: held.userId }, key);
    const first = await extend();
    const again = await expectNoChange(api.sql, extend);
    expect(again.headers[REPLAYED]).toBe('true');
    expect(again.body.data.expiresAt).toBe(first.body.data.expiresAt);
    expect(again.body.data.serverTime > first.body.data.serverTime).toBe(true);
    await pay(api, held);
    expectProblem(await extend(), 409, 'ALREADY_CONFIRMED');
  });

  it('of a cancellation or a payment stays true, and is marked', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const userId = await addUser(api.sql);
    const [one, other] = [await hold(api, sale, userId), await hold(api, sale, userId)];
    const [key, otherKey] = [randomUUID(), randomUUID()];
    const cancel = () => send<BookingDto>(`/booking/${one.bookingId}/cancel`, { userId }, key);
    const confirm = () =>
      send('/booking/confirm', { userId, ticketIds: other.ticketIds }, otherKey);
    const [cancelled, confirmed] = [await cancel(), await confirm()];
    const again = await expectNoChange(api.sql, cancel);
    expect(again.body.data.status).toBe('cancelled');
    expect(again.body.data.serverTime > cancelled.body.data.serverTime).toBe(true);
    const confirmedAgain = await expectNoChange(api.sql, confirm);
    expect(confirmedAgain.body).toEqual(confirmed.body);
    expect([again, confirmedAgain].map(({ headers }) => headers[REPLAYED])).toEqual([
      'true',
      'true',
    ]);
  });

  it('of a refusal is marked too', async () => {
    const { eventId } = await openSale(api.sql, { GA: 1 });
    const order = { userId: '1', eventId, tickets: [{ tier: 'Nothing', quantity: 1 }] };
    const key = randomUUID();
    const refuse = () => send('/booking/reserve', order, key);
    const first = await refuse();
    expectProblem(first, 404, 'TIER_NOT_FOUND');
    expect(first.headers).not.toHaveProperty(REPLAYED);
    expect((await refuse()).headers[REPLAYED]).toBe('true');
  });
});

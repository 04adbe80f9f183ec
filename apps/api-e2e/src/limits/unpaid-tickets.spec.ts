import type { BookingDto, ConfirmationDto, Envelope } from '@boxoffice/contracts';
import { untilExpired } from '../setup/age-holds.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUsers, openSale, type Sale } from '../setup/open-sale.ts';
import { useApi } from '../setup/use-api.ts';
import * as guests from './guests.ts';
import { QUOTAS, secondsOf, type Headers } from './guests.ts';

/** Of a hold after one that went unpaid: a second, so that a hold of two is longer. */
const SHORT_SECONDS = 1;

describe('unpaid tickets', () => {
  // One process: the store of the quotas is the memory of each.
  const api = useApi({ ...QUOTAS, HOLD_SECONDS_AFTER_UNPAID: String(SHORT_SECONDS) }, 1);

  const guestAt = (address: string) => guests.guestAt(api, address);
  const heldOf = (sale: Sale) => guests.heldOf(api, sale);
  const holdAllFrom = (sale: Sale, address: string) => guests.holdAllFrom(api, sale, address);
  const reserve = (sale: Sale, quantity: number, headers: Headers, userId?: string) =>
    guests.reserveAs(api, headers, sale, quantity, userId);

  const cancel = (bookingId: string, headers: Headers) =>
    api.post(`/booking/${bookingId}/cancel`, {}, { headers });

  const extend = (bookingId: string, headers: Headers) =>
    api.post<Envelope<BookingDto>>(`/booking/${bookingId}/extend`, {}, { headers });

  const isExtendable = async (bookingId: string, headers: Headers): Promise<boolean> =>
    (await api.get<Envelope<BookingDto>>(`/booking/${bookingId}`, { headers })).body.data
      .extendable;

  it('of guests at one address are 60 at the most, at ten addresses the whole event', async () => {
    const sale = await openSale(api.sql, { GA: 650 });
    await holdAllFrom(sale, '198.51.100.1');
    expect(await heldOf(sale)).toBe(60);
    for (let network = 2; network <= 10; network += 1) {
      await holdAllFrom(sale, `198.51.${network}.1`);
    }
    // 90 % are 585: what docs/security.md says about an attacker with many addresses.
    expect(await heldOf(sale)).toBe(600);
  });

  it('of guests in one network are 240 at the most', async () => {
    const sale = await openSale(api.sql, { GA: 650 });
    for (let host = 1; host <= 6; host += 1) await holdAllFrom(sale, `203.0.113.${host}`);
    expect(await heldOf(sale)).toBe(240);
  });

  it('cannot be cancelled and reserved again for ever', async () => {
    const sale = await openSale(api.sql, { GA: 50 });
    const guest = await guestAt('192.0.2.1');
    for (let times = 0; times < 2; times += 1) {
      const { body } = await reserve(sale, 6, guest);
      await cancel(body.data.bookingId, guest);
    }
    const refused = await reserve(sale, 1, guest);
    const problem = expectProblem(refused, 429, 'UNPAID_LIMIT_EXCEEDED');
    expect(problem.limit).toBe(12);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_500);
    // Another event is another matter.
    expect((await reserve(await openSale(api.sql, { GA: 9 }), 1, guest)).status).toBe(200);
  });

  it('of an order that is changed once cost nothing: the second is held as long', async () => {
    const sale = await openSale(api.sql, { GA: 50 });
    const guest = await guestAt('192.0.2.7');
    const first = await reserve(sale, 6, guest);
    await cancel(first.body.data.bookingId, guest);
    const second = await reserve(sale, 6, guest);
    expect([secondsOf(first), secondsOf(second)]).toEqual([600, 600]);
  });

  it.each(['a guest', 'an account'])(
    'that %s let go leave a shorter hold, which cannot be extended, and says so',
    async (who) => {
      const sale = await openSale(api.sql, { GA: 50 });
      await api.sql.execute('UPDATE events SET hold_seconds = 2 WHERE id = $1', [sale.eventId]);
      const [userId] = who === 'a guest' ? [] : await addUsers(api.sql, 1);
      const buyer = userId === undefined ? await guestAt('192.0.2.8') : {};
      const first = await reserve(sale, 2, buyer, userId);
      expect(secondsOf(first)).toBe(2);
      await untilExpired(api.sql, first.body.data.bookingId);
      const { body } = await reserve(sale, 2, buyer, userId);
      expect(body.data.message).toBe('2 tickets held for 1 second');
      const { bookingId } = body.data;
      const stored = await api.sql.row(
        `SELECT hold_expires_at = $2::timestamptz AS "asSaid",
           hold_expires_at - created_at < interval '1.9 seconds' AS short
         FROM bookings WHERE id = $1`,
        [bookingId, body.data.expiresAt],
      );
      expect(stored).toEqual({ asSaid: true, short: true });
      // Kept alive, so that it is not its end that stands against more time.
      await api.sql.execute(
        `UPDATE bookings SET hold_expires_at = now() + interval '1 hour' WHERE id = $1`,
        [bookingId],
      );
      expect(await isExtendable(bookingId, buyer)).toBe(false);
      expectProblem(await extend(bookingId, buyer), 409, 'HOLD_NOT_EXTENDABLE');
      // What is told of another event is nothing of this one.
      const other = await reserve(await openSale(api.sql, { GA: 9 }), 1, buyer, userId);
      expect(secondsOf(other)).toBe(600);
    },
  );

  it('count no more once they are paid for', async () => {
    const sale = await openSale(api.sql, { GA: 50 });
    const guest = await guestAt('192.0.2.2');
    for (let times = 0; times < 3; times += 1) {
      const { body } = await reserve(sale, 6, guest);
      const ticketIds = body.data.reservedTickets.map(({ id }) => id);
      const paid = await api.post<Envelope<ConfirmationDto>>(
        '/booking/confirm',
        { ticketIds },
        { headers: guest },
      );
      expect(paid.body.success).toBe(true);
    }
  });

  it('that were not held do not count', async () => {
    const sale = await openSale(api.sql, { GA: 5 });
    const guest = await guestAt('192.0.2.3');
    expectProblem(await reserve(sale, 6, guest), 409, 'NOT_ENOUGH_TICKETS');
    expect((await reserve(sale, 5, guest)).status).toBe(200);
  });

  it('are more than a guest may hold: an account proves an address', async () => {
    const sale = await openSale(api.sql, { GA: 50 });
    const refused = await reserve(sale, 7, await guestAt('192.0.2.4'));
    expect(expectProblem(refused, 403, 'ADDRESS_PROOF_REQUIRED').limit).toBe(6);
    expect(await heldOf(sale)).toBe(0);
  });

  it('of a repeated request count once, and its answer comes also where nothing more is allowed', async () => {
    const sale = await openSale(api.sql, { GA: 50 });
    const guest = await guestAt('192.0.2.5');
    const keyed = { ...guest, 'idempotency-key': `k-${sale.eventId}` };
    await reserve(sale, 6, guest);
    const first = await reserve(sale, 6, keyed);
    const again = await reserve(sale, 6, keyed);
    expect(again.status).toBe(200);
    expect(again.body.data.bookingId).toBe(first.body.data.bookingId);
    expect(await heldOf(sale)).toBe(12);
    expectProblem(await reserve(sale, 1, guest), 429, 'UNPAID_LIMIT_EXCEEDED');
  });

  it('of 60 people with accounts behind one address are 4 each, at once', async () => {
    const sale = await openSale(api.sql, { GA: 300 });
    const users = await addUsers(api.sql, 60);
    const answers = await Promise.all(users.map((userId) => reserve(sale, 4, {}, userId)));
    expect(answers.map(({ status }) => status)).toEqual(users.map(() => 200));
    expect(await heldOf(sale)).toBe(240);
  });

  it('of one account are 20 at the most', async () => {
    const sale = await openSale(api.sql, { GA: 50 });
    const [userId = ''] = await addUsers(api.sql, 1);
    expect((await reserve(sale, 20, {}, userId)).status).toBe(200);
    expectProblem(await reserve(sale, 1, {}, userId), 429, 'UNPAID_LIMIT_EXCEEDED');
  });

  it('that went back on sale leave the next hold without an extension, for an hour', async () => {
    const sale = await openSale(api.sql, { GA: 50 });
    const guest = await guestAt('192.0.2.6');
    const first = await reserve(sale, 2, guest);
    expect(await isExtendable(first.body.data.bookingId, guest)).toBe(true);
    expect((await extend(first.body.data.bookingId, guest)).status).toBe(200);
    await cancel(first.body.data.bookingId, guest);
    const { bookingId } = (await reserve(sale, 2, guest)).body.data;
    expect(await isExtendable(bookingId, guest)).toBe(false);
    expectProblem(await extend(bookingId, guest), 409, 'HOLD_NOT_EXTENDABLE');
    await api.sql.execute(
      `UPDATE bookings SET ended_at = now() - interval '3601 seconds' WHERE id = $1`,
      [first.body.data.bookingId],
    );
    expect(await isExtendable(bookingId, guest)).toBe(true);
    expect((await extend(bookingId, guest)).status).toBe(200);
  });

  it('of a new event are ten a buyer, without anybody setting it', async () => {
    const { status } = await api.post('/organisers/1/events', {
      name: 'New',
      timeZone: 'UTC',
      currency: 'USD',
      startsAt: '2097-03-14T19:30',
      tiers: [{ name: 'A', priceMinor: 1_000, capacity: 1 }],
    });
    expect(status).toBe(201);
    const event = await api.sql.row(
      `SELECT max_tickets_per_booking AS booking, max_tickets_per_user AS buyer
       FROM events WHERE name = 'New'`,
    );
    expect(event).toEqual({ booking: 10, buyer: 10 });
    const demo = await api.sql.row(
      'SELECT max_tickets_per_booking AS booking, max_tickets_per_user AS buyer FROM events WHERE id = 1',
    );
    expect(demo).toEqual({ booking: null, buyer: null });
  });
});

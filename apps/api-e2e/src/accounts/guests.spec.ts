import type {
  BookingDto,
  Envelope,
  ReservationDto,
  SignInDto,
  UserBookingsDto,
} from '@boxoffice/contracts';
import { expectProblem } from '../setup/expect-problem.ts';
import { limitTickets } from '../setup/limit-tickets.ts';
import { openSale, type Sale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { mailTo, tokenIn } from './mailbox.ts';
import {
  newcomer,
  refresh,
  registered,
  signedInBy,
  signIn,
  stranger,
  type Person,
  type SignedIn,
} from './people.ts';

describe('a guest', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  async function guest(person: Person = stranger()): Promise<SignedIn> {
    const { name, email } = person;
    const answer = await api.post<Envelope<SignInDto>>('/auth/guest', { name, email });
    expect(answer.status).toBe(200);
    return signedInBy(answer, person);
  }

  const reserve = ({ headers }: SignedIn, { eventId }: Sale, quantity = 1) =>
    api.post<Envelope<ReservationDto>>(
      '/booking/reserve',
      { eventId, tickets: [{ tier: 'GA', quantity }] },
      { headers },
    );

  const pay = ({ headers }: SignedIn, { reservedTickets }: ReservationDto) =>
    api.post('/booking/confirm', { ticketIds: reservedTickets.map(({ id }) => id) }, { headers });

  async function bought(buyer: SignedIn, sale: Sale): Promise<ReservationDto> {
    const { body } = await reserve(buyer, sale);
    expect((await pay(buyer, body.data)).status).toBe(200);
    return body.data;
  }

  const bookingsOf = async ({ id, headers }: SignedIn): Promise<string[]> => {
    const { body } = await api.get<Envelope<UserBookingsDto>>(`/booking/user/${id}`, { headers });
    return body.data.bookings.map((booking) => booking.id);
  };

  /** A job gives an account what guests bought: soon, and not at once. */
  const joined = (account: SignedIn, bookings: number) =>
    until(`${bookings} bookings have joined the account`, async () => {
      const ids = await bookingsOf(account);
      return ids.length >= bookings && ids;
    });

  const byLink = (token: string) => api.post<Envelope<SignInDto>>('/auth/guest-link', { token });

  it('buys with a name and an address, like any buyer', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const buyer = await guest();
    expect(buyer.account).toEqual({
      id: buyer.id,
      name: buyer.name,
      email: buyer.email,
      emailVerified: false,
      role: 'guest',
      twoFactor: { enabled: false, recoveryCodesLeft: 0 },
      language: 'en',
    });
    const { headers } = buyer;
    const held = (await reserve(buyer, sale)).body.data;
    const { bookingId } = held;
    expect((await api.post(`/booking/${bookingId}/extend`, {}, { headers })).status).toBe(200);
    expect((await pay(buyer, held)).status).toBe(200);
    const other = (await reserve(buyer, sale)).body.data.bookingId;
    expect((await api.post(`/booking/${other}/cancel`, {}, { headers })).status).toBe(200);
    const { body } = await api.get<Envelope<BookingDto>>(`/booking/${bookingId}`, { headers });
    expect(body.data.status).toBe('confirmed');
    expect(await bookingsOf(buyer)).toEqual([other, bookingId]);
    expect((await api.get('/account', { headers })).body).toMatchObject({ data: buyer.account });
    expect((await refresh(api, buyer.cookie)).status).toBe(200);
  });

  it('may not what takes an account', async () => {
    const { headers } = await guest();
    for (const [path, body] of [
      ['/account/name', { name: 'x' }],
      ['/account/password', { currentPassword: '', newPassword: 'seven grey herons' }],
      ['/account/two-factor/begin', { password: '' }],
      ['/account/sign-out-everywhere', {}],
      ['/tickets/create', { gaCount: 1 }],
    ] as const) {
      expectProblem(await api.post(path, body, { headers }), 403, 'FORBIDDEN');
    }
    expectProblem(await api.get('/account/sessions', { headers }), 403, 'FORBIDDEN');
  });

  it('sees nothing of another guest with the same address, which nobody has proven', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const buyer = await guest();
    const { bookingId } = await bought(buyer, sale);
    const { headers } = await guest(buyer);
    expectProblem(await api.get(`/booking/${bookingId}`, { headers }), 404, 'BOOKING_NOT_FOUND');
    expectProblem(await api.get(`/booking/user/${buyer.id}`, { headers }), 403, 'FORBIDDEN');
  });

  it('finds the booking again by the link in the mail, as often as they like', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const buyer = await guest();
    const { bookingId } = await bought(buyer, sale);
    const token = tokenIn(await mailTo(api, buyer.email, 'booking-confirmed'));
    for (let i = 0; i < 2; i += 1) {
      const answer = await byLink(token);
      expect(answer.status).toBe(200);
      expect(await bookingsOf(signedInBy(answer, buyer))).toEqual([bookingId]);
    }
  });

  it('is not let in by a link that we did not write', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const [buyer, other] = [await guest(), await guest()];
    await bought(buyer, sale);
    const token = tokenIn(await mailTo(api, buyer.email, 'booking-confirmed'));
    const changed = token.replace(buyer.id, other.id);
    for (const forged of [changed, `${token}x`, buyer.id, 'x']) {
      expectProblem(await byLink(forged), 410, 'TOKEN_INVALID');
    }
  });

  it('becomes part of the account that proves the address, with all bookings and tickets', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const person = stranger();
    const [first, second] = [await guest(person), await guest(person)];
    const paid = await bought(first, sale);
    const held = (await reserve(second, sale)).body.data;
    const token = tokenIn(await mailTo(api, person.email, 'booking-confirmed'));
    const elsewhere = await bought(await guest(), sale);

    const account = await signIn(api, await registered(api, person));
    expect([...(await joined(account, 2))].sort()).toEqual([paid.bookingId, held.bookingId].sort());
    expect(await bookingsOf(account)).not.toContain(elsewhere.bookingId);
    expect((await pay(account, held)).status).toBe(200);
    for (const { cookie } of [first, second]) {
      expectProblem(await refresh(api, cookie), 401, 'UNAUTHENTICATED');
    }
    const { detail } = expectProblem(await byLink(token), 410, 'TOKEN_INVALID');
    expect(detail).toMatch(/Sign in/);
  });

  it('with the address of an account joins it at the next sign-in', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const account = await newcomer(api);
    const { bookingId } = await bought(await guest(account), sale);
    expect(await bookingsOf(account)).toEqual([]);
    expect(await joined(await signIn(api, account), 1)).toEqual([bookingId]);
  });

  it('makes no sign-in wait, whatever strangers left with its address', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const account = await newcomer(api);
    const buyer = await guest(account);
    const { bookingId } = await bought(buyer, sale);
    await api.sql.transaction(async (client) => {
      // Who would touch a guest or their bookings waits for this transaction, and it for the sign-in.
      await client.query(`SELECT FROM users WHERE id = $1 FOR UPDATE`, [buyer.id]);
      await client.query(`SELECT FROM bookings WHERE user_id = $1 FOR UPDATE`, [buyer.id]);
      expect(await bookingsOf(await signIn(api, account))).toEqual([]);
    });
    expect(await joined(account, 1)).toEqual([bookingId]);
  });

  it('leaves behind what came to nothing, however much it is', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const account = await newcomer(api);
    const first = await guest(account);
    // More guests than one statement looks at, between what was cancelled and what was paid for.
    await api.sql.execute(
      `INSERT INTO users (id, name, email, email_key, role)
       SELECT $1::bigint + n, name, email, email_key, role
       FROM users, generate_series(1, 1100) AS n WHERE id = $1::bigint`,
      [first.id],
    );
    await api.sql.execute(
      `INSERT INTO bookings (id, event_id, user_id, status, ticket_ids, lines, total_minor, currency,
         hold_expires_at, ended_at)
       SELECT $1::bigint + n, $2, $1::bigint + n, 'cancelled', ARRAY[$3::bigint], '[]', 0, 'USD',
         now(), now()
       FROM generate_series(1, 1100) AS n`,
      [first.id, sale.eventId, sale.tickets.GA[0]],
    );
    const buyer = await guest(account);
    expect(BigInt(buyer.id)).toBeGreaterThan(BigInt(first.id));
    const { bookingId } = await bought(buyer, sale);
    const signedIn = await signIn(api, account);
    expect(await joined(signedIn, 1)).toEqual([bookingId]);
    const guests = await api.sql.rows<{ id: string }>(
      'SELECT id FROM users WHERE joined_account_id = $1',
      [account.id],
    );
    expect(guests).toEqual([{ id: buyer.id }]);
  });

  it('gives many bookings to the account in small transactions', async () => {
    const bookings = 105;
    const sale = await openSale(api.sql, { GA: bookings });
    const account = await newcomer(api);
    const buyer = await guest(account);
    for (let i = 0; i < bookings; i += 1) await bought(buyer, sale);
    await signIn(api, account);
    const moved = await until('all bookings have moved', async () => {
      const rows = await api.sql.rows<{ bookings: number }>(
        `SELECT count(*)::integer AS bookings FROM bookings WHERE user_id = $1 GROUP BY xmin::text`,
        [account.id],
      );
      return rows.reduce((sum, each) => sum + each.bookings, 0) === bookings && rows;
    });
    expect(Math.max(...moved.map((each) => each.bookings))).toBeLessThanOrEqual(100);
  });

  it('does not join an account that has only been asked for', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const buyer = await guest();
    const { bookingId } = await bought(buyer, sale);
    await api.post('/auth/register', buyer);
    await mailTo(api, buyer.email, 'verify-email');
    expect(await bookingsOf(buyer)).toEqual([bookingId]);
  });

  it('who pays while the account proves the address pays once, and loses nothing', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const buyer = await guest();
    const held = (await reserve(buyer, sale)).body.data;
    await api.post('/auth/register', buyer);
    const token = tokenIn(await mailTo(api, buyer.email, 'verify-email'));
    const [paid] = await Promise.all([
      pay(buyer, held),
      api.post('/auth/verify-email', { token, password: buyer.password }),
    ]);
    const account = await signIn(api, buyer);
    expect(await joined(account, 1)).toEqual([held.bookingId]);
    if (paid.status !== 200) {
      expectProblem(paid, 403, 'TICKETS_OF_ANOTHER_USER');
      expect((await pay(account, held)).status).toBe(200);
    }
  });

  it('does not evade a limit by being another guest, or by having an account', async () => {
    const sale = await openSale(api.sql, { GA: 10 });
    await limitTickets(api.sql, sale, { perUser: 2 });
    const person = stranger();
    expect((await reserve(await guest(person), sale)).status).toBe(200);
    const shouting = { ...person, email: person.email.toUpperCase() };
    expect((await reserve(await guest(shouting), sale)).status).toBe(200);
    expectProblem(await reserve(await guest(person), sale), 409, 'USER_LIMIT_EXCEEDED');
    const account = await signIn(api, await registered(api, person));
    expectProblem(await reserve(account, sale), 409, 'USER_LIMIT_EXCEEDED');
    expect((await reserve(await guest(), sale, 2)).status).toBe(200);
  });

  it('does not evade a limit by many guests at once', async () => {
    const sale = await openSale(api.sql, { GA: 20 });
    await limitTickets(api.sql, sale, { perUser: 3 });
    const person = stranger();
    const guests = await Promise.all(Array.from({ length: 10 }, () => guest(person)));
    const answers = await Promise.all(guests.map((one) => reserve(one, sale)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
  });

  it.each([
    ['no name', { name: '' }],
    ['no address', { email: undefined }],
    ['a header in the address', { email: 'a@example.org\nBcc: b@example.org' }],
    ['a header in the name', { name: 'a\r\nBcc: b@example.org' }],
  ])('with %s: 422', async (_, fault) => {
    const { name, email } = stranger();
    const answer = await api.post('/auth/guest', { name, email, ...fault });
    expectProblem(answer, 422, 'VALIDATION_FAILED');
  });

  it('is made no admin by asking for it', async () => {
    const { name, email } = stranger();
    const greedy = { name, email, role: 'admin', id: '3', userId: '3' };
    const answer = await api.post<Envelope<SignInDto>>('/auth/guest', greedy);
    expect(answer.body.data.user).toMatchObject({ role: 'guest' });
    expect(answer.body.data.user.id).not.toBe('3');
  });
});

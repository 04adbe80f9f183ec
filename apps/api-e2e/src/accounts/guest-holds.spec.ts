import type { BookingDto, Envelope, ReservationDto, SignInDto } from '@boxoffice/contracts';
import { expectProblem } from '../setup/expect-problem.ts';
import { limitTickets } from '../setup/limit-tickets.ts';
import { openSale, type Sale } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { useSharedApi } from '../setup/use-api.ts';
import {
  cookieOf,
  newcomer,
  refresh,
  registered,
  signedInBy,
  stranger,
  type Person,
  type SignedIn,
} from './people.ts';

/** A guest at checkout, and in another tab of the same browser somebody signs in. */
describe('what a guest holds', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  async function guest(cookie?: string): Promise<SignedIn> {
    const person = stranger();
    const { name, email } = person;
    const headers: Record<string, string> = cookie === undefined ? {} : { cookie };
    const answer = await api.post<Envelope<SignInDto>>('/auth/guest', { name, email }, { headers });
    return signedInBy(answer, person);
  }

  const signInIn = ({ email, password }: Person, cookie: string) =>
    api.post<Envelope<SignInDto>>('/auth/sign-in', { email, password }, { headers: { cookie } });

  async function hold({ headers }: SignedIn, { eventId }: Sale, quantity = 1) {
    const { status, body } = await api.post<Envelope<ReservationDto>>(
      '/booking/reserve',
      { eventId, tickets: [{ tier: 'GA', quantity }] },
      { headers },
    );
    expect(status).toBe(200);
    return body.data;
  }

  const pay = ({ headers }: Pick<SignedIn, 'headers'>, { reservedTickets }: ReservationDto) =>
    api.post('/booking/confirm', { ticketIds: reservedTickets.map(({ id }) => id) }, { headers });

  const bookingAs = ({ headers }: Pick<SignedIn, 'headers'>, { bookingId }: ReservationDto) =>
    api.get<Envelope<BookingDto>>(`/booking/${bookingId}`, { headers });

  it('is theirs who sign in, with the time that was left, and is paid for by them', async () => {
    const sale = await openSale(api.sql, { GA: 5 });
    const [buyer, person] = [await guest(), await registered(api)];
    const held = await hold(buyer, sale, 2);
    const answer = await signInIn(person, buyer.cookie);
    expect(answer.body.data.guestHolds).toEqual([
      { bookingId: held.bookingId, released: false, limit: null },
    ]);
    const owner = signedInBy(answer, person);
    expect((await bookingAs(owner, held)).body.data).toMatchObject({
      userId: owner.id,
      status: 'pending',
      ticketCount: 2,
      expiresAt: held.expiresAt,
    });
    expectProblem(await bookingAs(buyer, held), 404, 'BOOKING_NOT_FOUND');
    expect((await pay(owner, held)).status).toBe(200);
  });

  it('is released, and it is said why, where the account may have no more', async () => {
    const sale = await openSale(api.sql, { GA: 6 });
    await limitTickets(api.sql, sale, { perUser: 3 });
    const [buyer, person] = [await guest(), await newcomer(api)];
    await hold(person, sale, 2);
    const [fits, tooMuch] = [await hold(buyer, sale, 1), await hold(buyer, sale, 2)];
    const answer = await signInIn(person, buyer.cookie);
    expect(answer.body.data.guestHolds).toEqual([
      { bookingId: fits.bookingId, released: false, limit: null },
      { bookingId: tooMuch.bookingId, released: true, limit: 3 },
    ]);
    expect((await bookingAs(person, tooMuch)).body.data.status).toBe('cancelled');
    expect((await stockOf(api.sql, sale.eventId)).at(-1)).toMatchObject({
      available: 3,
      pending: 3,
    });
  });

  it('is moved once, and nobody passes a limit, when several sign in in that browser at once', async () => {
    const sale = await openSale(api.sql, { GA: 20 });
    await limitTickets(api.sql, sale, { perUser: 4 });
    const [buyer, person] = [await guest(), await newcomer(api)];
    await hold(buyer, sale, 3);
    const others = await Promise.all([1, 2].map(() => registered(api)));
    const answers = await Promise.all([
      ...[person, ...others].map((one) => signInIn(one, buyer.cookie)),
      ...Array.from({ length: 4 }, () =>
        api.post(
          '/booking/reserve',
          { eventId: sale.eventId, tickets: [{ tier: 'GA', quantity: 2 }] },
          { headers: person.headers },
        ),
      ),
    ]);
    const moved = answers.flatMap(
      ({ body }) => (body as Partial<Envelope<Partial<SignInDto>>>).data?.guestHolds ?? [],
    );
    expect(moved).toHaveLength(1);
    const { most } = await api.sql.row<{ most: number }>(
      `SELECT max(count)::integer AS most FROM (
         SELECT count(*) FROM tickets WHERE event_id = $1 AND user_id IS NOT NULL GROUP BY user_id
       ) AS of_user`,
      [sale.eventId],
    );
    expect(most).toBeLessThanOrEqual(4);
  });

  it('follows a guest who gives another name and address, too', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const buyer = await guest();
    const held = await hold(buyer, sale);
    const again = await guest(buyer.cookie);
    expect((await bookingAs(again, held)).body.data.userId).toBe(again.id);
  });

  it('stays where it was paid for, or has ended', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const [buyer, person] = [await guest(), await registered(api)];
    const [paid, ended] = [await hold(buyer, sale), await hold(buyer, sale)];
    expect((await pay(buyer, paid)).status).toBe(200);
    await api.post(`/booking/${ended.bookingId}/cancel`, {}, { headers: buyer.headers });
    const answer = await signInIn(person, buyer.cookie);
    expect(answer.body.data).not.toHaveProperty('guestHolds');
    expect((await bookingAs(buyer, paid)).body.data.status).toBe('confirmed');
  });

  it('is nobody’s who shows a cookie that was used before', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const [buyer, thief] = [await guest(), await registered(api)];
    const held = await hold(buyer, sale);
    await refresh(api, buyer.cookie);
    const answer = await signInIn(thief, buyer.cookie);
    expect(answer.body.data).not.toHaveProperty('guestHolds');
    expect((await bookingAs(buyer, held)).body.data.userId).toBe(buyer.id);
  });

  it('only: what an account holds stays with it when somebody else signs in there', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const [first, second] = [await newcomer(api), await registered(api)];
    const held = await hold(first, sale);
    const answer = await signInIn(second, first.cookie);
    expect(answer.body.data).not.toHaveProperty('guestHolds');
    expectProblem(await bookingAs(signedInBy(answer, second), held), 404, 'BOOKING_NOT_FOUND');
    expect(cookieOf(answer)).not.toBe(first.cookie);
    expect((await bookingAs(first, held)).body.data.userId).toBe(first.id);
  });
});

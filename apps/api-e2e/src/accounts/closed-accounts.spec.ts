import type { RunningApi } from '@boxoffice/testing';
import { request } from '@boxoffice/testing';
import {
  ProblemCode,
  type Envelope,
  type ReservationDto,
  type SignInDto,
} from '@boxoffice/contracts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale, type Sale } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { newcomer, signedInBy, stranger, type SignedIn } from './people.ts';

const KEY = '0199b6f0-0000-7000-8000-0000000000';

/** A token lives for minutes longer than its account; money and tickets move by what the account is now. */
describe('an account that was closed', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });
  let other: RunningApi;
  let admin: SignedIn;
  let keys = 10;

  beforeAll(async () => {
    other = await api.startAnother();
    admin = await newcomer(api, 'admin');
  });

  afterAll(() => other.stop());

  /** Asks the process that did not close the account. */
  const ask = <T>(
    path: string,
    body: object,
    { headers }: Pick<SignedIn, 'headers'>,
    keyed = false,
  ) => {
    keys += 1;
    return request<T>(`${other.url}/api/v1${path}`, {
      method: 'POST',
      body,
      headers: { ...headers, ...(keyed ? { 'idempotency-key': `${KEY}${keys}` } : {}) },
    });
  };

  const reserve = (sale: Sale, who: SignedIn, keyed = false, body = {}) =>
    ask<Envelope<ReservationDto>>(
      '/booking/reserve',
      { eventId: sale.eventId, tickets: [{ tier: 'GA', quantity: 1 }], ...body },
      who,
      keyed,
    );

  async function holding(sale: Sale, who: SignedIn) {
    const { status, body } = await reserve(sale, who);
    expect(status).toBe(200);
    return body.data;
  }

  async function guest(): Promise<SignedIn> {
    const person = stranger();
    const { name, email } = person;
    return signedInBy(await api.post<Envelope<SignInDto>>('/auth/guest', { name, email }), person);
  }

  const disable = async ({ id }: SignedIn) => {
    const { status } = await api.post(`/admin/users/${id}/disable`, {}, { headers: admin.headers });
    expect(status).toBe(200);
  };

  const erase = async ({ password, headers }: SignedIn) => {
    expect((await api.post('/account/erase', { password }, { headers })).status).toBe(200);
  };

  it.each([
    ['disabled', () => newcomer(api), disable],
    ['erased', () => newcomer(api), erase],
    ['that of a guest, disabled', guest, disable],
  ])(
    '(%s) reserves nothing, in any process, and stands in nobody’s way',
    async (_, make, close) => {
      const sale = await openSale(api.sql, { GA: 20 });
      const [person, buyer] = [await make(), await newcomer(api)];
      // Both processes have seen the buyer before.
      await holding(sale, person);
      await close(person);
      await expectNoChange(api.sql, async () => {
        expectProblem(await reserve(sale, person), 401, ProblemCode.Unauthenticated);
        expectProblem(await reserve(sale, person, true), 401, ProblemCode.Unauthenticated);
      });
      const answers = await Promise.all([
        ...Array.from({ length: 4 }, () => reserve(sale, person)),
        ...Array.from({ length: 4 }, () => reserve(sale, buyer)),
        ...Array.from({ length: 4 }, () => reserve(sale, buyer, true)),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([
        ...Array<number>(4).fill(401),
        ...Array<number>(8).fill(200),
      ]);
    },
  );

  it('neither pays for what it held, nor keeps it for longer, nor gives it back', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const person = await newcomer(api);
    const { bookingId, reservedTickets } = await holding(sale, person);
    const ticketIds = reservedTickets.map(({ id }) => id);
    await disable(person);
    await expectNoChange(api.sql, async () => {
      for (const paymentSimulation of ['success', 'fail']) {
        const paid = await ask('/booking/confirm', { ticketIds, paymentSimulation }, person);
        expectProblem(paid, 401, ProblemCode.Unauthenticated);
      }
      for (const what of ['extend', 'cancel']) {
        const changed = await ask(`/booking/${bookingId}/${what}`, {}, person);
        expectProblem(changed, 401, ProblemCode.Unauthenticated);
      }
    });
    const { status } = await api.post(
      `/admin/users/${person.id}/enable`,
      {},
      {
        headers: admin.headers,
      },
    );
    expect(status).toBe(200);
    // It is looked at each time: whoever is let in again pays with the same token.
    expect((await ask('/booking/confirm', { ticketIds }, person)).status).toBe(200);
  });

  it('is not sold to by an admin either, who can give its tickets back', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const person = await newcomer(api);
    const { bookingId, reservedTickets } = await holding(sale, person);
    const ticketIds = reservedTickets.map(({ id }) => id);
    await disable(person);
    const forThem = { userId: person.id };
    await expectNoChange(api.sql, async () => {
      expectProblem(await reserve(sale, admin, false, forThem), 403, ProblemCode.AccountDisabled);
      const paid = await ask('/booking/confirm', { ...forThem, ticketIds }, admin);
      expectProblem(paid, 403, ProblemCode.AccountDisabled);
      const extended = await ask(`/booking/${bookingId}/extend`, {}, admin);
      expectProblem(extended, 403, ProblemCode.AccountDisabled);
    });
    expect((await ask(`/booking/${bookingId}/cancel`, {}, admin)).status).toBe(200);
  });

  it.each([
    ['disabled', 401, 'UNAUTHENTICATED', `UPDATE users SET disabled_at = now() WHERE id = $1`],
    ['an admin no more', 403, 'FORBIDDEN', `UPDATE users SET role = 'customer' WHERE id = $1`],
  ] as const)('of an admin who is %s acts for nobody else', async (_, status, code, sql) => {
    const sale = await openSale(api.sql, { GA: 2 });
    const [person, former] = [await newcomer(api), await newcomer(api, 'admin')];
    const { bookingId } = await holding(sale, person);
    await api.sql.execute(sql, [former.id]);
    await expectNoChange(api.sql, async () => {
      const reserved = await reserve(sale, former, false, { userId: person.id });
      expectProblem(reserved, status, code);
      const cancelled = await ask(`/booking/${bookingId}/cancel`, {}, former);
      expect([401, 404]).toContain(cancelled.status);
    });
  });
});

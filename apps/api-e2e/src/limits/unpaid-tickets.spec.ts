import type { BookingDto, ConfirmationDto, Envelope, ReservationDto } from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUsers, openSale, type Sale } from '../setup/open-sale.ts';
import { productionSettings } from '../setup/production.ts';
import { useApi } from '../setup/use-api.ts';

/** The defaults of what is tested; everything else lets a test ask as often as it likes. */
const { TOKEN_KEYS = '', SECRET_KEYS = '' } = productionSettings();
const SETTINGS = {
  // Those of the demonstration count for this machine only, and the guests here come from elsewhere.
  TOKEN_KEYS,
  SECRET_KEYS,
  RATE_LIMITS: 'on',
  TRUSTED_PROXIES: '127.0.0.1',
  RATE_LIMIT_GUEST_ADDRESS: '100000/60',
  RATE_LIMIT_RESERVE_ADDRESS: '100000/60',
  RATE_LIMIT_RESERVE_ACCOUNT: '100000/60',
  RATE_LIMIT_DEFAULT_ADDRESS: '100000/60',
};

type Headers = Record<string, string>;

describe('unpaid tickets', () => {
  // One process: the store of the quotas is the memory of each.
  const api = useApi(SETTINGS, 1);
  let guests = 0;

  /** A new guest, who asks from an address. */
  async function guestAt(address: string): Promise<Headers> {
    guests += 1;
    const from = { 'x-forwarded-for': address };
    const { body } = await api.post<Envelope<{ accessToken: string }>>(
      '/auth/guest',
      { name: 'A Guest', email: `guest-${guests}@guests.example` },
      { headers: from },
    );
    return { ...from, authorization: `Bearer ${body.data.accessToken}` };
  }

  const reserve = (
    { eventId }: Sale,
    quantity: number,
    headers: Headers,
    userId?: string,
  ): Promise<Response<Envelope<ReservationDto>>> =>
    api.post<Envelope<ReservationDto>>(
      '/booking/reserve',
      { userId, eventId, tickets: [{ tier: 'GA', quantity }] },
      { headers },
    );

  async function heldOf({ eventId }: Sale): Promise<number> {
    const { held } = await api.sql.row<{ held: number }>(
      `SELECT count(*)::integer AS held FROM tickets WHERE event_id = $1 AND status = 'pending'`,
      [eventId],
    );
    return held;
  }

  /** How many tickets an attacker gets who makes guests at one address until it is refused. */
  async function holdAllFrom(sale: Sale, address: string): Promise<void> {
    for (;;) {
      const { status } = await reserve(sale, 6, await guestAt(address));
      if (status !== 200) return;
    }
  }

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
    const { body } = await reserve(sale, 6, guest);
    await api.post(`/booking/${body.data.bookingId}/cancel`, {}, { headers: guest });
    const refused = await reserve(sale, 1, guest);
    const problem = expectProblem(refused, 429, 'UNPAID_LIMIT_EXCEEDED');
    expect(problem.limit).toBe(6);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_500);
    // Another event is another matter.
    expect((await reserve(await openSale(api.sql, { GA: 9 }), 1, guest)).status).toBe(200);
  });

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
    const keyed = { ...(await guestAt('192.0.2.5')), 'idempotency-key': `k-${sale.eventId}` };
    const first = await reserve(sale, 6, keyed);
    const again = await reserve(sale, 6, keyed);
    expect(again.status).toBe(200);
    expect(again.body.data.bookingId).toBe(first.body.data.bookingId);
    expect(await heldOf(sale)).toBe(6);
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

  it('that went back on sale leave the next hold without an extension', async () => {
    const sale = await openSale(api.sql, { GA: 50 });
    const guest = await guestAt('192.0.2.6');
    const extend = async (bookingId: string) =>
      api.post<Envelope<BookingDto>>(`/booking/${bookingId}/extend`, {}, { headers: guest });
    const first = await reserve(sale, 2, guest);
    expect((await extend(first.body.data.bookingId)).status).toBe(200);
    await api.post(`/booking/${first.body.data.bookingId}/cancel`, {}, { headers: guest });
    const second = await reserve(sale, 2, guest);
    expectProblem(await extend(second.body.data.bookingId), 409, 'HOLD_NOT_EXTENDABLE');
  });

  it('of a new event are ten a buyer, without anybody setting it', async () => {
    const [event] = await api.sql.rows(
      `INSERT INTO events (id, name, starts_at, time_zone, currency)
       VALUES (77, 'New', now(), 'UTC', 'USD')
       RETURNING max_tickets_per_booking AS booking, max_tickets_per_user AS buyer`,
    );
    expect(event).toEqual({ booking: 10, buyer: 10 });
    const demo = await api.sql.row(
      'SELECT max_tickets_per_booking AS booking, max_tickets_per_user AS buyer FROM events WHERE id = 1',
    );
    expect(demo).toEqual({ booking: null, buyer: null });
  });
});

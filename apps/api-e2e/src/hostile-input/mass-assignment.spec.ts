import type { BookingDto, Envelope, ReservationDto, UserDto } from '@boxoffice/contracts';
import { makeMember } from '../organisers/organisations.ts';
import { newcomer } from '../accounts/people.ts';
import { openSale } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { useSharedApi } from '../setup/use-api.ts';

/** What nobody is asked for: what it costs, whose it is, and what has become of it. */
const GREEDY = {
  id: '3',
  bookingId: '7',
  role: 'admin',
  status: 'booked',
  price: 0,
  priceMinor: 0,
  total: 0,
  totalMinor: 0,
  currency: 'XXX',
  expiresAt: '2099-01-01T00:00:00.000Z',
  holdExpiresAt: '2099-01-01T00:00:00.000Z',
  holdExtensions: -100,
  createdAt: '1999-01-01T00:00:00.000Z',
  emailVerified: true,
  success: true,
};

describe('what a request says beyond what it is asked for', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  const bookingRow = (id: string) =>
    api.sql.row(
      `SELECT status, total_minor::integer AS total, currency, hold_extensions::integer AS extensions,
              hold_expires_at < now() + interval '1 hour' AS ends, user_id AS "userId"
       FROM bookings WHERE id = $1`,
      [id],
    );

  it('changes no price, owner, status or end of a hold', async () => {
    const buyer = await newcomer(api);
    const sale = await openSale(api.sql, { VIP: 2 });
    const reserve = {
      ...GREEDY,
      eventId: sale.eventId,
      tickets: [{ ...GREEDY, tier: 'VIP', quantity: 2 }],
    };
    const held = await api.post<Envelope<ReservationDto>>('/booking/reserve', reserve, buyer);
    expect(held.status).toBe(200);
    const { bookingId } = held.body.data;
    const asHeld = {
      status: 'pending',
      total: 20_000,
      currency: 'USD',
      extensions: 0,
      ends: true,
      userId: buyer.id,
    };
    expect(await bookingRow(bookingId)).toEqual(asHeld);

    const extended = await api.post(`/booking/${bookingId}/extend`, GREEDY, buyer);
    expect(extended.status).toBe(200);
    expect(await bookingRow(bookingId)).toEqual({ ...asHeld, extensions: 1 });

    const cancelled = await api.post<Envelope<BookingDto>>(
      `/booking/${bookingId}/cancel`,
      GREEDY,
      buyer,
    );
    expect(cancelled.body.data.status).toBe('cancelled');
  });

  it('changes no amount of a payment, and makes no failed one succeed', async () => {
    const buyer = await newcomer(api);
    const sale = await openSale(api.sql, { GA: 2 });
    const reserve = { eventId: sale.eventId, tickets: [{ tier: 'GA', quantity: 1 }] };
    const hold = async () =>
      (await api.post<Envelope<ReservationDto>>('/booking/reserve', reserve, buyer)).body.data;
    for (const [paymentSimulation, status] of [
      ['success', 'captured'],
      ['fail', 'failed'],
    ] as const) {
      const { bookingId, reservedTickets } = await hold();
      const ticketIds = reservedTickets.map(({ id }) => id);
      // A payment may name its booking; all else here is none of its business.
      const asked = { bookingId, ticketIds, paymentSimulation };
      const greedy = { ...GREEDY, amount: 1, amountMinor: 1, ...asked };
      await api.post('/booking/confirm', greedy, buyer);
      const payment = await api.sql.row(
        `SELECT status, amount_minor::integer AS amount, currency FROM payments WHERE booking_id = $1`,
        [bookingId],
      );
      expect(payment).toEqual({ status, amount: 1_000, currency: 'USD' });
    }
  });

  it('puts tickets on sale at the price of their tier, and as nobody’s', async () => {
    const organiser = await newcomer(api, 'organiser');
    await makeMember(api, organiser, 'manager');
    const { eventId } = await openSale(api.sql, {});
    const create = { ...GREEDY, userId: organiser.id, eventId, vipCount: 3 };
    expect((await api.post('/tickets/create', create, organiser)).status).toBe(201);
    const [vip] = await stockOf(api.sql, eventId);
    expect(vip).toEqual({ tier: 'VIP', available: 3, pending: 0, booked: 0 });
    const { price } = await api.sql.row<{ price: number }>(
      `SELECT price_minor::integer AS price FROM tiers WHERE event_id = $1 AND name = 'VIP'`,
      [eventId],
    );
    expect(price).toBe(10_000);
  });

  it('makes nobody an admin: of one’s own account, or of a user who is added', async () => {
    const customer = await newcomer(api);
    const renamed = await api.post('/account/name', { ...GREEDY, name: 'Grace' }, customer);
    expect(renamed.body).toMatchObject({ data: { id: customer.id, role: 'customer' } });
    const admin = await newcomer(api, 'admin');
    const added = await api.post<Envelope<UserDto>>('/users', { ...GREEDY, name: 'Ada' }, admin);
    expect(added.body.data).toMatchObject({ role: 'customer', tickets: [] });
    expect(added.body.data.id).not.toBe(GREEDY.id);
  });
});

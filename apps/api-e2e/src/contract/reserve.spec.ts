import type { BookingDto, Envelope, ReservationDto } from '@boxoffice/contracts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { stockOf } from '../setup/stock.ts';
import { useApi } from '../setup/use-api.ts';
import { ID, MOMENT, ticket } from './shapes.ts';

describe('POST /booking/reserve', () => {
  const api = useApi({ HOLD_SECONDS: '600' });

  async function reserve(body: unknown) {
    return api.post<Envelope<ReservationDto>>('/booking/reserve', body);
  }

  it('holds tickets of several tiers in one go, and says what they cost and until when', async () => {
    const sale = await openSale(api.sql, { VIP: 5, 'Front Row': 5, GA: 5 });
    const userId = await addUser(api.sql);
    const { status, body } = await reserve({
      userId,
      eventId: sale.eventId,
      tickets: [
        { tier: 'GA', quantity: 2 },
        { tier: 'VIP', quantity: 1 },
        { tier: 'Front Row', quantity: 1 },
      ],
    });
    expect(status).toBe(200);
    const { bookingId } = body.data;
    const held = (tier: string) =>
      ticket({ tier, eventId: sale.eventId, status: 'pending', userId, bookingId });
    expect(body).toEqual({
      success: true,
      data: {
        success: true,
        message: '4 tickets held for 10 minutes',
        reservedTickets: [held('VIP'), held('Front Row'), held('GA'), held('GA')],
        bookingId: ID,
        expiresAt: MOMENT,
        serverTime: MOMENT,
        total: 170,
        totalMinor: 17_000,
        currency: 'USD',
      },
    });
    expect(await stockOf(api.sql, sale.eventId)).toEqual([
      { tier: 'VIP', available: 4, pending: 1, booked: 0 },
      { tier: 'Front Row', available: 4, pending: 1, booked: 0 },
      { tier: 'GA', available: 3, pending: 2, booked: 0 },
    ]);
  });

  it('holds for ten minutes of the server’s clock', async () => {
    const sale = await openSale(api.sql, { VIP: 1 });
    const { body } = await reserve({
      userId: 1,
      eventId: sale.eventId,
      tickets: [{ tier: 'VIP', quantity: 1 }],
    });
    const { expiresAt, serverTime } = body.data;
    const seconds = (Date.parse(expiresAt) - Date.parse(serverTime)) / 1000;
    // The two are read one after the other.
    expect(seconds).toBeGreaterThan(590);
    expect(seconds).toBeLessThanOrEqual(600);
  });

  it('holds for as long as the event says, where it says', async () => {
    const sale = await openSale(api.sql, { VIP: 1 });
    await api.sql.execute('UPDATE events SET hold_seconds = 45 WHERE id = $1', [sale.eventId]);
    const { body } = await reserve({
      userId: 1,
      eventId: sale.eventId,
      tickets: [{ tier: 'VIP', quantity: 1 }],
    });
    expect(body.data.message).toBe('1 ticket held for 45 seconds');
    const { expiresAt, serverTime } = body.data;
    expect(Date.parse(expiresAt) - Date.parse(serverTime)).toBeLessThanOrEqual(45_000);
  });

  it.each([
    ['numbers', Number],
    ['strings', String],
  ])('takes ids as %s', async (_, as) => {
    const sale = await openSale(api.sql, { VIP: 1 });
    const { status, body } = await reserve({
      userId: as('2'),
      eventId: as(sale.eventId),
      tickets: [{ tier: 'VIP', quantity: 1 }],
    });
    expect(status).toBe(200);
    expect(body.data.reservedTickets).toEqual([
      ticket({
        id: sale.tickets.VIP[0],
        eventId: sale.eventId,
        status: 'pending',
        userId: '2',
        bookingId: body.data.bookingId,
      }),
    ]);
  });

  it('means event 1 where none is named', async () => {
    const { status, body } = await reserve({ userId: 1, tickets: [{ tier: 'GA', quantity: 1 }] });
    expect(status).toBe(200);
    expect(body.data.reservedTickets[0]?.eventId).toBe('1');
  });

  it('makes a booking that can be looked at', async () => {
    const sale = await openSale(api.sql, { VIP: 2 });
    const { body } = await reserve({
      userId: 2,
      eventId: sale.eventId,
      tickets: [{ tier: 'VIP', quantity: 2 }],
    });
    const shown = await api.get<Envelope<BookingDto>>(`/booking/${body.data.bookingId}`);
    expect(shown.body.data).toMatchObject({
      id: body.data.bookingId,
      status: 'pending',
      total: body.data.total,
      expiresAt: body.data.expiresAt,
      tickets: body.data.reservedTickets,
    });
  });

  it('sells nothing before the sale begins or after it has ended', async () => {
    const early = await openSale(api.sql, { VIP: 1 });
    const late = await openSale(api.sql, { VIP: 1 });
    await api.sql.execute(`UPDATE events SET sale_starts_at = now() + '1 h' WHERE id = $1`, [
      early.eventId,
    ]);
    await api.sql.execute(`UPDATE events SET sale_ends_at = now() - interval '1 h' WHERE id = $1`, [
      late.eventId,
    ]);
    for (const { eventId } of [early, late]) {
      const answer = await reserve({
        userId: 1,
        eventId,
        tickets: [{ tier: 'VIP', quantity: 1 }],
      });
      expectProblem(answer, 409, 'NOT_ON_SALE');
    }
  });

  it('holds no more than 500 tickets at once', async () => {
    const sale = await openSale(api.sql, { GA: 600 });
    const order = (quantity: number) => ({
      userId: 1,
      eventId: sale.eventId,
      tickets: [{ tier: 'GA', quantity }],
    });
    expectProblem(await reserve(order(501)), 422, 'VALIDATION_FAILED');
    const { status, body } = await reserve(order(500));
    expect(status).toBe(200);
    expect(body.data.reservedTickets).toHaveLength(500);
  });
});

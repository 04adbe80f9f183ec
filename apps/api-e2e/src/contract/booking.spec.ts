import type { BookingDto, Envelope } from '@boxoffice/contracts';
import { hold, pay } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { ID, MOMENT, ticket, WORDS } from './shapes.ts';

describe('a booking', () => {
  const api = useSharedApi();

  async function show(id: string): Promise<BookingDto> {
    return (await api.get<Envelope<BookingDto>>(`/booking/${id}`)).body.data;
  }

  it('GET /booking/:id shows it with all that it holds', async () => {
    const sale = await openSale(api.sql, { VIP: 1, GA: 2 });
    const userId = await addUser(api.sql);
    const { bookingId } = await hold(api, sale, userId, 'GA', 2);
    const { status, body } = await api.get(`/booking/${bookingId}`);
    expect(status).toBe(200);
    const held = ticket({
      tier: 'GA',
      eventId: sale.eventId,
      status: 'pending',
      userId,
      bookingId,
    });
    expect(body).toEqual({
      success: true,
      data: {
        id: bookingId,
        eventId: sale.eventId,
        eventName: `Event ${sale.eventId}`,
        event: { venue: expect.any(String), startsAt: MOMENT, timeZone: WORDS, state: 'published' },
        userId,
        status: 'pending',
        lines: [
          {
            tier: 'GA',
            tierId: ID,
            ticketType: null,
            ticketTypeId: null,
            quantity: 2,
            price: 10,
            priceMinor: 1_000,
            fullPriceMinor: 1_000,
          },
        ],
        tickets: [held, held],
        ticketCount: 2,
        total: 20,
        totalMinor: 2_000,
        charges: { discountMinor: 0, ticketFees: [], bookingFees: [], tax: null },
        currency: 'USD',
        expiresAt: MOMENT,
        extendable: true,
        asksAttendees: false,
        confirmedAt: null,
        endedAt: null,
        createdAt: MOMENT,
        serverTime: MOMENT,
      },
    });
  });

  it('is confirmed once it is paid for', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const held = await hold(api, sale, '1');
    await pay(api, held);
    expect(await show(held.bookingId)).toMatchObject({
      status: 'confirmed',
      confirmedAt: MOMENT,
      endedAt: null,
      tickets: [{ id: held.ticketIds[0], status: 'booked', bookedAt: MOMENT }],
    });
  });

  it('GET /booking/:id answers 404 for an unknown booking', async () => {
    expectProblem(await api.get('/booking/999'), 404, 'BOOKING_NOT_FOUND');
  });

  describe('POST /booking/:id/cancel', () => {
    it('puts the tickets back on sale and shows the booking, which keeps what was asked for', async () => {
      const sale = await openSale(api.sql, { VIP: 2 });
      const userId = await addUser(api.sql);
      const { bookingId } = await hold(api, sale, userId, 'VIP', 2);
      const { status, body } = await api.post<Envelope<BookingDto>>(
        `/booking/${bookingId}/cancel`,
        { userId },
      );
      expect(status).toBe(200);
      expect(body).toMatchObject({
        success: true,
        message: 'Booking cancelled. Its tickets are on sale again.',
        data: {
          id: bookingId,
          status: 'cancelled',
          tickets: [],
          ticketCount: 2,
          lines: [{ tier: 'VIP', quantity: 2, price: 100 }],
          endedAt: MOMENT,
        },
      });
      expect((await stockOf(api.sql, sale.eventId))[0]).toMatchObject({ available: 2, pending: 0 });
      const again = await hold(api, sale, '1', 'VIP', 2);
      expect(again.bookingId).toEqual(ID);
    });

    it.each([
      ['without a body', undefined],
      ['with an empty body', {}],
    ])('acts as the demo’s admin %s', async (_, body) => {
      const sale = await openSale(api.sql, { VIP: 1 });
      const { bookingId } = await hold(api, sale, '1', 'VIP');
      const answer = await api.post<Envelope<BookingDto>>(`/booking/${bookingId}/cancel`, body);
      expect(answer.body.data.status).toBe('cancelled');
    });

    it('is refused for another user’s booking, as if there were none', async () => {
      const sale = await openSale(api.sql, { VIP: 1 });
      const { bookingId } = await hold(api, sale, '1', 'VIP');
      const answer = await api.post(`/booking/${bookingId}/cancel`, { userId: 2 });
      expectProblem(answer, 404, 'BOOKING_NOT_FOUND');
      expect((await show(bookingId)).status).toBe('pending');
    });

    it('is refused once the booking is paid for, and a second time', async () => {
      const sale = await openSale(api.sql, { VIP: 2 });
      const paid = await hold(api, sale, '1', 'VIP');
      await pay(api, paid);
      const cancel = (id: string) => api.post(`/booking/${id}/cancel`, { userId: 1 });
      expectProblem(await cancel(paid.bookingId), 409, 'ALREADY_CONFIRMED');
      const { bookingId } = await hold(api, sale, '1', 'VIP');
      expect((await cancel(bookingId)).status).toBe(200);
      expectProblem(await cancel(bookingId), 409, 'BOOKING_ENDED');
    });

    it('answers 404 for an unknown booking', async () => {
      expectProblem(await api.post('/booking/999/cancel', { userId: 1 }), 404, 'BOOKING_NOT_FOUND');
    });
  });
});

import type { Envelope, UserBookingsDto } from '@boxoffice/contracts';
import { hold, pay } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { ticket } from './shapes.ts';

describe('GET /booking/user/:userId', () => {
  const api = useSharedApi();

  it('is empty for a user who bought nothing', async () => {
    const { status, body } = await api.get('/booking/user/2');
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      data: { userId: '2', userName: 'Jane Smith', tickets: [], totalTickets: 0, bookings: [] },
    });
  });

  it('lists the tickets that were paid for, newest first, and every booking', async () => {
    const sale = await openSale(api.sql, { VIP: 1, GA: 3 });
    const userId = await addUser(api.sql);
    const older = await hold(api, sale, userId, 'GA', 2);
    const newer = await hold(api, sale, userId, 'VIP');
    const unpaid = await hold(api, sale, userId, 'GA');
    // Paid for in the other order: newest is what was booked last.
    await pay(api, newer);
    await pay(api, older);
    const { body } = await api.get<Envelope<UserBookingsDto>>(`/booking/user/${userId}`);
    const { data } = body;
    expect(data).toMatchObject({ userId, userName: `User ${userId}`, totalTickets: 3 });
    expect(data.tickets.map(({ id }) => id)).toEqual([...newer.ticketIds, ...older.ticketIds]);
    expect(data.tickets[0]).toEqual(
      ticket({
        eventId: sale.eventId,
        status: 'booked',
        userId,
        bookingId: newer.bookingId,
        bookedAt: expect.any(String) as unknown as string,
      }),
    );
    expect(data.bookings.map(({ id, status }) => [id, status])).toEqual([
      [unpaid.bookingId, 'pending'],
      [newer.bookingId, 'confirmed'],
      [older.bookingId, 'confirmed'],
    ]);
    const held = await api.get<Envelope<UserBookingsDto>>(`/booking/user/${userId}?status=pending`);
    expect(held.body.data.bookings.map(({ id }) => id)).toEqual([unpaid.bookingId]);
    expectProblem(await api.get(`/booking/user/${userId}?status=held`), 422, 'VALIDATION_FAILED');
  });

  it('lists page by page, and counts all', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const userId = await addUser(api.sql);
    for (let count = 0; count < 3; count += 1) await pay(api, await hold(api, sale, userId));
    const page = async (query: string) =>
      (await api.get<Envelope<UserBookingsDto>>(`/booking/user/${userId}?${query}`)).body.data;
    const first = await page('limit=2');
    expect(first.bookings).toHaveLength(2);
    expect(first.totalTickets).toBe(3);
    const second = await page(`limit=2&before=${first.bookings[1]?.id ?? ''}`);
    expect(second.bookings).toHaveLength(1);
    const ids = [...first.bookings, ...second.bookings].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  it('answers 404 for an unknown user', async () => {
    expectProblem(await api.get('/booking/user/999'), 404, 'USER_NOT_FOUND');
  });
});

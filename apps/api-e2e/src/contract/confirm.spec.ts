import type {
  BookingDto,
  ConfirmationDto,
  Envelope,
  PaymentFailureDto,
  ReservationDto,
  TicketDto,
} from '@boxoffice/contracts';
import { hold } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { MOMENT, ticket, WORDS } from './shapes.ts';

describe('POST /booking/confirm', () => {
  const api = useSharedApi();

  async function confirm(body: unknown) {
    return api.post<Envelope<ConfirmationDto | PaymentFailureDto>>('/booking/confirm', body);
  }

  it('takes no money for an event that has been cancelled in the meantime', async () => {
    const sale = await openSale(api.sql, { VIP: 1 });
    const userId = await addUser(api.sql);
    const { ticketIds } = await hold(api, sale, userId, 'VIP', 1);
    await api.sql.execute(
      `UPDATE events SET state = 'cancelled', cancelled_at = now() WHERE id = $1`,
      [sale.eventId],
    );
    expectProblem(await confirm({ userId, ticketIds }), 409, 'EVENT_STATE_CONFLICT');
    expect(await api.sql.rows('SELECT FROM payments WHERE event_id = $1', [sale.eventId])).toEqual(
      [],
    );
  });

  it.each([{}, { paymentSimulation: 'success' }])(
    'makes held tickets the buyer’s, with %j',
    async (simulation) => {
      const sale = await openSale(api.sql, { VIP: 2 });
      const userId = await addUser(api.sql);
      const { ticketIds, bookingId } = await hold(api, sale, userId, 'VIP', 2);
      const { status, body } = await confirm({ userId, ticketIds, ...simulation });
      expect(status).toBe(200);
      const booked = (id?: string) =>
        ticket({
          id,
          eventId: sale.eventId,
          status: 'booked',
          userId,
          bookingId,
          bookedAt: MOMENT as string,
        });
      expect(body).toEqual({
        success: true,
        data: {
          success: true,
          message: WORDS,
          confirmedTickets: [booked(ticketIds[0]), booked(ticketIds[1])],
          bookingIds: [bookingId],
        },
      });
    },
  );

  it('takes ids as numbers, as clients of the first API send them', async () => {
    const sale = await openSale(api.sql, { VIP: 1 });
    const userId = await addUser(api.sql);
    const { ticketIds } = await hold(api, sale, userId, 'VIP');
    const { status, body } = await confirm({
      userId: Number(userId),
      ticketIds: ticketIds.map(Number),
    });
    expect(status).toBe(200);
    expect(body.success).toBe(true);
  });

  it('pays for several reservations in one go', async () => {
    const sale = await openSale(api.sql, { VIP: 1, GA: 1 });
    const userId = await addUser(api.sql);
    const one = await hold(api, sale, userId, 'VIP');
    const two = await hold(api, sale, userId, 'GA');
    const { body } = await confirm({ userId, ticketIds: [...two.ticketIds, ...one.ticketIds] });
    expect(body.data).toMatchObject({ bookingIds: [one.bookingId, two.bookingId] });
  });

  it('pays for a part of what is held, and the rest later', async () => {
    const sale = await openSale(api.sql, { VIP: 3 });
    const userId = await addUser(api.sql);
    const { ticketIds } = await hold(api, sale, userId, 'VIP', 3);
    const [first, ...rest] = ticketIds;
    expect((await confirm({ userId, ticketIds: [first] })).status).toBe(200);
    expect(await stockOf(api.sql, sale.eventId)).toMatchObject([
      { available: 0, pending: 2, booked: 1 },
      {},
      {},
    ]);
    expect((await confirm({ userId, ticketIds: rest })).status).toBe(200);
    expect(await stockOf(api.sql, sale.eventId)).toMatchObject([
      { available: 0, pending: 0, booked: 3 },
      {},
      {},
    ]);
  });

  it('pays for all tickets of a type that has a minimum, and ends none of them alone', async () => {
    const sale = await openSale(api.sql, { GA: 5 });
    const { id: tierId } = await api.sql.row<{ id: string }>(
      `SELECT id FROM tiers WHERE event_id = $1 AND name = 'GA'`,
      [sale.eventId],
    );
    await api.sql.execute(
      `INSERT INTO ticket_types (event_id, tier_id, id, name, price_minor, position, min_per_booking)
       VALUES ($1, $2, $2, 'Group', 800, 1, 3), ($1, $2, $2::bigint + 50, 'Adult', 1000, 2, NULL)`,
      [sale.eventId, tierId],
    );
    const userId = await addUser(api.sql);
    const adult = String(BigInt(tierId) + 50n);
    const { body } = await api.post<Envelope<ReservationDto>>('/booking/reserve', {
      userId,
      eventId: sale.eventId,
      tickets: [
        { tierId, ticketTypeId: tierId, quantity: 3 },
        { tierId, ticketTypeId: adult, quantity: 2 },
      ],
    });
    const ids = body.data.reservedTickets.map(({ id }) => id);
    const [group, adults] = [ids.slice(0, 3), ids.slice(3)];
    for (const paymentSimulation of ['success', 'fail']) {
      for (const part of [group.slice(0, 1), [...group.slice(1), ...adults]]) {
        const answer = await confirm({ userId, ticketIds: part, paymentSimulation });
        expect(expectProblem(answer, 409, 'TOO_FEW_TICKETS')).toMatchObject({ limit: 3 });
      }
    }
    // Without a minimum, a part may be paid for; and then all of the group.
    expect((await confirm({ userId, ticketIds: adults.slice(0, 1) })).status).toBe(200);
    expect((await confirm({ userId, ticketIds: group })).status).toBe(200);
    expect((await confirm({ userId, ticketIds: adults.slice(1) })).status).toBe(200);
  });

  describe('when the payment fails', () => {
    it('answers 200 with success: false, and releases the tickets', async () => {
      const sale = await openSale(api.sql, { VIP: 2 });
      const userId = await addUser(api.sql);
      const { ticketIds, bookingId } = await hold(api, sale, userId, 'VIP', 2);
      const { status, body } = await confirm({ userId, ticketIds, paymentSimulation: 'fail' });
      expect(status).toBe(200);
      expect(body).toEqual({
        success: false,
        data: { success: false, message: 'Payment failed. Tickets have been released.' },
      });
      const shown = await api.get<Envelope<BookingDto>>(`/booking/${bookingId}`);
      expect(shown.body.data).toMatchObject({ status: 'failed', tickets: [], endedAt: MOMENT });
      const released = await api.get<Envelope<TicketDto>>(`/tickets/${ticketIds[0] ?? ''}`);
      expect(released.body.data).toEqual(ticket({ eventId: sale.eventId }));
    });

    it('gives back the named part alone', async () => {
      const sale = await openSale(api.sql, { VIP: 2 });
      const userId = await addUser(api.sql);
      const { ticketIds } = await hold(api, sale, userId, 'VIP', 2);
      await confirm({ userId, ticketIds: ticketIds.slice(0, 1), paymentSimulation: 'fail' });
      expect(await stockOf(api.sql, sale.eventId)).toMatchObject([
        { available: 1, pending: 1, booked: 0 },
        {},
        {},
      ]);
    });

    it('takes nothing from anybody else', async () => {
      const sale = await openSale(api.sql, { VIP: 1 });
      const [owner, other] = [await addUser(api.sql), await addUser(api.sql)];
      const { ticketIds } = await hold(api, sale, owner, 'VIP');
      const answer = await confirm({ userId: other, ticketIds, paymentSimulation: 'fail' });
      expectProblem(answer, 403, 'TICKETS_OF_ANOTHER_USER');
    });
  });

  it('refuses tickets that nobody holds, unknown tickets and unknown users', async () => {
    const sale = await openSale(api.sql, { VIP: 1 });
    const userId = await addUser(api.sql);
    const ticketIds = sale.tickets.VIP;
    expectProblem(await confirm({ userId, ticketIds }), 409, 'TICKETS_NOT_HELD');
    expectProblem(await confirm({ userId, ticketIds: ['999999'] }), 404, 'TICKET_NOT_FOUND');
    expectProblem(await confirm({ userId: '999', ticketIds }), 404, 'USER_NOT_FOUND');
  });
});

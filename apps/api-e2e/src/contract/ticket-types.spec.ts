import type {
  BookingDto,
  Envelope,
  EventDto,
  ReservationDto,
  TicketListingDto,
} from '@boxoffice/contracts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale, type Sale } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { useApi } from '../setup/use-api.ts';

describe('ticket types', () => {
  const api = useApi();
  let sale: Sale;
  let tierId: string;
  let userId: string;

  let types = 0;

  /** Adds a type to the tier GA, and says its id. */
  async function addType(name: string, more: Readonly<Record<string, unknown>> = {}) {
    types += 1;
    const id = `${tierId}${types}`;
    const row = { condition: '', price_minor: 500, hidden: false, ...more };
    await api.sql.execute(
      'INSERT INTO ticket_types SELECT (jsonb_populate_record(NULL::ticket_types, $1)).*',
      [
        JSON.stringify({
          event_id: sale.eventId,
          tier_id: tierId,
          id,
          name,
          position: types,
          ...row,
        }),
      ],
    );
    return id;
  }

  const reserve = (tickets: readonly object[]) =>
    api.post<Envelope<ReservationDto>>('/booking/reserve', {
      userId,
      eventId: sale.eventId,
      tickets,
    });

  beforeEach(async () => {
    types = 0;
    sale = await openSale(api.sql, { VIP: 5, GA: 20 });
    userId = await addUser(api.sql);
    const row = await api.sql.row<{ id: string }>(
      `SELECT id FROM tiers WHERE event_id = $1 AND name = 'GA'`,
      [sale.eventId],
    );
    tierId = row.id;
  });

  it('are sold at prices of their own, from the stock of their tier', async () => {
    const adult = await addType('Adult', { price_minor: 2_800 });
    const student = await addType('Student', { price_minor: 1_400 });
    const { status, body } = await reserve([
      { tierId, ticketTypeId: student, quantity: 2 },
      { tierId, ticketTypeId: adult, quantity: 1 },
      { tier: 'VIP', quantity: 1 },
    ]);
    expect(status).toBe(200);
    expect(body.data.totalMinor).toBe(10_000 + 2_800 + 2 * 1_400);
    expect(await stockOf(api.sql, sale.eventId)).toContainEqual({
      tier: 'GA',
      available: 17,
      pending: 3,
      booked: 0,
    });
    const booking = await api.get<Envelope<BookingDto>>(`/booking/${body.data.bookingId}`);
    expect(
      booking.body.data.lines.map(({ tier, ticketType, ticketTypeId, quantity, priceMinor }) => [
        tier,
        ticketType,
        ticketTypeId,
        quantity,
        priceMinor,
      ]),
    ).toEqual([
      ['VIP', null, null, 1, 10_000],
      ['GA', 'Adult', adult, 1, 2_800],
      ['GA', 'Student', student, 2, 1_400],
    ]);
  });

  it('keep their prices when a part of a booking is paid for', async () => {
    const adult = await addType('Adult', { price_minor: 2_800 });
    const student = await addType('Student', { price_minor: 1_400 });
    const { body } = await reserve([
      { tierId, ticketTypeId: adult, quantity: 2 },
      { tierId, ticketTypeId: student, quantity: 2 },
    ]);
    const [firstAdult, , firstStudent] = body.data.reservedTickets.map(({ id }) => id);
    const paid = await api.post('/booking/confirm', {
      userId,
      ticketIds: [firstStudent, firstAdult],
    });
    expect(paid.status).toBe(200);
    const bookings = await api.sql.rows<{ status: string; total: string; captured: string | null }>(
      `SELECT status, total_minor AS total, (
         SELECT sum(amount_minor) FROM payments
         WHERE payments.event_id = bookings.event_id AND booking_id = bookings.id
       ) AS captured
       FROM bookings WHERE event_id = $1 ORDER BY status`,
      [sale.eventId],
    );
    expect(bookings).toEqual([
      { status: 'confirmed', total: '4200', captured: '4200' },
      { status: 'pending', total: '4200', captured: null },
    ]);
  });

  it('stand in the event for everybody to see, those that are hidden apart', async () => {
    await addType('Adult', { price_minor: 2_800 });
    await addType('Press', { price_minor: 0, hidden: true });
    await addType('Student', { price_minor: 1_400, condition: 'With a student card' });
    const { body } = await api.get<Envelope<EventDto>>(`/events/${sale.eventId}`);
    const types = body.data.tiers.find(({ id }) => id === tierId)?.ticketTypes;
    expect(types?.map(({ name, price, condition }) => [name, price, condition])).toEqual([
      ['Adult', 28, ''],
      ['Student', 14, 'With a student card'],
    ]);
  });

  it.each([
    ['one that is hidden', { hidden: true }, 1, 404, 'TICKET_TYPE_NOT_FOUND'],
    ['one whose sale is over', { sale_ends_at: new Date(0) }, 1, 409, 'NOT_ON_SALE'],
    ['more than its maximum', { max_per_booking: 2 }, 3, 409, 'BOOKING_LIMIT_EXCEEDED'],
    ['fewer than its minimum', { min_per_booking: 4 }, 3, 409, 'TOO_FEW_TICKETS'],
  ] as const)('refuse %s, and hold nothing', async (_, more, quantity, status, code) => {
    const ticketTypeId = await addType('Odd', more);
    expectProblem(await reserve([{ tierId, ticketTypeId, quantity }]), status, code);
    expect(await stockOf(api.sql, sale.eventId)).toContainEqual({
      tier: 'GA',
      available: 20,
      pending: 0,
      booked: 0,
    });
  });

  it('give their tier its price, which its name alone is reserved at', async () => {
    await addType('Early', { price_minor: 100, sale_ends_at: new Date(0) });
    await addType('Adult', { price_minor: 2_800 });
    const { body } = await api.get<Envelope<TicketListingDto>>(`/tickets?eventId=${sale.eventId}`);
    expect(body.data.tiers.find(({ id }) => id === tierId)?.priceMinor).toBe(2_800);
    const reserved = await reserve([{ tier: 'GA', quantity: 1 }]);
    expect(reserved.body.data.totalMinor).toBe(2_800);
  });

  it('leave out their tier where all of them are hidden', async () => {
    await addType('Press', { hidden: true });
    const { body } = await api.get<Envelope<EventDto>>(`/events/${sale.eventId}`);
    expect(body.data.tiers.map(({ name }) => name)).toEqual(['VIP', 'Front Row']);
    expectProblem(await reserve([{ tier: 'GA', quantity: 1 }]), 409, 'NOT_ON_SALE');
  });

  it('are another offer as soon as their price changes', async () => {
    const id = await addType('Adult', { price_minor: 2_800 });
    const line = { tierId, ticketTypeId: id, quantity: 1 };
    expect((await reserve([line])).body.data.totalMinor).toBe(2_800);
    await api.sql.execute('UPDATE ticket_types SET price_minor = 3_000 WHERE id = $1', [id]);
    expect((await reserve([line])).body.data.totalMinor).toBe(3_000);
  });

  it('are given within a tier, by its name or its id', async () => {
    expectProblem(await reserve([{ quantity: 1 }]), 422, 'VALIDATION_FAILED');
    expectProblem(await reserve([{ tierId: '7', quantity: 1 }]), 404, 'TIER_NOT_FOUND');
    expectProblem(
      await reserve([{ tierId, ticketTypeId: '7', quantity: 1 }]),
      404,
      'TICKET_TYPE_NOT_FOUND',
    );
  });
});

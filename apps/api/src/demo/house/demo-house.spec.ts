import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { StockLedger } from '../../tickets/availability/stock-ledger.js';
import { HOUSE_EVENTS } from './house-events.js';
import { insertDemoHouse } from './insert-house.js';

describe('the house of the demonstration', () => {
  let database: DemoDatabase;

  beforeAll(async () => {
    database = await openDemoDatabase();
    await insertDemoHouse(database.dataSource);
  });

  afterAll(() => database.close());

  const rows = <T>(sql: string): Promise<T[]> => database.dataSource.query<T[]>(sql);

  it('leaves event 1 as it is, and has ids that cannot meet those made later', async () => {
    expect(
      await rows(`SELECT count(*)::integer FROM tickets WHERE event_id = 1 AND id <= 650`),
    ).toEqual([{ count: 650 }]);
    for (const table of [
      'events',
      'tiers',
      'ticket_types',
      'tickets',
      'bookings',
      'users',
      'payments',
    ]) {
      expect(await rows(`SELECT FROM ${table} WHERE id >= 1 << 22`)).toEqual([]);
    }
  });

  it('is sold as far as it says, each ticket to one booking and each booking paid for', async () => {
    const stock = await new StockLedger(database.dataSource).ofEvents(
      HOUSE_EVENTS.map(({ id }) => String(id)),
    );
    for (const { id, tiers } of HOUSE_EVENTS) {
      for (const { id: tierId, tickets, sold } of tiers) {
        const booked = Math.round(tickets * sold);
        expect(stock.get(String(id))?.get(String(tierId))).toMatchObject({
          available: tickets - booked,
          held: 0,
          booked,
        });
      }
    }
    const [faults] = await rows<Record<string, number>>(`
      SELECT
        (SELECT count(*)::integer FROM bookings AS booking WHERE cardinality(ticket_ids) <> (
          SELECT count(*) FROM tickets WHERE booking_id = booking.id AND user_id = booking.user_id)) AS stray,
        (SELECT count(*)::integer FROM bookings AS booking WHERE total_minor <> (
          SELECT sum(amount_minor) FROM payments WHERE booking_id = booking.id)) AS unpaid,
        (SELECT count(*)::integer FROM bookings WHERE confirmed_at > now()) AS tomorrow`);
    expect(faults).toEqual({ stray: 0, unpaid: 0, tomorrow: 0 });
  });

  it('has been selling for two months, most at the beginning and towards the event', async () => {
    const days = await rows<{ day: string; tickets: number }>(`
      SELECT (confirmed_at AT TIME ZONE 'Europe/Berlin')::date::text AS day,
        sum(cardinality(ticket_ids))::integer AS tickets
      FROM bookings GROUP BY day ORDER BY day`);
    expect(days.length).toBeGreaterThan(50);
    const sold = days.map(({ tickets }) => tickets);
    const average = sold.reduce((sum, tickets) => sum + tickets, 0) / sold.length;
    expect(Math.max(...sold.slice(0, 5))).toBeGreaterThan(2 * average);
  });

  it('lists all of it but what is over, hidden or free as such', async () => {
    const listed = await rows<{ id: string; price: string | null }>(
      'SELECT event_id AS id, price_minor AS price FROM event_listings ORDER BY starts_at',
    );
    expect(listed.map(({ id }) => id)).toEqual(['6', '3', '4', '10', '5', '7', '9', '8', '1']);
    expect(listed[0]?.price).toBe('0');
  });
});

import type { BookingDto, Envelope, ReserveDto, UserBookingsDto } from '@boxoffice/contracts';
import { randomUUID } from 'node:crypto';
import { ageHolds, untilExpired } from '../setup/age-holds.ts';
import { hold, pay, type Hold } from '../setup/buy.ts';
import type { DatabaseWindow } from '../setup/database-window.ts';
import { limitTickets } from '../setup/limit-tickets.ts';
import { addUser, openSale, type Sale, type TierName } from '../setup/open-sale.ts';
import { useApi } from '../setup/use-api.ts';
import { holdByOthers } from './hold-by-others.ts';
import { endConnectionsOfOthers, rowsRead } from './rows-read.ts';

/** Of each tier; a plan that reads a whole tier, or all that is held, reads so many rows more. */
const MANY = 10_000;

/** All that the sale of below reads takes some hundreds; one wrong plan of its would read {@link MANY}. */
const FEW = MANY / 2;

describe('no decay: plans that a connection made while there was little to read', () => {
  // As few connections as can be, so that whoever asks later gets the plans of who asked before.
  const api = useApi({ DATABASE_POOL_SIZE: '3' });

  /**
   * Everything that buyers do, one after the other.
   *
   * @param before is done before each reservation
   */
  async function sell(sale: Sale, before: (sale: Sale) => Promise<void>): Promise<void> {
    const userId = await addUser(api.sql);
    const reserve = async (tier: TierName, quantity: number): Promise<Hold> => {
      await before(sale);
      return hold(api, sale, userId, tier, quantity);
    };
    await pay(api, await reserve('GA', 1));
    await pay(api, await reserve('VIP', 4));
    await before(sale);
    const keyed = await api.post('/booking/reserve', order(sale, userId, 'GA'), {
      headers: { 'idempotency-key': randomUUID() },
    });
    expect(keyed.status).toBe(200);

    const kept = await reserve('VIP', 2);
    const extended = await api.post(`/booking/${kept.bookingId}/extend`, { userId });
    expect(extended.status).toBe(200);
    await ageHolds(api.sql, [kept.bookingId]);
    await untilExpired(api.sql, kept.bookingId);

    const { bookingId } = await reserve('GA', 1);
    const cancelled = await api.post<Envelope<BookingDto>>(`/booking/${bookingId}/cancel`, {
      userId,
    });
    expect(cancelled.body.data.status).toBe('cancelled');

    const held = await api.post('/booking/reserve', order(sale, userId, 'Front Row'));
    expect(held.status).toBe(409);

    expect((await api.get(`/tickets?eventId=${sale.eventId}`)).status).toBe(200);
    const { body } = await api.get<Envelope<UserBookingsDto>>(`/booking/user/${userId}`);
    expect(body.data.tickets).toHaveLength(5);
  }

  const nothing = (): Promise<void> => Promise.resolve();

  // A process that finds another version of the event than it has read has to look first.
  const changeTheEvent = ({ eventId }: Sale): Promise<void> =>
    api.sql.execute('UPDATE events SET name = name WHERE id = $1', [eventId]);

  const LIMITED = { perUser: 2 * MANY };

  it.each([
    ['in one statement', 'no', {}, nothing],
    ['in one statement', 'old', {}, nothing],
    ['in one statement, with a limit for each buyer', 'no', LIMITED, nothing],
    ['in one statement, with a limit for each buyer', 'old', LIMITED, nothing],
    ['after a look', 'no', {}, changeTheEvent],
    ['after a look', 'old', {}, changeTheEvent],
    ['after a look, with a limit for each buyer', 'no', LIMITED, changeTheEvent],
    ['after a look, with a limit for each buyer', 'old', LIMITED, changeTheEvent],
  ])(
    'serve as well where there is much: %s, by %s statistics',
    async (_way, statistics, limits, before) => {
      await keepStatisticsAsTheyAre(api.sql);
      const small = await openSale(api.sql, { VIP: 30, GA: 30 });
      await holdByOthers(api.sql, small, 'Front Row', 5);
      await limitTickets(api.sql, small, limits);
      if (statistics === 'old') await api.sql.execute('ANALYZE');
      for (let times = 0; times < 3; times += 1) await sell(small, before);

      const large = await openSale(api.sql, { VIP: MANY, GA: MANY });
      await holdByOthers(api.sql, large, 'Front Row', MANY);
      await limitTickets(api.sql, large, limits);
      const readBefore = await rowsRead(api.sql);
      await sell(large, before);
      await endConnectionsOfOthers(api.sql);
      expect((await rowsRead(api.sql)) - readBefore).toBeLessThan(FEW);
    },
  );
});

/** One ticket, as a buyer asks for it. */
function order({ eventId }: Sale, userId: string, tier: TierName): ReserveDto {
  return { userId, eventId, tickets: [{ tier, quantity: 1 }] };
}

/** New statistics would let every connection make its plans anew. */
async function keepStatisticsAsTheyAre(sql: DatabaseWindow): Promise<void> {
  for (const table of ['tickets', 'bookings']) {
    await sql.execute(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
  }
}

import type { BookingDto, Envelope, ReservationDto } from '@boxoffice/contracts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale, type Sale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';

const TICKETS = 450;

/** What stays of one reservation and its end, in bytes of rows, however many tickets it was of. */
const KEPT_MAX = 2_000;
/** With the keys of both requests, which are kept for a day. */
const KEPT_WITH_KEYS_MAX = 3_500;

const TABLES = ['bookings', 'audit_entries', 'audit_chain', 'idempotency_keys', 'payments'];

describe('holding tickets and giving them back', () => {
  const api = useApi({ RETENTION_SWEEP_SECONDS: '1', AUDIT_SEAL_INTERVAL_MS: '50' });
  let sale: Sale;
  let userId: string;

  beforeEach(async () => {
    sale = await openSale(api.sql, { GA: TICKETS });
    userId = await addUser(api.sql);
  });

  async function reserve(key?: string) {
    const headers = key === undefined ? undefined : { 'idempotency-key': key };
    const order = { userId, eventId: sale.eventId, tickets: [{ tier: 'GA', quantity: TICKETS }] };
    const answer = await api.post<Envelope<ReservationDto>>('/booking/reserve', order, { headers });
    expect(answer.status).toBe(200);
    return answer.body.data;
  }

  async function cancel(bookingId: string, key?: string): Promise<void> {
    const headers = key === undefined ? undefined : { 'idempotency-key': `${key}-cancel` };
    const { status } = await api.post(`/booking/${bookingId}/cancel`, { userId }, { headers });
    expect(status).toBe(200);
  }

  async function bytesOfRows(): Promise<Record<string, number>> {
    const bytes: Record<string, number> = {};
    for (const table of TABLES) {
      const row = await api.sql.row<{ bytes: number }>(
        `SELECT coalesce(sum(pg_column_size(t.*)), 0)::integer AS bytes FROM ${table} AS t`,
      );
      bytes[table] = row.bytes;
    }
    return bytes;
  }

  const ageEnd = (bookingId: string, interval: string): Promise<unknown> =>
    api.sql.execute(`UPDATE bookings SET ended_at = now() - $2::interval WHERE id = $1`, [
      bookingId,
      interval,
    ]);

  async function shortened(bookingId: string): Promise<void> {
    await ageEnd(bookingId, '61 minutes');
    await until(`booking ${bookingId} is short`, async () => {
      const { count } = await api.sql.row<{ count: number }>(
        'SELECT cardinality(ticket_ids) AS count FROM bookings WHERE id = $1',
        [bookingId],
      );
      return count === 0;
    });
  }

  async function sealed(bookingId: string): Promise<void> {
    await until(`what was done to ${bookingId} is sealed`, async () => {
      const { count } = await api.sql.row<{ count: number }>(
        'SELECT count(*)::integer AS count FROM audit_chain WHERE subject_id = $1',
        [bookingId],
      );
      return count === 2;
    });
  }

  it.each([
    ['without keys', undefined, KEPT_MAX],
    ['with keys', 'growth', KEPT_WITH_KEYS_MAX],
  ] as const)('leaves little behind, %s', async (_, key, most) => {
    const before = await bytesOfRows();
    const { bookingId } = await reserve(key);
    await cancel(bookingId, key);
    await shortened(bookingId);
    await sealed(bookingId);
    const after = await bytesOfRows();
    const left = TABLES.map(
      (table) => [table, (after[table] ?? 0) - (before[table] ?? 0)] as const,
    );
    const total = left.reduce((sum, [, bytes]) => sum + bytes, 0);
    // With what each table has of it, so that a failure says where it grew.
    expect({ left, isLittle: total < most }).toEqual({ left, isLittle: true });
  });

  it('is still shown, with what it was of, until it is deleted', async () => {
    const { bookingId } = await reserve();
    await cancel(bookingId);
    await shortened(bookingId);
    const shown = await api.get<Envelope<BookingDto>>(`/booking/${bookingId}`);
    expect(shown.body.data).toMatchObject({
      status: 'cancelled',
      ticketCount: TICKETS,
      tickets: [],
      lines: [{ tier: 'GA', quantity: TICKETS }],
    });
    await ageEnd(bookingId, '6 days 23 hours');
    const younger = bookingId;
    const { bookingId: older } = await reserve();
    await cancel(older);
    await ageEnd(older, '7 days 1 minute');
    await until('the older one is deleted', async () => {
      return (await api.get(`/booking/${older}`)).status === 404;
    });
    expectProblem(await api.get(`/booking/${older}`), 404, 'BOOKING_NOT_FOUND');
    expect((await api.get(`/booking/${younger}`)).status).toBe(200);
  });

  it('keeps a booking whose payment failed, without its tickets', async () => {
    const { bookingId, reservedTickets } = await reserve();
    const ticketIds = reservedTickets.map(({ id }) => id);
    await api.post('/booking/confirm', { userId, ticketIds, paymentSimulation: 'fail' });
    await shortened(bookingId);
    await ageEnd(bookingId, '30 days');
    const { bookingId: another } = await reserve();
    await cancel(another);
    await ageEnd(another, '30 days');
    await until('another one is deleted', async () => {
      return (await api.get(`/booking/${another}`)).status === 404;
    });
    expect((await api.get(`/booking/${bookingId}`)).status).toBe(200);
  });

  it('is told again with its tickets while it is held, and not afterwards', async () => {
    const first = await reserve('again');
    const again = await reserve('again');
    expect(again).toEqual(Object.assign({}, first, { serverTime: again.serverTime }));
    await cancel(first.bookingId);
    const order = { userId, eventId: sale.eventId, tickets: [{ tier: 'GA', quantity: TICKETS }] };
    const late = await api.post('/booking/reserve', order, {
      headers: { 'idempotency-key': 'again' },
    });
    expectProblem(late, 409, 'BOOKING_ENDED');
  });

  it('says in the audit how many tickets were held, and which of them were sold', async () => {
    const { bookingId, reservedTickets } = await reserve();
    const ticketIds = reservedTickets.map(({ id }) => id);
    await api.post('/booking/confirm', { userId, ticketIds });
    const entries = await api.sql.rows(
      `SELECT action, after->'ticketCount' AS count, after->'ticketIds' AS ids
       FROM audit_entries WHERE subject_id = $1 ORDER BY id`,
      [bookingId],
    );
    expect(entries).toEqual([
      { action: 'booking.reserved', count: TICKETS, ids: null },
      { action: 'booking.confirmed', count: null, ids: ticketIds },
    ]);
  });
});

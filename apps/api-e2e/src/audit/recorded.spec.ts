import type { AuditEntryDto, AuditPageDto, Envelope, UserDto } from '@boxoffice/contracts';
import { ageHolds, untilExpired } from '../setup/age-holds.ts';
import { hold, pay } from '../setup/buy.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';

describe('the audit', () => {
  const api = useApi({ AUDIT_SEAL_INTERVAL_MS: '50' });

  /** What is listed once so many entries are sealed, in the order in which it was done. */
  async function entries(query: string, count: number): Promise<AuditEntryDto[]> {
    const listed = await until(`${count} entries of ${query} are sealed`, async () => {
      const { body } = await api.get<Envelope<AuditPageDto>>(`/admin/audit?${query}`);
      return body.data.entries.length >= count && body.data.entries;
    });
    return listed.reverse();
  }

  const inShort = ({ action, actor, before, after }: AuditEntryDto): object => ({
    action,
    by: actor.id ?? actor.role,
    before,
    after,
  });

  it('says who held and paid for tickets, from where and in which request', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const userId = await addUser(api.sql);
    const held = await hold(api, sale, userId, 'GA', 2);
    const { headers } = await api.post(
      '/booking/confirm',
      { userId, ticketIds: held.ticketIds },
      { headers: { 'x-request-id': 'payment-0001' } },
    );
    expect(headers['x-request-id']).toBe('payment-0001');

    const [reserved, confirmed, ...more] = await entries(`subjectId=${held.bookingId}`, 2);
    expect(more).toEqual([]);
    expect(reserved).toEqual({
      position: expect.stringMatching(/^\d+$/),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      action: 'booking.reserved',
      actor: { id: userId, role: 'customer' },
      subject: { kind: 'booking', id: held.bookingId, eventId: sale.eventId },
      before: null,
      after: {
        status: 'pending',
        userId,
        ticketIds: held.ticketIds,
        totalMinor: 2_000,
        currency: 'USD',
        holdExpiresAt: held.expiresAt,
      },
      network: '127.0.0.0/24',
      requestId: expect.stringMatching(/^[\w-]{36}$/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(confirmed).toMatchObject({
      action: 'booking.confirmed',
      actor: { id: userId, role: 'customer' },
      before: { status: 'pending' },
      after: { status: 'confirmed', paidMinor: 2_000, currency: 'USD' },
      requestId: 'payment-0001',
    });
  });

  it('says how holds were extended, cancelled, not paid for, and ended by their time', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const userId = await addUser(api.sql);
    const cancelled = await hold(api, sale, userId);
    await api.post(`/booking/${cancelled.bookingId}/extend`, { userId });
    await api.post(`/booking/${cancelled.bookingId}/cancel`, { userId });
    const failed = await hold(api, sale, userId);
    await api.post('/booking/confirm', {
      userId,
      ticketIds: failed.ticketIds,
      bookingId: failed.bookingId,
      paymentSimulation: 'fail',
    });
    const expired = await hold(api, sale, userId);
    await ageHolds(api.sql, [expired.bookingId]);
    await untilExpired(api.sql, expired.bookingId);

    const ofCancelled = await entries(`subjectId=${cancelled.bookingId}`, 3);
    expect(ofCancelled.slice(1).map(inShort)).toEqual([
      {
        action: 'booking.extended',
        by: userId,
        before: { holdExpiresAt: cancelled.expiresAt, holdExtensions: 0 },
        after: { holdExpiresAt: expect.stringMatching(/Z$/), holdExtensions: 1 },
      },
      {
        action: 'booking.cancelled',
        by: userId,
        before: { status: 'pending' },
        after: { status: 'cancelled' },
      },
    ]);
    const ofFailed = await entries(`subjectId=${failed.bookingId}`, 2);
    expect(ofFailed.slice(1).map(inShort)).toEqual([
      {
        action: 'booking.payment_failed',
        by: userId,
        before: { status: 'pending' },
        after: { status: 'failed' },
      },
    ]);
    const ofExpired = await entries(`subjectId=${expired.bookingId}`, 2);
    expect(ofExpired.slice(1).map(inShort)).toEqual([
      {
        action: 'booking.expired',
        by: 'system',
        before: { status: 'pending' },
        after: { status: 'expired' },
      },
    ]);
  });

  it('says how a booking was split by paying for a part of it', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const userId = await addUser(api.sql);
    const held = await hold(api, sale, userId, 'GA', 2);
    const [paid = '', rest = ''] = held.ticketIds;
    await pay(api, { userId, ticketIds: [paid] });

    const all = await entries(`actorId=${userId}`, 4);
    expect(all.map(inShort)).toEqual([
      expect.objectContaining({ action: 'booking.reserved' }),
      {
        action: 'booking.split',
        by: userId,
        before: { ticketIds: held.ticketIds, totalMinor: 2_000, currency: 'USD' },
        after: { ticketIds: [paid], totalMinor: 1_000, currency: 'USD' },
      },
      {
        action: 'booking.split_off',
        by: userId,
        before: null,
        after: expect.objectContaining({
          status: 'pending',
          ticketIds: [rest],
          fromBookingId: held.bookingId,
        }),
      },
      expect.objectContaining({
        action: 'booking.confirmed',
        after: expect.objectContaining({ paidMinor: 1_000 }),
      }),
    ]);
  });

  it('says what admins did, and never what anybody is called', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    await api.post('/tickets/create', { eventId: sale.eventId, vipCount: 2, gaCount: 1 });
    const { body } = await api.post<Envelope<UserDto>>('/users', { name: 'Ada Lovelace' });

    const [created] = await entries(`action=tickets.created&subjectId=${sale.eventId}`, 1);
    expect(created && inShort(created)).toEqual({
      action: 'tickets.created',
      by: 'admin',
      before: null,
      after: { created: 3, vip: 2, frontRow: 0, ga: 1 },
    });
    const [added] = await entries(`subjectKind=user&subjectId=${body.data.id}`, 1);
    expect(added && inShort(added)).toEqual({
      action: 'user.added',
      by: 'admin',
      before: null,
      after: { role: 'customer' },
    });
    const { found } = await api.sql.row<{ found: number }>(
      `SELECT count(*)::integer AS found FROM audit_entries AS e WHERE e::text ILIKE '%lovelace%'`,
    );
    expect(found).toBe(0);
  });

  it('says nothing of what was refused, and of what was sent twice says it once', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const userId = await addUser(api.sql);
    const order = { userId, eventId: sale.eventId, tickets: [{ tier: 'GA', quantity: 1 }] };
    const headers = { 'idempotency-key': 'one-order' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => api.post('/booking/reserve', order, { headers })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const refused = await api.post('/booking/reserve', order);
    expect(refused.status).toBe(409);

    const listed = await entries(`actorId=${userId}`, 1);
    expect(listed.map(({ action }) => action)).toEqual(['booking.reserved']);
  });
});

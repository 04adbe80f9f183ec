import type {
  AllotmentDto,
  Envelope,
  OrganiserEventDto,
  TicketListingDto,
} from '@boxoffice/contracts';
import { heldBy, type ReserveAnswer } from '../concurrency/demand.ts';
import { violatedInvariants } from '../invariants/invariants.ts';
import { ageHolds, untilExpired } from '../setup/age-holds.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { Workspace } from './workspace.ts';

describe('an allotment', () => {
  const api = useSharedApi();
  let choir: Workspace;

  beforeAll(async () => {
    choir = await Workspace.open(api);
  });

  const saleOf = async (capacity: number) => {
    const event = await choir.publish({
      tiers: [{ name: 'Nave', priceMinor: 1_000, capacity }],
      maxTicketsPerBooking: null,
      maxTicketsPerUser: null,
    });
    return { id: event.id, tierId: event.tiers[0]?.id ?? '' };
  };
  const send = (
    eventId: string,
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ) => choir.send<Envelope<AllotmentDto>>(method, `/${eventId}/allotments${path}`, body);
  const setAside = (sale: { id: string; tierId: string }, quantity: number, more: object = {}) =>
    send(sale.id, 'POST', '', {
      tierId: sale.tierId,
      name: 'Press',
      purpose: 'press',
      quantity,
      ...more,
    });
  const reserve = (eventId: string, userId: string, quantity: number): Promise<ReserveAnswer> =>
    api.post('/booking/reserve', { userId, eventId, tickets: [{ tier: 'Nave', quantity }] });
  const shown = async (eventId: string): Promise<unknown> => {
    const { body } = await api.get<Envelope<TicketListingDto>>(`/tickets?eventId=${eventId}`);
    const [tier] = body.data.tiers;
    return { available: tier?.available, listed: tier?.tickets.length };
  };
  const counts = async (eventId: string): Promise<unknown> => {
    const { body } = await choir.send('GET', `/${eventId}`);
    const { capacity, available, held, sold, setAside: aside } = body.data.tiers[0] ?? {};
    return { capacity, available, held, sold, setAside: aside };
  };
  /** Holds tickets of an allotment, as a code for it does. */
  async function holdOf(allotmentId: string, quantity: number): Promise<string> {
    const { id } = await api.sql.row<{ id: string }>(
      `WITH taken AS (
         SELECT event_id, tier_id, array_agg(id) AS ids FROM (
           SELECT * FROM tickets WHERE allotment_id = $1 AND booking_id IS NULL LIMIT $2
         ) AS free GROUP BY event_id, tier_id
       ), booked AS (
         INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at)
         SELECT event_id, ids[1], 1, ids, jsonb_build_array(jsonb_build_object('tierId', tier_id::text,
           'tier', 'Nave', 'quantity', $2, 'priceMinor', 0)), 0, 'EUR', now() + interval '1 day'
         FROM taken RETURNING id
       ) SELECT id FROM booked`,
      [allotmentId, quantity],
    );
    await api.sql.execute(
      `UPDATE tickets SET status = 'pending', booking_id = booking.id, user_id = 1
       FROM bookings AS booking WHERE booking.id = $1 AND tickets.id = ANY (booking.ticket_ids)`,
      [id],
    );
    return id;
  }

  it('takes tickets from the general sale, all or none, and is counted for its organiser alone', async () => {
    const sale = await saleOf(20);
    const userId = await addUser(api.sql);
    const made = await setAside(sale, 8);
    expect(made).toMatchObject({
      status: 201,
      body: { data: { quantity: 8, available: 8, held: 0, sold: 0, releasedAt: null } },
    });
    expect(await shown(sale.id)).toEqual({ available: 12, listed: 12 });
    expect(await counts(sale.id)).toMatchObject({ capacity: 20, available: 12, setAside: 8 });

    const all = await reserve(sale.id, userId, 13);
    expect(expectProblem(all, 409, 'NOT_ENOUGH_TICKETS')).toMatchObject({ available: 12 });
    expect((await reserve(sale.id, userId, 11)).status).toBe(200);
    const refused = await expectNoChange(api.sql, () => setAside(sale, 2, { name: 'Sponsors' }));
    const problem = expectProblem(refused, 409, 'NOT_ENOUGH_TICKETS');
    expect(problem).toMatchObject({ available: 1, requested: 2 });
    const taken = await expectNoChange(api.sql, () => setAside(sale, 1));
    expectProblem(taken, 409, 'NAME_TAKEN');

    // A lower capacity takes nothing of it.
    const capacity = (to: number) =>
      choir.send('PUT', `/${sale.id}/tiers/${sale.tierId}/capacity`, { capacity: to });
    const tooFew = await expectNoChange(api.sql, () => capacity(18));
    expect(expectProblem(tooFew, 409, 'CAPACITY_BELOW_SOLD')).toMatchObject({
      held: 11,
      sold: 0,
      setAside: 8,
    });
    expect((await capacity(19)).status).toBe(200);
    expect(await counts(sale.id)).toEqual({
      capacity: 19,
      available: 0,
      held: 11,
      sold: 0,
      setAside: 8,
    });
    const another = await saleOf(5);
    const elsewhere = await setAside({ ...another, tierId: sale.tierId }, 1);
    expectProblem(elsewhere, 404, 'TIER_NOT_FOUND');
  });

  it('grows, shrinks to what is held, and is removed when nothing of it is', async () => {
    const sale = await saleOf(10);
    const { body } = await setAside(sale, 4);
    const at = `/${body.data.id}`;
    const change = (fields: object) => send(sale.id, 'PATCH', at, fields);
    expect((await change({ quantity: 6, name: 'Local press' })).body.data).toMatchObject({
      quantity: 6,
      name: 'Local press',
      purpose: 'press',
    });
    const booking = await holdOf(body.data.id, 3);
    const below = await expectNoChange(api.sql, () => change({ quantity: 2 }));
    expect(expectProblem(below, 409, 'CAPACITY_BELOW_SOLD')).toMatchObject({ held: 3, sold: 0 });
    expect((await change({ quantity: 3 })).body.data).toMatchObject({ quantity: 3, available: 0 });
    expect(await shown(sale.id)).toMatchObject({ available: 7 });
    const inUse = await expectNoChange(api.sql, () => send(sale.id, 'DELETE', at));
    expectProblem(inUse, 409, 'BOOKINGS_DEPEND_ON_IT');

    // What comes back from a hold comes back to it.
    await ageHolds(api.sql, [booking]);
    await untilExpired(api.sql, booking);
    expect(await counts(sale.id)).toMatchObject({ available: 7, held: 0, setAside: 3 });
    expect((await send(sale.id, 'DELETE', at)).body).toMatchObject({ data: [] });
    expect(await counts(sale.id)).toMatchObject({ capacity: 10, available: 10, setAside: 0 });
    expectProblem(await send(sale.id, 'DELETE', at), 404, 'ALLOTMENT_NOT_FOUND');
  });

  it('is released by hand, and what was held of it goes on general sale when the hold ends', async () => {
    const sale = await saleOf(10);
    const { body } = await setAside(sale, 5);
    const booking = await holdOf(body.data.id, 2);
    const released = await send(sale.id, 'POST', `/${body.data.id}/release`, {});
    expect(released.body.data).toMatchObject({
      quantity: 2,
      available: 0,
      held: 2,
      releasedAt: expect.any(String),
    });
    expect(await shown(sale.id)).toEqual({ available: 8, listed: 8 });
    await ageHolds(api.sql, [booking]);
    await untilExpired(api.sql, booking);
    expect(await counts(sale.id)).toMatchObject({ available: 10, held: 0, setAside: 0 });
    const late = await send(sale.id, 'PATCH', `/${body.data.id}`, { quantity: 5 });
    expectProblem(late, 409, 'ALLOTMENT_RELEASED');
    const again = await expectNoChange(api.sql, () =>
      send(sale.id, 'POST', `/${body.data.id}/release`, {}),
    );
    expect(again.status).toBe(200);
    const buyer = await addUser(api.sql);
    expect(heldBy([await reserve(sale.id, buyer, 10)])).toHaveLength(1);
  });

  it('is released at its time by the database’s clock, also one whose time came while nobody looked', async () => {
    const sale = await saleOf(10);
    const past = await expectNoChange(api.sql, () =>
      setAside(sale, 5, { releasesAt: '2020-03-14T19:30' }),
    );
    const { errors } = expectProblem(past, 422, 'VALIDATION_FAILED');
    expect(errors?.map(({ field }) => field)).toEqual(['releasesAt']);
    const gap = await setAside(sale, 5, { releasesAt: '2097-03-31T02:30' });
    expectProblem(gap, 422, 'VALIDATION_FAILED');
    const { body } = await setAside(sale, 5, { releasesAt: '2097-03-01T12:00' });
    await api.sql.execute(
      `UPDATE allotments SET releases_at = now() - interval '1 day' WHERE id = $1`,
      [body.data.id],
    );
    await until('it is released', async () => {
      const { at } = await api.sql.row<{ at: Date | null }>(
        'SELECT released_at AS at FROM allotments WHERE id = $1',
        [body.data.id],
      );
      return at !== null;
    });
    expect(await counts(sale.id)).toMatchObject({ available: 10, setAside: 0 });
    const entries = await api.sql.rows(
      `SELECT actor_role, after->>'released' AS released FROM audit_entries
       WHERE action = 'event.allotment_released' AND event_id = $1`,
      [sale.id],
    );
    expect(entries).toEqual([{ actor_role: 'system', released: '5' }]);
  });

  it('is copied with its event, its time as far from the start', async () => {
    const sale = await saleOf(10);
    await setAside(sale, 4, { releasesAt: '2097-03-12T12:00' });
    const { body } = await choir.send('POST', `/${sale.id}/duplicate`, {
      startsAt: '2097-06-14T19:30',
    });
    const copy: OrganiserEventDto = body.data;
    expect(copy.tiers[0]).toMatchObject({ capacity: 10, available: 6, setAside: 4 });
    const listed = await choir.send<Envelope<AllotmentDto[]>>('GET', `/${copy.id}/allotments`);
    expect(listed.body.data).toMatchObject([
      { name: 'Press', quantity: 4, available: 4, releasesAt: '2097-06-12T10:00:00.000Z' },
    ]);
  });

  it('is copied without its time where that would be over, and isn’t released at once', async () => {
    const sale = await saleOf(10);
    await setAside(sale, 4, { releasesAt: '2097-03-12T12:00' });
    const { body } = await choir.send<Envelope<OrganiserEventDto> & { message: string }>(
      'POST',
      `/${sale.id}/duplicate`,
      // Tomorrow: two days before has passed.
      { startsAt: new Date(Date.now() + 86_400_000).toISOString() },
    );
    expect(body.message).toContain('“Press” would be released is over');
    const listed = await choir.send<Envelope<AllotmentDto[]>>('GET', `/${body.data.id}/allotments`);
    expect(listed.body.data).toMatchObject([
      { name: 'Press', available: 4, releasesAt: null, releasedAt: null },
    ]);
  });

  it('leaves no invariant violated', async () => {
    expect(await violatedInvariants(api.sql)).toEqual([]);
  });
});

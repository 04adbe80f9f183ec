import type { DoorListDto, Envelope, OrganiserEventDto } from '@boxoffice/contracts';
import { newcomer } from '../accounts/people.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { until } from '../setup/until.ts';
import { useApi, useSharedApi } from '../setup/use-api.ts';
import { PassingOn, PRICE_MINOR } from './passing-on.ts';

const NEVER_SENT = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ';

/**
 * Begins to write a scan of an offered ticket, does something meanwhile, and lets the scan end. Both doors of the
 * race are open in it: the scan is written, and nobody can see it yet.
 */
async function whileScanned<T>(
  api: ApiUnderTest,
  passing: PassingOn,
  event: OrganiserEventDto,
  ticketId: string,
  meanwhile: () => Promise<T>,
): Promise<T> {
  // The device was seen a moment ago, so that it isn't written to.
  expect((await api.get('/door', passing.device)).status).toBe(200);
  const { scanned, result } = await api.sql.transaction(async (client) => {
    // A scan names its device, and waits for it once it is written.
    await client.query('SELECT FROM door_devices WHERE id = $1 FOR UPDATE', [passing.device.id]);
    const scanned = passing.comeIn(event, ticketId);
    await untilWaiting(api, 1);
    return { scanned: () => scanned, result: await meanwhile() };
  });
  expect((await scanned()).status).toBe(200);
  return result;
}

/** Until so many statements wait for a lock. */
async function untilWaiting(api: ApiUnderTest, count: number): Promise<void> {
  await until(`${String(count)} wait for a lock`, async () => {
    const { waiting } = await api.sql.row<{ waiting: number }>(
      `SELECT count(*)::integer AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return waiting >= count;
  });
}

describe('passing on a ticket', () => {
  const api = useSharedApi();
  let passing: PassingOn;
  let event: OrganiserEventDto;

  beforeAll(async () => {
    passing = await PassingOn.open(api);
    const ticketTypes = [{ name: 'Adult', priceMinor: PRICE_MINOR }];
    const nave = { name: 'Nave', priceMinor: PRICE_MINOR, capacity: 60, ticketTypes };
    event = await passing.onSale({ transferHours: 24, tiers: [nave] });
  });

  it('gives the receiver a code of their own, and voids the sender’s', async () => {
    const purchase = await passing.bought(event);
    const [before, kept] = await passing.codesOf(purchase);
    const { token, id, ticketId } = await passing.offer(purchase, before?.ticketId, {
      name: 'Grace Hopper',
    });
    expect((await passing.look(token)).body.data).toMatchObject({
      state: 'offered',
      name: 'Grace Hopper',
      eventName: event.name,
      code: null,
    });
    // Until it is accepted, it is the sender's.
    expect(await passing.codesOf(purchase)).toEqual([before, kept]);
    const accepted = await passing.accept(token);
    expect(accepted).toMatchObject({
      status: 200,
      body: { data: { state: 'accepted', tier: 'Nave', ticketType: 'Adult', cancelled: false } },
    });
    const code = accepted.body.data.code;
    expect(code).toMatchObject({ ticketId, onPaper: false });
    expect(code?.serial).not.toBe(before?.serial);
    // Again, and on every look, it is the same.
    expect((await passing.accept(token)).body.data.code).toEqual(code);
    expect((await passing.look(token)).body.data.code).toEqual(code);
    expect(await passing.codesOf(purchase)).toEqual([kept]);
    expect(await passing.transfersOf(purchase)).toMatchObject({
      refusal: null,
      ticketIds: [kept?.ticketId],
      transfers: [{ id, ticketId, name: 'Grace Hopper', state: 'accepted' }],
    });
    // The door is told who has it now.
    const { body } = await api.get<Envelope<DoorListDto>>(
      `/door/events/${event.id}`,
      passing.device,
    );
    const atDoor = body.data.tickets.find((ticket) => ticket.id === ticketId);
    expect(atDoor).toMatchObject({ name: 'Grace Hopper' });
    await expectNoChange(api.sql, async () => {
      expectProblem(await passing.takeBack(purchase, id), 409, 'TICKET_TRANSFER_REFUSED');
      expectProblem(await passing.offered(purchase, ticketId), 409, 'TICKET_TRANSFER_REFUSED');
      // Nor is it the buyer's to return; the organiser still may, and the receiver's code is void with it.
      expectProblem(await passing.giveBack(purchase, ticketId), 404, 'TICKET_NOT_FOUND');
    });
    const refund = { ticketIds: [ticketId] };
    const { choir } = passing;
    await choir.send('POST', `/${event.id}/bookings/${purchase.bookingId}/refunds`, refund);
    expect((await passing.look(token)).body.data).toMatchObject({ state: 'accepted', code: null });
  });

  it('is taken back until it is accepted, lapses by the clock, and can be offered again', async () => {
    const purchase = await passing.bought(event);
    const [ticketId] = purchase.ticketIds;
    const first = await passing.offer(purchase, ticketId);
    await expectNoChange(api.sql, async () => {
      expectProblem(await passing.offered(purchase, ticketId), 409, 'TICKET_TRANSFER_REFUSED');
      expectProblem(await passing.takeBack(purchase, '9'), 404, 'TICKET_TRANSFER_NOT_FOUND');
    });
    const taken = await passing.takeBack(purchase, first.id);
    expect(taken.body.data).toMatchObject([{ state: 'taken_back' }]);
    expectProblem(await passing.accept(first.token), 409, 'TICKET_TRANSFER_REFUSED');
    const second = await passing.offer(purchase, ticketId);
    await api.sql.execute('UPDATE ticket_transfers SET expires_at = now() WHERE id = $1', [
      second.id,
    ]);
    expectProblem(await passing.accept(second.token), 409, 'TICKET_TRANSFER_REFUSED');
    const lapsed = await passing.look(second.token);
    expect(lapsed.body.data).toMatchObject({ state: 'lapsed', code: null });
    const third = await passing.offer(purchase, ticketId);
    expect(await passing.accept(third.token)).toMatchObject({ status: 200 });
    const { transfers } = await passing.transfersOf(purchase);
    expect(transfers.map(({ state }) => state)).toEqual(['taken_back', 'lapsed', 'accepted']);
    // Each offer is a mail to somebody who hasn't asked for one.
    const [, other] = purchase.ticketIds;
    for (let offers = 0; offers < 10; offers += 1) {
      const { id } = await passing.offer(purchase, other);
      await passing.takeBack(purchase, id);
    }
    expectProblem(await passing.offered(purchase, other), 409, 'TICKET_TRANSFER_REFUSED');
  });

  it('is taken back where the booking becomes somebody else’s', async () => {
    const purchase = await passing.bought(event, 1);
    const { token } = await passing.offer(purchase, purchase.ticketIds[0]);
    const buyer = { name: 'Grace Hopper', email: 'grace@right.example' };
    await passing.choir.send('PUT', `/${event.id}/bookings/${purchase.bookingId}/buyer`, buyer);
    expectProblem(await passing.accept(token), 409, 'TICKET_TRANSFER_REFUSED');
    expect((await passing.look(token)).body.data).toMatchObject({
      state: 'taken_back',
      code: null,
    });
  });

  it('is for the buyer alone, for their own tickets, where the event lets it', async () => {
    const purchase = await passing.bought(event);
    const [ticketId] = purchase.ticketIds;
    const other = await passing.bought(event, 1);
    const closed = await passing.bought(await passing.onSale({ transferHours: null }), 1);
    const { id } = await passing.offer(purchase, ticketId);
    const somebody = await newcomer(api);
    expect(await passing.transfersOf(closed)).toMatchObject({
      refusal: 'not_offered',
      until: null,
      ticketIds: [],
    });
    await expectNoChange(api.sql, async () => {
      const refused = await passing.offered(closed, closed.ticketIds[0]);
      expectProblem(refused, 409, 'TICKET_TRANSFER_REFUSED');
      const foreign = await passing.offered(purchase, other.ticketIds[0]);
      expectProblem(foreign, 404, 'TICKET_NOT_FOUND');
      for (const fields of [{ email: 'nobody' }, { name: 'a\nb' }]) {
        const wrong = await passing.offered(purchase, ticketId, fields);
        const problem = expectProblem(wrong, 422, 'VALIDATION_FAILED');
        expect(JSON.stringify(problem)).toContain(Object.keys(fields)[0]);
      }
      for (const { headers } of [other, somebody, passing.choir.manager]) {
        const stranger = { bookingId: purchase.bookingId, headers };
        expectProblem(await passing.offered(stranger, ticketId), 404, 'BOOKING_NOT_FOUND');
        expectProblem(await passing.takeBack(stranger, id), 404, 'BOOKING_NOT_FOUND');
        const list = await api.get(`/bookings/${purchase.bookingId}/transfers`, { headers });
        expectProblem(list, 404, 'BOOKING_NOT_FOUND');
      }
      expectProblem(await passing.accept(NEVER_SENT), 410, 'TOKEN_INVALID');
      expectProblem(await passing.look(NEVER_SENT), 410, 'TOKEN_INVALID');
    });
    // Closed by the organiser, for what is on its way, too.
    await passing.choir.send('PATCH', `/${closed.event.id}`, { transferHours: 0 });
    const sent = await passing.offer(closed, closed.ticketIds[0]);
    await passing.choir.send('PATCH', `/${closed.event.id}`, { transferHours: null });
    expectProblem(await passing.accept(sent.token), 409, 'TICKET_TRANSFER_REFUSED');
    await passing.takeBack(closed, sent.id);
    // Too late by the organiser's rule.
    await api.sql.execute(
      `UPDATE events SET starts_at = now() + interval '23 hours', ends_at = NULL, doors_at = NULL WHERE id = $1`,
      [closed.event.id],
    );
    await passing.choir.send('PATCH', `/${closed.event.id}`, { transferHours: 24 });
    const late = await passing.offered(closed, closed.ticketIds[0]);
    expectProblem(late, 409, 'TICKET_TRANSFER_REFUSED');
    expect(await passing.transfersOf(closed)).toMatchObject({ refusal: 'too_late', ticketIds: [] });
  });

  it('ends where somebody has come in with the ticket, and so does returning it', async () => {
    const purchase = await passing.bought(event, 3);
    const [scanned = '', offered = '', raced = ''] = purchase.ticketIds;
    const { token } = await passing.offer(purchase, offered);
    const late = await passing.offer(purchase, raced);
    for (const id of [scanned, offered]) expect((await passing.comeIn(event, id)).status).toBe(200);
    await expectNoChange(api.sql, async () => {
      expectProblem(await passing.offered(purchase, scanned), 409, 'TICKET_TRANSFER_REFUSED');
      expectProblem(await passing.accept(token), 409, 'TICKET_TRANSFER_REFUSED');
      expectProblem(await passing.giveBack(purchase, scanned), 404, 'TICKET_NOT_FOUND');
    });
    expect(await passing.transfersOf(purchase)).toMatchObject({ ticketIds: [] });
    // A scan that is being written is waited for.
    const accepted = await whileScanned(api, passing, event, raced, async () => {
      const answer = passing.accept(late.token);
      await untilWaiting(api, 2);
      return { answer };
    });
    expectProblem(await accepted.answer, 409, 'TICKET_TRANSFER_REFUSED');
    // What is offered can still be taken back.
    expect((await passing.takeBack(purchase, late.id)).status).toBe(200);
  });

  it('has one winner, whatever is asked at once, and changes no stock', async () => {
    const raced = await passing.onSale({}, 200);
    for (let round = 0; round < 40; round += 1) {
      const purchase = await passing.bought(raced, 5);
      await passing.codesOf(purchase);
      const offers = await Promise.all(purchase.ticketIds.map((id) => passing.offer(purchase, id)));
      const won = await Promise.all(
        offers.map(async ({ id, token, ticketId }, index) => {
          const tries = [
            () => passing.accept(token),
            () => passing.accept(token),
            () => passing.comeIn(raced, ticketId),
            () => passing.takeBack(purchase, id),
            () => passing.giveBack(purchase, ticketId),
          ];
          // Each begins first in turn.
          const order = [...tries.slice(index), ...tries.slice(0, index)];
          const answers = await Promise.all(order.map((ask) => ask()));
          return answers.map(({ status }) => status);
        }),
      );
      for (const status of won.flat()) expect([200, 404, 409, 503]).toContain(status);
    }
    const { accepted, ...others } = await passing.statesOf(raced);
    expect(others).toEqual({ wrong: 0, all: 200, stock: 200 });
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(200);
    // The check sees it where a sender's code is left beside the receiver's ticket.
    await api.sql.execute(
      `UPDATE ticket_codes SET passed_on = false WHERE event_id = $1 AND passed_on
         AND ticket_id = (SELECT ticket_id FROM ticket_transfers
           WHERE event_id = $1 AND state = 'accepted' LIMIT 1)`,
      [raced.id],
    );
    expect(await passing.statesOf(raced)).toMatchObject({ wrong: 1 });
  });
});

/** Functions of the same names are found first, and lock nothing. */
const NO_LOCKS = `
  CREATE SCHEMA no_locks;
  CREATE FUNCTION no_locks.pg_advisory_xact_lock(integer, integer) RETURNS void
    LANGUAGE sql AS 'SELECT';
  CREATE FUNCTION no_locks.pg_advisory_xact_lock_shared(integer, integer) RETURNS void
    LANGUAGE sql AS 'SELECT';
  GRANT USAGE ON SCHEMA no_locks TO PUBLIC;
  DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET search_path = no_locks, pg_catalog, public',
      current_database());
  END $$`;

describe('negative control: passing on a ticket without holding scans back', () => {
  const api = useApi({ RATE_LIMITS: 'off', TRANSFER_OFFER_HOURS: '5' });

  it('a scan and an acceptance both win, and the check sees it', async () => {
    await api.sql.execute(NO_LOCKS);
    await api.process.stop();
    await api.restart();
    const passing = await PassingOn.open(api);
    const event = await passing.onSale();
    const purchase = await passing.bought(event);
    const [ticketId = ''] = purchase.ticketIds;
    const { token } = await passing.offer(purchase, ticketId);
    // Beside it, as this process has its own settings: how long it can be accepted is one.
    const [sent] = (await passing.transfersOf(purchase)).transfers;
    const hours =
      (Date.parse(sent?.expiresAt ?? '') - Date.parse(sent?.createdAt ?? '')) / 3_600_000;
    expect(hours).toBe(5);
    const accepted = await whileScanned(api, passing, event, ticketId, () => passing.accept(token));
    expect(accepted.status).toBe(200);
    expect(await passing.statesOf(event)).toMatchObject({ accepted: 1, wrong: 1 });
  });
});

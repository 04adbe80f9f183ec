import type {
  AllotmentDto,
  BookingDto,
  Envelope,
  ProblemCode,
  SignInDto,
  WaitlistDto,
  WaitlistEntryDto,
} from '@boxoffice/contracts';
import type { RunningApi } from '@boxoffice/testing';
import { mailTo } from '../accounts/mailbox.ts';
import {
  newcomer,
  registered,
  signedInBy,
  signIn,
  stranger,
  type SignedIn,
} from '../accounts/people.ts';
import type { Held } from '../concurrency/demand.ts';
import { memberOf } from '../organisers/organisations.ts';
import { expectInvariants } from '../invariants/expect-invariants.ts';
import { violatedInvariants } from '../invariants/invariants.ts';
import { ageHolds } from '../setup/age-holds.ts';
import type { DatabaseWindow } from '../setup/database-window.ts';
import { hold } from '../setup/buy.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUsers, openSale } from '../setup/open-sale.ts';
import { Randomness } from '../setup/randomness.ts';
import { rounds, TORTURE } from '../setup/torture.ts';
import { until } from '../setup/until.ts';
import { useApi, useSharedApi } from '../setup/use-api.ts';
import {
  brokenGroups,
  entriesOf,
  joinAll,
  neededBy,
  outOfOrder,
  Pushers,
  soldOut,
  tierOf,
} from './crowd.ts';

/** 300 who wait for 500 tickets in `npm run torture`; what takes a minute less in `npm test`. */
const WAITING = TORTURE > 1 ? 300 : 100;
const TICKETS = TORTURE > 1 ? 500 : 175;
const PUSHING = 4;
/** Ends what would hang: many minutes, on a machine that is busy. */
const TIME_LIMIT_MS = 1_800_000;
/** How many come back at the same moment. */
const AT_ONCE = 25;

/** How many tickets of an event are free, wherever they are kept. */
async function freeTickets(sql: DatabaseWindow, eventId: string): Promise<number> {
  const { free } = await sql.row<{ free: number }>(
    `SELECT count(*)::integer AS free FROM tickets WHERE event_id = $1 AND status = 'available'`,
    [eventId],
  );
  return free;
}

/** Until somebody more is offered tickets. */
async function untilOffered(sql: DatabaseWindow, eventId: string): Promise<void> {
  const offers = async (): Promise<number> =>
    (await entriesOf(sql, eventId)).filter(({ offered }) => offered !== null).length;
  const before = await offers();
  await until('somebody more is offered tickets', async () => (await offers()) > before);
}

describe(`${WAITING} who wait while ${TICKETS} tickets come back, and others push in`, () => {
  const api = useApi({ RATE_LIMITS: 'off' }, 1);
  let other: RunningApi;

  beforeAll(async () => {
    other = await api.startAnother();
  });

  afterAll(() => other.stop());

  it.each(rounds(1))(
    'are offered them in order, in whole groups, each once, though every process is killed (%i)',
    async (seed) => {
      const chance = new Randomness(seed);
      const { sale, held } = await soldOut(api, TICKETS);
      const { eventId } = sale;
      const tierId = await tierOf(api.sql, eventId);
      const manager = await memberOf(api, { id: '1' }, 'manager');
      const mixed = chance.shuffled(held);
      const paid = mixed.slice(0, Math.trunc(TICKETS / 2));
      const answers = await Promise.all(
        paid.map(({ userId, ticketIds }) => api.post('/booking/confirm', { userId, ticketIds })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));

      const urls = [api.process.url, other.url];
      const waiting = await addUsers(api.sql, WAITING);
      const joined = await joinAll(urls, { eventId, tierId }, waiting, chance);
      expect(new Set(joined.map(({ status }) => status))).toEqual(new Set([201]));
      const pushers = new Pushers(
        () => [api.process, other],
        eventId,
        await addUsers(api.sql, PUSHING),
      );

      // Some at a time come back: by their time, by their buyers, and for money.
      const path = `/organisers/1/events/${eventId}/bookings`;
      const isPaid = new Set(paid);
      const giveBack = async (booking: Held): Promise<void> => {
        const { bookingId, userId } = booking;
        if (!isPaid.has(booking) && chance.below(2) === 0) return ageHolds(api.sql, [bookingId]);
        const answer = isPaid.has(booking)
          ? await api.post(
              `${path}/${bookingId}/refunds`,
              { reason: 'other', restock: true },
              manager,
            )
          : await api.post(`/booking/${bookingId}/cancel`, { userId });
        expect(answer).toMatchObject({ status: 200 });
      };
      const all = chance.shuffled(mixed);
      for (let from = 0, step = 0; from < TICKETS; from += AT_ONCE, step += 1) {
        await Promise.all(all.slice(from, from + AT_ONCE).map(giveBack));
        if (step === 2) {
          await untilOffered(api.sql, eventId);
          // One of the two is in the middle of what came back now.
          const ends = await Promise.all([api.process.kill(), other.kill()]);
          expect(ends).toEqual(Array(2).fill({ code: null, signal: 'SIGKILL' }));
          await api.restart();
        }
        if (step === 4) other = await api.startAnother();
        // Offers lapse, too, and go to the next.
        const offers = (await entriesOf(api.sql, eventId)).flatMap(
          (entry) => entry.bookingId ?? [],
        );
        await ageHolds(api.sql, chance.shuffled(offers).slice(0, 2));
      }

      await until('whatever suffices for somebody is offered', async () => {
        const free = await freeTickets(api.sql, eventId);
        const entries = await entriesOf(api.sql, eventId);
        const left = entries.filter(({ state }) => state === 'waiting');
        return left.every((entry) => neededBy(entry) > free);
      });
      await pushers.end();
      const entries = await entriesOf(api.sql, eventId);
      const offered = entries.flatMap(({ bookingId }) => bookingId ?? []);
      expect(offered.length).toBeGreaterThan(WAITING / 2);
      expect(new Set(offered).size).toBe(offered.length);
      expect(outOfOrder(entries)).toEqual([]);
      expect(brokenGroups(entries)).toEqual([]);
      // Somebody waited all the time, so nobody else was sold anything.
      expect(entries.some(({ state }) => state === 'waiting')).toBe(true);
      expect(pushers.got).toEqual([]);
      await expectInvariants(api.sql);
    },
    TIME_LIMIT_MS,
  );
});

/** What comes back goes on general sale, as if nobody waited. */
const FORGET_WHO_WAITS = `
  CREATE FUNCTION forget_who_waits() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.status = 'available' AND OLD.status <> 'available' THEN NEW.allotment_id := NULL; END IF;
      RETURN NEW;
    END $$;
  CREATE TRIGGER a_forgetful_sale BEFORE UPDATE ON tickets
    FOR EACH ROW EXECUTE FUNCTION forget_who_waits()`;

describe('negative control: the same without what keeps tickets for those who wait', () => {
  const api = useApi({ RATE_LIMITS: 'off' });

  it('others get what those wait for, and the checks see it', async () => {
    const { sale, held } = await soldOut(api, 40);
    const { eventId } = sale;
    const tierId = await tierOf(api.sql, eventId);
    const waiting = await addUsers(api.sql, 10);
    await joinAll([api.process.url], { eventId, tierId }, waiting, new Randomness(1));
    await api.sql.execute(FORGET_WHO_WAITS);
    const pushers = new Pushers(() => [api.process], eventId, await addUsers(api.sql, 4));
    await ageHolds(
      api.sql,
      held.map(({ bookingId }) => bookingId),
    );
    await until('somebody has pushed in', () => pushers.got.length > 0);
    await pushers.end();
    expect(await violatedInvariants(api.sql)).toContainEqual(
      expect.stringMatching(/^Not true that what comes back of a tier that somebody waits for/),
    );
    await api.sql.execute(
      `DROP TRIGGER a_forgetful_sale ON tickets;
       UPDATE waitlist_entries SET state = 'left', ended_at = now() WHERE state = 'waiting'`,
    );
    await until('the list is closed', async () => {
      const { open } = await api.sql.row<{ open: number }>(
        `SELECT count(*)::integer AS open FROM allotments
         WHERE purpose = 'waitlist' AND released_at IS NULL`,
      );
      return open === 0;
    });
  });
});

describe('negative control: a list that is served by lot', () => {
  const api = useApi({ RATE_LIMITS: 'off' });

  it('is served in the order of its lots, which the checks of the order see', async () => {
    const { sale, held } = await soldOut(api, 40);
    const { eventId } = sale;
    const tierId = await tierOf(api.sql, eventId);
    const waiting = await addUsers(api.sql, 10);
    await joinAll([api.process.url], { eventId, tierId }, waiting, new Randomness(1));
    // Whoever came last has drawn the best lot.
    await api.sql.execute(
      `UPDATE waitlist_entries SET lot = 1.0 / place WHERE event_id = ${eventId}`,
    );
    const manager = await memberOf(api, { id: '1' }, 'manager');
    const list = `/organisers/1/events/${eventId}/waitlist`;
    await api.patch(list, { paused: true, byLot: true }, manager);
    await Promise.all(
      held.map(({ userId, bookingId }) => api.post(`/booking/${bookingId}/cancel`, { userId })),
    );
    expect(await freeTickets(api.sql, eventId)).toBe(40);
    const [first = ''] = waiting;
    const { body } = await api.get<Envelope<WaitlistEntryDto[]>>(`/waitlist/user/${first}`);
    expect(body.data).toMatchObject([{ state: 'waiting', position: null, paused: true }]);
    await api.patch(list, { paused: false }, manager);
    await until('everybody is offered tickets', async () =>
      (await entriesOf(api.sql, eventId)).every(({ state }) => state === 'offered'),
    );
    const entries = await entriesOf(api.sql, eventId);
    expect(entries.map(({ offered }) => offered)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(outOfOrder(entries)).not.toEqual([]);
    expect(brokenGroups(entries)).toEqual([]);
    // As if the first group had been given a part of what it needs.
    const [entry] = entries.filter(({ allOrNothing, quantity }) => allOrNothing && quantity > 1);
    expect(entry && brokenGroups([{ ...entry, tickets: 1 }])).toEqual([entry?.id]);
  });
});

describe('a waitlist', () => {
  const api = useSharedApi();

  const join = (eventId: string, userId: string, body: object) =>
    api.post<Envelope<WaitlistEntryDto>>(`/events/${eventId}/waitlist`, {
      userId,
      quantity: 1,
      allOrNothing: true,
      ...body,
    });
  const own = async (userId: string): Promise<WaitlistEntryDto | undefined> => {
    const { body } = await api.get<Envelope<WaitlistEntryDto[]>>(`/waitlist/user/${userId}`);
    return body.data[0];
  };
  const offeredTo = (userId: string): Promise<string> =>
    until(`user ${userId} is offered tickets`, async () => (await own(userId))?.bookingId);
  const untilClosed = (eventId: string): Promise<boolean> =>
    until('the list is closed', async () => {
      const { closed } = await api.sql.row<{ closed: boolean }>(
        'SELECT bool_and(released_at IS NOT NULL) AS closed FROM allotments WHERE event_id = $1',
        [eventId],
      );
      return closed;
    });
  const cancel = (userId: string, bookingId: string) =>
    api.post(`/booking/${bookingId}/cancel`, { userId });

  it('is joined once, for what is sold out alone, and left', async () => {
    const sale = await openSale(api.sql, { GA: 2, VIP: 1 });
    const { eventId } = sale;
    const tierId = await tierOf(api.sql, eventId);
    const vip = await tierOf(api.sql, eventId, 'VIP');
    const [first = '', second = ''] = await addUsers(api.sql, 2);
    const { id: buyer } = await newcomer(api);
    await hold(api, sale, buyer, 'GA');
    const early = await expectNoChange(api.sql, () =>
      join(eventId, first, { tickets: [{ tierId }] }),
    );
    expect(expectProblem(early, 409, 'TICKETS_AVAILABLE')).toMatchObject({ available: 1 });
    await hold(api, sale, buyer, 'GA');
    const both = { tickets: [{ tierId: vip }, { tierId }] };
    const half = await expectNoChange(api.sql, () => join(eventId, first, both));
    expectProblem(half, 409, 'TICKETS_AVAILABLE');
    await hold(api, sale, buyer, 'VIP');

    const tries: [object, number, ProblemCode][] = [
      [{ tickets: [{ tierId }, { tierId }] }, 422, 'VALIDATION_FAILED'],
      [{ tickets: [{ tierId }], quantity: 501 }, 422, 'VALIDATION_FAILED'],
      [{ tickets: [] }, 422, 'VALIDATION_FAILED'],
      [{ tickets: [{ tierId: '1' }] }, 404, 'TIER_NOT_FOUND'],
      [{ tickets: [{ tierId, ticketTypeId: '9' }] }, 404, 'TICKET_TYPE_NOT_FOUND'],
    ];
    for (const [body, status, code] of tries) {
      const refused = await expectNoChange(api.sql, () => join(eventId, first, body));
      expectProblem(refused, status, code);
    }
    expect(await join(eventId, first, both)).toMatchObject({
      status: 201,
      body: { data: { state: 'waiting', position: 1, tickets: [{ tier: 'VIP' }, { tier: 'GA' }] } },
    });
    const twice = await expectNoChange(api.sql, () => join(eventId, first, both));
    expectProblem(twice, 409, 'ALREADY_WAITING');
    // Of both, so that no list closes in the middle of a test.
    const { body } = await join(eventId, second, both);
    expect(body.data.position).toBe(2);

    const leave = (userId: string, id = '9') => api.post(`/waitlist/${id}/leave`, { userId });
    const entry = (await own(first))?.id;
    const others = await expectNoChange(api.sql, () => leave(second, entry));
    expectProblem(others, 404, 'WAITLIST_ENTRY_NOT_FOUND');
    expect(await leave(first, entry)).toMatchObject({
      status: 200,
      body: { data: { state: 'left' } },
    });
    const again = await expectNoChange(api.sql, () => leave(first, entry));
    expectProblem(again, 409, 'NOT_WAITING');
    expect(await own(second)).toMatchObject({ state: 'waiting', position: 1 });
  });

  it('holds what comes back for whom it suffices, once, and nobody overtakes while it is paused', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const { eventId } = sale;
    const tickets = [{ tierId: await tierOf(api.sql, eventId) }];
    const manager = await memberOf(api, { id: '1' }, 'manager');
    const list = `/organisers/1/events/${eventId}/waitlist`;
    const [seller = '', couple = '', single = '', late = '', many = ''] = await addUsers(
      api.sql,
      5,
    );
    const sold = [
      await hold(api, sale, seller),
      await hold(api, sale, seller),
      await hold(api, sale, many),
    ];
    await api.sql.execute('UPDATE events SET max_tickets_per_user = 2 WHERE id = $1', [eventId]);
    await join(eventId, many, { tickets, quantity: 2 });
    await join(eventId, couple, { tickets, quantity: 2 });
    await join(eventId, single, { tickets, quantity: 2, allOrNothing: false });
    const reserve = () =>
      api.post('/booking/reserve', {
        userId: late,
        eventId,
        tickets: [{ tier: 'GA', quantity: 1 }],
      });

    const paused = await api.patch<Envelope<WaitlistDto>>(list, { paused: true }, manager);
    expect(paused.body.data).toMatchObject({
      paused: true,
      byLot: false,
      waiting: 3,
      waitingTickets: 6,
    });
    await cancel(seller, sold[0]?.bookingId ?? '');
    expectProblem(await reserve(), 409, 'HELD_BY_OTHERS');
    const kept = await api.get<Envelope<WaitlistDto>>(list, manager);
    expect(kept.body.data).toMatchObject({ keptTickets: 1, waiting: 3 });
    await api.patch(list, { paused: false }, manager);

    // Too few for a couple, who keep their place.
    const offer = await offeredTo(single);
    const { body } = await api.get<Envelope<BookingDto>>(`/booking/${offer}`);
    expect(body.data.tickets).toHaveLength(1);
    const extended = await api.post(`/booking/${offer}/extend`, { userId: single });
    expectProblem(extended, 409, 'HOLD_NOT_EXTENDABLE');
    const { seconds } = await api.sql.row<{ seconds: number }>(
      `SELECT round(extract(epoch FROM hold_expires_at - created_at))::integer AS seconds
       FROM bookings WHERE id = $1`,
      [offer],
    );
    expect(seconds).toBe(3_600);
    // Declined: it isn't offered to them again.
    await cancel(single, offer);
    expectProblem(await reserve(), 409, 'HELD_BY_OTHERS');
    await cancel(seller, sold[1]?.bookingId ?? '');
    await offeredTo(couple);
    expect(await own(single)).toMatchObject({ state: 'offered', bookingStatus: 'cancelled' });
    // Who has as many as they may is no longer waited for.
    expect(await own(many)).toMatchObject({ state: 'refused' });
    await untilClosed(eventId);
    await cancel(many, sold[2]?.bookingId ?? '');
    expect((await reserve()).status).toBe(200);
  });

  it('offers no more than the event’s limit leaves, and tells whom it leaves none', async () => {
    const sale = await openSale(api.sql, { GA: 5 });
    const { eventId } = sale;
    const tickets = [{ tierId: await tierOf(api.sql, eventId) }];
    const [seller = ''] = await addUsers(api.sql, 1);
    const [few, many] = [await newcomer(api), await newcomer(api)];
    const sold = [await hold(api, sale, seller), await hold(api, sale, seller)];
    for (const { id } of [few, many, many]) await hold(api, sale, id);
    await api.sql.execute('UPDATE events SET max_tickets_per_user = 2 WHERE id = $1', [eventId]);
    await join(eventId, many.id, { tickets });
    await join(eventId, few.id, { tickets, quantity: 2, allOrNothing: false });
    for (const { bookingId } of sold) await cancel(seller, bookingId);
    const offer = await offeredTo(few.id);
    const { body } = await api.get<Envelope<BookingDto>>(`/booking/${offer}`);
    expect(body.data.tickets).toHaveLength(1);
    expect(await own(many.id)).toMatchObject({ state: 'refused', bookingId: null });
    const { text } = await mailTo(api, many.email, 'waitlist-refused');
    expect(text).toMatch(/limits how many tickets one\s+person/);
    await mailTo(api, few.email, 'waitlist-offer');
    await untilClosed(eventId);
  });

  it('is waited in once by each mailbox, and follows guests into their account', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const { eventId } = sale;
    const tickets = [{ tierId: await tierOf(api.sql, eventId) }];
    await hold(api, sale, (await addUsers(api.sql, 1))[0] ?? '');
    const guest = async (email: string): Promise<SignedIn> => {
      const name = 'A Guest';
      const answer = await api.post<Envelope<SignInDto>>('/auth/guest', { name, email });
      return signedInBy(answer, { name, email, password: '' });
    };
    const person = stranger();
    const first = await guest(person.email);
    expect((await join(eventId, first.id, { tickets })).status).toBe(201);
    const tagged = await guest(person.email.replace('@', '+more@'));
    const again = await expectNoChange(api.sql, () => join(eventId, tagged.id, { tickets }));
    expectProblem(again, 409, 'ALREADY_WAITING');

    // Whoever proves the address has the place.
    const owner = await signIn(api, await registered(api, person));
    await until('the place has moved', async () => (await own(owner.id))?.state === 'waiting');
    expect(await own(first.id)).toBeUndefined();

    // A guest keeps nobody from waiting who has an account; of two places, the account's stays.
    const other = await newcomer(api);
    const unproved = await guest(other.email);
    await join(eventId, unproved.id, { tickets });
    expect((await join(eventId, other.id, { tickets })).status).toBe(201);
    await signIn(api, other);
    await until('the other place has ended', async () => (await own(unproved.id)) === undefined);
    expect((await entriesOf(api.sql, eventId)).map(({ state }) => state)).toEqual([
      'waiting',
      'left',
      'waiting',
    ]);

    // By signing in in the same browser, with whatever address.
    const visitor = await guest(stranger().email);
    await join(eventId, visitor.id, { tickets });
    const known = await registered(api);
    const { email, password } = known;
    const headers = { cookie: visitor.cookie };
    const answer = await api.post<Envelope<SignInDto>>(
      '/auth/sign-in',
      { email, password },
      { headers },
    );
    expect(await own(signedInBy(answer, known).id)).toMatchObject({
      state: 'waiting',
      position: 3,
    });
  });

  it('offers the preferred tier that suffices, and nothing that outlasts the sale', async () => {
    const sale = await openSale(api.sql, { VIP: 1, GA: 2 });
    const { eventId } = sale;
    const [vip, ga] = [
      { tierId: await tierOf(api.sql, eventId, 'VIP') },
      { tierId: await tierOf(api.sql, eventId) },
    ];
    const manager = await memberOf(api, { id: '1' }, 'manager');
    const [seller = '', single = '', couple = '', late = ''] = await addUsers(api.sql, 4);
    const sold = [
      await hold(api, sale, seller, 'VIP'),
      await hold(api, sale, seller),
      await hold(api, sale, seller),
    ];
    await join(eventId, late, { tickets: [vip], quantity: 2 });
    await join(eventId, single, { tickets: [vip, ga] });
    await join(eventId, couple, { tickets: [vip, ga], quantity: 2 });
    const list = `/organisers/1/events/${eventId}/waitlist`;
    await api.patch(list, { paused: true }, manager);
    for (const { bookingId } of sold) await cancel(seller, bookingId);
    const remove = await expectNoChange(api.sql, () =>
      api.delete(`/organisers/1/events/${eventId}/tiers/${vip.tierId}`, manager),
    );
    const { detail } = expectProblem(remove, 409, 'BOOKINGS_DEPEND_ON_IT');
    expect(detail).toContain('3 buyers wait for it');

    await api.sql.execute(
      `UPDATE events SET sale_ends_at = now() + interval '50 minutes' WHERE id = $1`,
      [eventId],
    );
    await api.patch(list, { paused: false }, manager);
    await offeredTo(single);
    await offeredTo(couple);
    const offers = await api.sql.rows<{ tier: string; tickets: number; ends: boolean }>(
      `SELECT booking.lines->0->>'tier' AS tier, cardinality(ticket_ids) AS tickets,
         hold_expires_at BETWEEN sale_ends_at - interval '1 minute' AND sale_ends_at + interval '1 second' AS ends
       FROM bookings AS booking JOIN events AS event ON event.id = booking.event_id
       WHERE event.id = $1 AND booking.status = 'pending' ORDER BY booking.id`,
      [eventId],
    );
    expect(offers).toEqual([
      { tier: 'VIP', tickets: 1, ends: true },
      { tier: 'GA', tickets: 2, ends: true },
    ]);
    expect(await own(late)).toMatchObject({ state: 'waiting' });
    await api.sql.execute(`UPDATE events SET sale_ends_at = now() WHERE id = $1`, [eventId]);
    await untilClosed(eventId);
    expect(await own(late)).toMatchObject({ state: 'sale_ended' });
  });

  it('offers what organisers add and release, and what an erased person was offered', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const { eventId } = sale;
    const tierId = await tierOf(api.sql, eventId);
    const manager = await memberOf(api, { id: '1' }, 'manager');
    const event = `/organisers/1/events/${eventId}`;
    const aside = { name: 'Press', purpose: 'press', tierId, quantity: 1 };
    const added = await api.post<Envelope<AllotmentDto>>(`${event}/allotments`, aside, manager);
    expect(added.status).toBe(201);
    const [seller = '', second = '', third = ''] = await addUsers(api.sql, 3);
    await hold(api, sale, seller);
    const person = await newcomer(api);
    for (const userId of [person.id, second, third]) {
      await join(eventId, userId, { tickets: [{ tierId }] });
    }
    const released = await api.post(
      `${event}/allotments/${added.body.data.id}/release`,
      {},
      manager,
    );
    expect(released.status).toBe(200);
    const raised = await api.put(`${event}/tiers/${tierId}/capacity`, { capacity: 3 }, manager);
    expect(raised.status).toBe(200);
    await offeredTo(second);
    const offer = await offeredTo(person.id);
    const erased = await api.post('/account/erase', { password: person.password }, person);
    expect(erased.status).toBe(200);
    await offeredTo(third);
    const { status } = await api.sql.row<{ status: string }>(
      'SELECT status FROM bookings WHERE id = $1',
      [offer],
    );
    expect(status).toBe('cancelled');
    await untilClosed(eventId);
  });

  it('keeps the place of who waits for what is hidden at the moment', async () => {
    const sale = await openSale(api.sql, { VIP: 1, GA: 1 });
    const { eventId } = sale;
    const [seller = '', patient = '', other = ''] = await addUsers(api.sql, 3);
    const ofVip = await hold(api, sale, seller, 'VIP');
    const ofOther = await hold(api, sale, seller, 'GA');
    const vip = await tierOf(api.sql, eventId, 'VIP');
    await join(eventId, patient, { tickets: [{ tierId: vip }] });
    await join(eventId, other, { tickets: [{ tierId: await tierOf(api.sql, eventId) }] });
    const hide = (hidden: boolean) =>
      api.sql.execute('UPDATE tiers SET hidden = $2 WHERE id = $1', [vip, hidden]);
    await hide(true);
    await cancel(seller, ofVip.bookingId);
    await cancel(seller, ofOther.bookingId);
    await offeredTo(other);
    expect(await own(patient)).toMatchObject({ state: 'waiting' });
    await hide(false);
    await offeredTo(patient);
  });

  it('is exported and erased with whoever waits', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const tickets = [{ tierId: await tierOf(api.sql, sale.eventId) }];
    await hold(api, sale, (await newcomer(api)).id);
    const person = await newcomer(api);
    await join(sale.eventId, person.id, { tickets });
    const exported = await api.get<Envelope<Record<string, unknown[]>>>('/account/data', person);
    expect(JSON.stringify(exported.body.data)).toContain('"state":"waiting"');
    const erased = await api.post('/account/erase', { password: person.password }, person);
    expect(erased.status).toBe(200);
    expect(await entriesOf(api.sql, sale.eventId)).toEqual([]);
    await untilClosed(sale.eventId);
  });
});

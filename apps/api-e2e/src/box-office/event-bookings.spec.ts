import type {
  EventBookingDto,
  EventBookingPageDto,
  GuestListDto,
  ReservationDto,
} from '@boxoffice/contracts';
import { mailsTo, mailTo, tokenIn } from '../accounts/mailbox.ts';
import type { SignedIn } from '../accounts/people.ts';
import { memberOf } from '../organisers/organisations.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { pathOf, read, sell, tierIdOf, type WorkPlace } from './counter.ts';

describe('an event’s bookings, as its organisation works with them', () => {
  const api = useApi({ AUDIT_SEAL_INTERVAL_MS: '50', RETENTION_SWEEP_SECONDS: '1' });
  let emil: SignedIn;
  let door: SignedIn;
  let place: WorkPlace;
  let ofAda: Guest;

  interface Guest {
    readonly headers: { readonly authorization: string };
    readonly id: string;
    readonly bookingId: string;
    readonly ticketIds: string[];
  }

  /** A guest who holds tickets, and pays for them. */
  async function guest(
    name: string,
    email: string,
    tier = 'GA',
    quantity = 1,
    pays = true,
  ): Promise<Guest> {
    const entered = await api.post<{ data: { accessToken: string; user: { id: string } } }>(
      '/auth/guest',
      { name, email },
    );
    const { accessToken, user } = entered.body.data;
    const headers = { authorization: `Bearer ${accessToken}` };
    const held = await api.post<{ data: ReservationDto }>(
      '/booking/reserve',
      { eventId: place.eventId, tickets: [{ tier, quantity }] },
      { headers },
    );
    expect(held.status).toBe(200);
    const { bookingId, reservedTickets } = held.body.data;
    const ticketIds = reservedTickets.map(({ id }) => id);
    if (pays) await api.post('/booking/confirm', { ticketIds }, { headers });
    return { headers, id: user.id, bookingId, ticketIds };
  }

  async function found(query: string): Promise<string[]> {
    const answer = await read<EventBookingPageDto>(api, place, emil, `/bookings?${query}`);
    expect(answer.status).toBe(200);
    return answer.body.data.bookings.map(({ buyer }) => buyer.name);
  }

  async function booking(bookingId: string): Promise<EventBookingDto> {
    const answer = await read<EventBookingDto>(api, place, emil, `/bookings/${bookingId}`);
    expect(answer.status).toBe(200);
    return answer.body.data;
  }

  /** What happened, once the audit has sealed as much. */
  async function happened(bookingId: string, last: string): Promise<EventBookingDto> {
    return until(`${last} is told of ${bookingId}`, async () => {
      const now = await booking(bookingId);
      return now.timeline.some(({ what }) => what === last) && now;
    });
  }

  beforeAll(async () => {
    emil = await memberOf(api, { id: '1' }, 'box_office');
    door = await memberOf(api, { id: '1' }, 'door');
    const { eventId } = await openSale(api.sql, { VIP: 10, GA: 40 });
    place = { organiserId: '1', eventId };
    ofAda = await guest('Ada Lovelace', 'ada.l@example.org', 'GA', 2);
    await guest('Anna-Maria Müller', 'am@example.org', 'VIP');
    await guest('Nguyễn Thị Minh Khai', 'khai@example.org');
    await guest('Miles O’Brien', "o'brien@example.org", 'VIP', 1, false);
    const lines = [{ tierId: await tierIdOf(api, eventId, 'GA'), quantity: 3 }];
    await sell(api, place, emil, { lines, method: 'cash' });
  });

  it('are found by the beginnings of names and addresses, without accents, and by numbers', async () => {
    expect(await found('search=lovelace')).toEqual(['Ada Lovelace']);
    expect(await found('search=ADA%20lov')).toEqual(['Ada Lovelace']);
    expect(await found('search=ada.l@example.org')).toEqual(['Ada Lovelace']);
    expect(await found('search=muller')).toEqual(['Anna-Maria Müller']);
    expect(await found(`search=${encodeURIComponent('Mül')}`)).toEqual(['Anna-Maria Müller']);
    expect(await found('search=maria')).toEqual(['Anna-Maria Müller']);
    expect(await found('search=nguyen%20khai')).toEqual(['Nguyễn Thị Minh Khai']);
    expect(await found(`search=${encodeURIComponent("o'brien@")}`)).toEqual(['Miles O’Brien']);
    expect(await found(`search=${ofAda.bookingId}`)).toEqual(['Ada Lovelace']);
    const grouped = (ofAda.ticketIds[1] ?? '').replace(/^(..)/, '$1%20');
    expect(await found(`search=${grouped}`)).toEqual(['Ada Lovelace']);
    for (const nothing of ['ovelace', "'", '%5C', '%26%20!%20:*', "');--", '999', 'ada%20muller']) {
      expect(await found(`search=${nothing}`)).toEqual([]);
    }
    const { events } = await api.sql.row<{ events: string[] }>(
      `SELECT array_agg(id::text) AS events FROM events WHERE id <> $1`,
      [place.eventId],
    );
    const elsewhere = { ...place, eventId: events[0] ?? '' };
    const other = await read<EventBookingPageDto>(
      api,
      elsewhere,
      emil,
      '/bookings?search=lovelace',
    );
    expect(other.body.data.bookings).toEqual([]);
    expectProblem(
      await read(api, elsewhere, emil, `/bookings/${ofAda.bookingId}`),
      404,
      'BOOKING_NOT_FOUND',
    );
  });

  it('are narrowed by status, tier and day, and read page by page', async () => {
    expect(await found('status=pending')).toEqual(['Miles O’Brien']);
    const vip = await tierIdOf(api, place.eventId, 'VIP');
    expect(await found(`tierId=${vip}&status=confirmed`)).toEqual(['Anna-Maria Müller']);
    expect(await found('to=2026-01-31')).toEqual([]);
    const today = new Date().toISOString().slice(0, 10);
    const all = await found('from=2026-01-31');
    expect(all).toEqual([
      'Walk-in',
      'Miles O’Brien',
      'Nguyễn Thị Minh Khai',
      'Anna-Maria Müller',
      'Ada Lovelace',
    ]);
    expect((await found(`from=${today}`)).length).toBeLessThanOrEqual(all.length);
    const names: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const after: string = next === '' ? '' : `&after=${next}`;
      const page = await read<EventBookingPageDto>(api, place, emil, `/bookings?limit=2${after}`);
      names.push(...page.body.data.bookings.map(({ buyer }) => buyer.name));
      next = page.body.data.next;
    }
    expect(names).toEqual(all);
    for (const wrong of ['status=lost', 'from=2026-02-30', 'limit=0', 'after=x', 'tierId=-1']) {
      expectProblem(await read(api, place, emil, `/bookings?${wrong}`), 422, 'VALIDATION_FAILED');
    }
  });

  it('answer “I paid and have no ticket”: what happened, to whom it was mailed, and mail it again', async () => {
    const { timeline, ...ada } = await happened(ofAda.bookingId, 'mail_sent');
    expect(ada).toMatchObject({
      status: 'confirmed',
      buyer: { name: 'Ada Lovelace', email: 'ada.l@example.org', kind: 'guest' },
      tickets: ofAda.ticketIds.map((id) => ({ id, tier: 'GA', ticketType: null })),
      mailable: true,
      correctable: true,
    });
    expect(timeline).toMatchObject([
      { what: 'reserved', by: 'Ada Lovelace' },
      { what: 'confirmed', by: 'Ada Lovelace' },
      { what: 'mail_sent', by: null, detail: 'ada.l@example.org' },
    ]);
    const mailed = await api.post(`${pathOf(place)}/bookings/${ofAda.bookingId}/mail`, {}, emil);
    expect(mailed.status).toBe(200);
    await mailTo(api, 'ada.l@example.org', 'booking-confirmed', 2);
    const after = await happened(ofAda.bookingId, 'mail_requested');
    expect(after.timeline.filter(({ what }) => what === 'mail_requested')).toMatchObject([
      { by: emil.name },
    ]);
    const limit = await until('it was mailed often enough', async () => {
      const path = `${pathOf(place)}/bookings/${ofAda.bookingId}/mail`;
      const answer = await api.post(path, {}, emil);
      return answer.status !== 200 && answer;
    });
    expect(expectProblem(limit, 429, 'TOO_MANY_REQUESTS')).toMatchObject({ limit: 10 });
  });

  it('have a mistyped address corrected: the mail goes there, and the old link leads to nothing', async () => {
    const wrong = await guest('Grase Hoper', 'grase@wrong.example');
    const old = tokenIn(await mailTo(api, 'grase@wrong.example', 'booking-confirmed'));
    const path = `${pathOf(place)}/bookings/${wrong.bookingId}/buyer`;
    const right = { name: 'Grace Hopper', email: 'grace@right.example' };
    const corrected = await api.put(path, right, emil);
    expect(corrected.body).toMatchObject({
      data: { buyer: { name: 'Grace Hopper', email: 'grace@right.example', kind: 'guest' } },
    });
    const link = tokenIn(await mailTo(api, 'grace@right.example', 'booking-confirmed'));
    const titles = async (token: string): Promise<string[]> => {
      const entered = await api.post<{ data: { accessToken: string; user: { id: string } } }>(
        '/auth/guest-link',
        { token },
      );
      const { accessToken, user } = entered.body.data;
      const headers = { authorization: `Bearer ${accessToken}` };
      const own = await api.get<{ data: { bookings: { id: string }[] } }>(
        `/booking/user/${user.id}`,
        { headers },
      );
      return own.body.data.bookings.map(({ id }) => id);
    };
    expect(await titles(link)).toEqual([wrong.bookingId]);
    expect(await titles(old)).toEqual([]);
    expect(await mailsTo(api, 'grase@wrong.example')).toHaveLength(1);
    expect((await happened(wrong.bookingId, 'buyer_corrected')).timeline).toContainEqual(
      expect.objectContaining({ what: 'buyer_corrected', by: emil.name }),
    );
  });

  it('are not changed where that would be somebody else’s to do, or makes no sense', async () => {
    const held = await guest('Held Tight', 'held@example.org', 'GA', 1, false);
    const johns = await api.post<{ data: ReservationDto }>('/booking/reserve', {
      userId: '1',
      eventId: place.eventId,
      tickets: [{ tier: 'GA', quantity: 1 }],
    });
    const { bookingId, reservedTickets } = johns.body.data;
    await api.post('/booking/confirm', {
      userId: '1',
      ticketIds: reservedTickets.map(({ id }) => id),
    });
    const walkIn = await read<EventBookingPageDto>(api, place, emil, '/bookings?search=walk');
    const [anonymous] = walkIn.body.data.bookings;
    expect(anonymous).toMatchObject({ buyer: { kind: 'walk_in' }, counterMethod: 'cash' });
    const at = (id: string | undefined, what: string): string =>
      `${pathOf(place)}/bookings/${id ?? ''}/${what}`;
    const body = { name: 'Mallory', email: 'mallory@example.org' };
    await expectNoChange(api.sql, async () => {
      expectProblem(await api.put(at(bookingId, 'buyer'), body, emil), 409, 'BUYER_HAS_ACCOUNT');
      expectProblem(
        await api.put(at(held.bookingId, 'buyer'), body, emil),
        409,
        'BOOKING_STATE_CONFLICT',
      );
      expectProblem(
        await api.post(at(held.bookingId, 'mail'), {}, emil),
        409,
        'BOOKING_STATE_CONFLICT',
      );
      expectProblem(await api.post(at(anonymous?.id, 'mail'), {}, emil), 409, 'NO_EMAIL_ADDRESS');
      expectProblem(await api.post(at(bookingId, 'cancel'), {}, emil), 409, 'ALREADY_CONFIRMED');
      expectProblem(await api.put(at(bookingId, 'buyer'), {}, emil), 422, 'VALIDATION_FAILED');
      for (const [path, method] of [
        [at(bookingId, 'mail'), 'POST'],
        [at(bookingId, 'buyer'), 'PUT'],
        [at(held.bookingId, 'cancel'), 'POST'],
        [`${pathOf(place)}/bookings`, 'GET'],
        [`${pathOf(place)}/bookings/${bookingId}`, 'GET'],
      ] as const) {
        const options = { method, headers: door.headers };
        const refused = await api.post(path, method === 'GET' ? undefined : body, options);
        expectProblem(refused, 403, 'FORBIDDEN');
      }
    });
    const cancelled = await api.post(at(held.bookingId, 'cancel'), {}, emil);
    expect(cancelled.body).toMatchObject({ data: { status: 'cancelled', tickets: [] } });
    expect((await happened(held.bookingId, 'cancelled')).timeline.at(-1)).toMatchObject({
      by: emil.name,
    });
  });

  it('who comes is listed by last name for the door, with what they have', async () => {
    const all = await read<GuestListDto>(api, place, door, '/guests');
    const list = all.body.data.guests.map(({ name, tickets }) => [
      name,
      tickets.map(({ tier, quantity }) => `${quantity} ${tier}`).join(),
    ]);
    expect(list).toEqual([
      ['John Doe', '1 GA'],
      ['Grace Hopper', '1 GA'],
      ['Nguyễn Thị Minh Khai', '1 GA'],
      ['Ada Lovelace', '2 GA'],
      ['Anna-Maria Müller', '1 VIP'],
      [null, '3 GA'],
    ]);
    expect(all.body.data).toMatchObject({ next: null, sold: 9 });
    expect(JSON.stringify(all.body)).not.toContain('@');
    const paged: (string | null)[] = [];
    for (let next: string | null = ''; next !== null;) {
      const after: string = next === '' ? '' : `&after=${next}`;
      const page = await read<GuestListDto>(api, place, door, `/guests?limit=2${after}`);
      paged.push(...page.body.data.guests.map(({ name }) => name));
      next = page.body.data.next;
    }
    expect(paged).toEqual(list.map(([name]) => name));
    const khai = await read<GuestListDto>(api, place, door, '/guests?search=khai');
    expect(khai.body.data.guests).toMatchObject([{ name: 'Nguyễn Thị Minh Khai' }]);
    const byTicket = await read<GuestListDto>(
      api,
      place,
      door,
      `/guests?search=${ofAda.ticketIds[0] ?? ''}`,
    );
    expect(byTicket.body.data.guests).toMatchObject([{ name: 'Ada Lovelace', ticketCount: 2 }]);
  });

  it('of somebody who is erased, nothing says who it was', async () => {
    const lines = [{ tierId: await tierIdOf(api, place.eventId, 'VIP'), quantity: 1 }];
    const sold = await sell(api, place, emil, {
      lines,
      method: 'complimentary',
      reason: 'Press: Lois Lane',
      buyerName: 'Lois Lane',
    });
    const { bookingId } = sold.body.data;
    await api.sql.execute(
      `UPDATE users SET created_at = now() - interval '5 years' WHERE name = 'Lois Lane';
       UPDATE bookings SET created_at = now() - interval '4 years' WHERE id = ${bookingId};
       UPDATE events SET starts_at = now() - interval '3 years' WHERE id = ${place.eventId}`,
    );
    await until('the guest is erased, and what was written about them', async () => {
      const receipt = await read(api, place, emil, `/counter-sales/${bookingId}`);
      const text = JSON.stringify(receipt.body);
      return receipt.status === 200 && !text.includes('Lois');
    });
  });
});

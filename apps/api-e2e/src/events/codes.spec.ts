import type {
  AllotmentDto,
  CodeDto,
  CodeLookDto,
  CreatedCodesDto,
  Envelope,
  EventDto,
  ProblemDto,
} from '@boxoffice/contracts';
import { heldBy, type ReserveAnswer } from '../concurrency/demand.ts';
import { violatedInvariants } from '../invariants/invariants.ts';
import { ageHolds, untilExpired } from '../setup/age-holds.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, addUsers } from '../setup/open-sale.ts';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { Workspace } from './workspace.ts';

describe('codes of an event', () => {
  const api = new ApiUnderTest();
  let choir: Workspace;
  let sale: { id: string; tierId: string; hiddenId: string };

  beforeAll(async () => {
    await api.start();
    choir = await Workspace.open(api);
    const event = await choir.publish({
      tiers: [
        { name: 'Nave', priceMinor: 1_000, capacity: 300 },
        { name: 'Choir stalls', priceMinor: 5_000, capacity: 20, hidden: true },
      ],
      maxTicketsPerBooking: null,
      maxTicketsPerUser: null,
    });
    const [nave, stalls] = event.tiers;
    sale = { id: event.id, tierId: nave?.id ?? '', hiddenId: stalls?.id ?? '' };
  });

  afterAll(() => api.end());

  const send = <T = CodeDto>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ) => choir.send<Envelope<T>>(method, `/${sale.id}/codes${path}`, body);
  const reserve = (userId: string, codes: string[], tier = 'Nave'): Promise<ReserveAnswer> =>
    api.post('/booking/reserve', {
      userId,
      eventId: sale.id,
      tickets: [{ tier, quantity: 1 }],
      codes,
    });

  it('are made one by one, compared without case and blanks, and say which field is wrong', async () => {
    const made = await send('POST', '', {
      kind: 'access',
      code: 'Choir 27',
      tierId: sale.hiddenId,
    });
    expect(made.body.data).toMatchObject({
      code: 'Choir 27',
      uses: 0,
      maxUses: 1,
      disabled: false,
    });
    const again = await expectNoChange(api.sql, () =>
      send('POST', '', { kind: 'discount', code: 'CHOIR-27', discountMinor: 5 }),
    );
    expectProblem(again, 409, 'NAME_TAKEN');
    const wrong: [object, string][] = [
      [{ kind: 'access', code: 'NOTHING' }, 'tierId'],
      [{ kind: 'access', code: 'OTHERS', tierId: '1' }, 'tierId'],
      [{ kind: 'access', code: 'OTHERS', allotmentId: '1' }, 'allotmentId'],
      [
        { kind: 'discount', code: 'BOTH', discountMinor: 5, discountBasisPoints: 5 },
        'discountBasisPoints',
      ],
      [{ kind: 'discount', code: 'NONE' }, 'discountBasisPoints'],
      [{ kind: 'discount', code: 'MORE', discountBasisPoints: 10_001 }, 'discountBasisPoints'],
      [{ kind: 'discount', code: 'a', discountMinor: 1 }, 'code'],
      [
        { kind: 'discount', code: 'GAPS', discountMinor: 1, validFrom: '2097-03-31T02:30' },
        'validFrom',
      ],
    ];
    for (const [body, field] of wrong) {
      const answer = await expectNoChange(api.sql, () => send('POST', '', body));
      const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
      expect(errors?.map((error) => error.field)).toContain(field);
    }
  });

  it('are looked at without being used: what they open, what is left of it, and what it costs', async () => {
    const look = (...codes: string[]) =>
      api.post<Envelope<CodeLookDto>>(`/events/${sale.id}/codes`, { codes });
    const aside = await choir.send<Envelope<AllotmentDto>>('POST', `/${sale.id}/allotments`, {
      tierId: sale.tierId,
      name: 'Press',
      purpose: 'press',
      quantity: 7,
    });
    await send('POST', '', { kind: 'access', code: 'Stalls', tierId: sale.hiddenId });
    await send('POST', '', { kind: 'access', code: 'Press', allotmentId: aside.body.data.id });
    await send('POST', '', { kind: 'discount', code: 'Tenth', discountBasisPoints: 1_000 });
    const answer = await expectNoChange(api.sql, () => look('press', 'STALLS', 'tenth'));
    expect(answer.body.data).toMatchObject({
      codes: ['Press', 'Stalls', 'Tenth'],
      tickets: [
        {
          tier: 'Nave',
          opened: true,
          fullPriceMinor: 900,
          fullPriceBeforeMinor: 1_000,
          available: 7,
        },
        {
          tier: 'Choir stalls',
          opened: true,
          priceMinor: 5_000,
          discountMinor: 500,
          available: 20,
        },
      ],
    });
    const discounted = await look('TENTH');
    expect(discounted.body.data.tickets).toMatchObject([{ opened: false, available: 293 }]);

    const userId = await addUser(api.sql);
    const [held] = heldBy([await reserve(userId, ['Stalls'], 'Choir stalls')]);
    const used = await expectNoChange(api.sql, () => look('tenth', 'stalls'));
    const problem = expectProblem(used, 409, 'CODE_USED_UP');
    expect(problem).toMatchObject({
      errors: [{ field: 'codes.1' }],
      heldUntil: expect.any(String),
    });
    await api.post(`/booking/${held?.bookingId}/cancel`, { userId });
    expectProblem(await look('nobody has it'), 404, 'CODE_NOT_FOUND');
    expectProblem(await look('a\0b'), 422, 'VALIDATION_FAILED');
    expectProblem(await look(), 422, 'VALIDATION_FAILED');
  });

  it('open a hidden tier, which no public answer shows', async () => {
    const userId = await addUser(api.sql);
    const shown = await api.get<Envelope<EventDto>>(`/events/${sale.id}`);
    expect(shown.body.data.tiers.map(({ name }) => name)).toEqual(['Nave']);
    const listing = await api.get<Envelope<unknown>>(`/tickets?eventId=${sale.id}`);
    expect(JSON.stringify(listing.body)).not.toContain('Choir stalls');
    expectProblem(await reserve(userId, [], 'Choir stalls'), 404, 'TIER_NOT_FOUND');
    const wrong = await reserve(userId, ['choir 28'], 'Choir stalls');
    expect(expectProblem(wrong, 404, 'CODE_NOT_FOUND').errors?.[0]?.field).toBe('codes.0');
    const [held] = heldBy([await reserve(userId, ['choir27'], 'Choir stalls')]);
    const booking = await api.get<{ data: { codes?: string[] } }>(`/booking/${held?.bookingId}`);
    expect(booking.body.data.codes).toEqual(['Choir 27']);
    const used = await reserve(userId, ['CHOIR 27'], 'Choir stalls');
    expect(expectProblem(used, 409, 'CODE_USED_UP').heldUntil).toEqual(expect.any(String));

    await ageHolds(api.sql, [held?.bookingId ?? '']);
    await untilExpired(api.sql, held?.bookingId ?? '');
    expect((await reserve(userId, ['CHOIR 27'], 'Choir stalls')).status).toBe(200);
  });

  it('are made by the thousand, listed page by page with their uses, changed and disabled', async () => {
    const bulk = { kind: 'discount', discountBasisPoints: 5_000, count: 2_000, prefix: 'FRIENDS' };
    const made = await send<CreatedCodesDto>('POST', '/bulk', bulk);
    const { codes } = made.body.data;
    expect(new Set(codes).size).toBe(2_000);
    expect(
      codes.every((code) =>
        /^FRIENDS-[AC-HJKMNP-RT-Y34679]{4}-[AC-HJKMNP-RT-Y34679]{4}$/.test(code),
      ),
    ).toBe(true);
    const userId = await addUser(api.sql);
    const [held] = heldBy([await reserve(userId, [codes[0] ?? ''])]);
    const total = await api.sql.row<{ total: string }>(
      'SELECT total_minor AS total FROM bookings WHERE id = $1',
      [held?.bookingId],
    );
    expect(total).toEqual({ total: '500' });
    // A part of it can't be paid for: the code would be used for the rest, too.
    const page = await send<CodeDto[]>('GET', '?limit=2&search=friends');
    expect(page.body.data).toMatchObject([{ code: codes[0], uses: 1 }, { uses: 0 }]);
    const [first, second] = page.body.data;
    const next = await send<CodeDto[]>('GET', `?limit=1&search=FRIENDS&after=${second?.id}`);
    expect(next.body.data).toMatchObject([{ code: codes[2] }]);

    const disabled = await send('PATCH', `/${second?.id}`, { disabled: true });
    expect(disabled.body.data).toMatchObject({ disabled: true, maxUses: 1 });
    expectProblem(await reserve(userId, [codes[1] ?? '']), 409, 'CODE_NOT_VALID_NOW');
    await send('PATCH', `/${first?.id}`, { maxUses: 2 });
    expect((await reserve(userId, [codes[0] ?? ''])).status).toBe(200);
    const fewer = await expectNoChange(api.sql, () =>
      send('PATCH', `/${first?.id}`, { maxUses: 1 }),
    );
    expectProblem(fewer, 409, 'BOOKINGS_DEPEND_ON_IT');
    expect((await send('PATCH', `/${first?.id}`, { maxUses: null })).body.data.maxUses).toBeNull();
  });

  it('are renamed, do something else and are deleted while no booking uses them', async () => {
    const made = await send('POST', '', {
      kind: 'discount',
      code: 'EDITED',
      discountBasisPoints: 5_000,
      maxUses: null,
    });
    const { id } = made.body.data;
    const wrong: [object, string][] = [
      [{ kind: 'access' }, 'tierId'],
      [{ discountMinor: 5 }, 'discountBasisPoints'],
      [{ tierId: '1' }, 'tierId'],
      [{ code: 'x' }, 'code'],
      [{ validFrom: '2097-01-02T09:00', validUntil: '2097-01-01T09:00' }, 'validUntil'],
    ];
    for (const [body, field] of wrong) {
      const answer = await expectNoChange(api.sql, () => send('PATCH', `/${id}`, body));
      const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
      expect(errors?.map((error) => error.field)).toContain(field);
    }
    const taken = await send('PATCH', `/${id}`, { code: 'choir-27' });
    expectProblem(taken, 409, 'NAME_TAKEN');
    const renamed = await send('PATCH', `/${id}`, { code: 'Renamed' });
    expect(renamed.body.data).toMatchObject({ id, code: 'Renamed', discountBasisPoints: 5_000 });
    const other = await send('PATCH', `/${id}`, {
      kind: 'access',
      tierId: sale.hiddenId,
      discountBasisPoints: null,
    });
    expect(other.body.data).toMatchObject({ code: 'Renamed', kind: 'access', uses: 0 });
    const changed = other.body.data.id;
    expect(changed).not.toBe(id);
    expectProblem(await send('PATCH', `/${id}`, {}), 404, 'CODE_NOT_FOUND');
    expect((await reserve(await addUser(api.sql), ['EDITED'])).status).toBe(404);
    const [held] = heldBy([await reserve(await addUser(api.sql), ['renamed'], 'Choir stalls')]);
    expect(held).toBeDefined();
    for (const refuse of [
      () => send('PATCH', `/${changed}`, { tierId: sale.tierId }),
      () => send('DELETE', `/${changed}`),
    ]) {
      expectProblem(await expectNoChange(api.sql, refuse), 409, 'BOOKINGS_DEPEND_ON_IT');
    }
    // What it does is sent along, and stays.
    const same = await send('PATCH', `/${changed}`, { kind: 'access', code: 'Stays', maxUses: 5 });
    expect(same.body.data).toMatchObject({ id: changed, code: 'Stays', maxUses: 5, uses: 1 });
    const unused = await send('POST', '', { kind: 'discount', code: 'GONE', discountMinor: 1 });
    expect((await send('DELETE', `/${unused.body.data.id}`)).status).toBe(200);
    expectProblem(await send('DELETE', `/${unused.body.data.id}`), 404, 'CODE_NOT_FOUND');
    const { entries } = await api.sql.row<{ entries: number }>(
      `SELECT count(*)::integer AS entries FROM audit_entries
       WHERE event_id = $1 AND action = 'event.code_deleted'`,
      [sale.id],
    );
    expect(entries).toBe(1);
  });

  it('that are changed or deleted while buyers reserve with them do what they did for all, or for none', async () => {
    const outcomes = new Set<string>();
    for (let round = 1; round <= 6; round += 1) {
      const code = `RACE${round}`;
      const made = await send('POST', '', {
        kind: 'discount',
        code,
        discountBasisPoints: 5_000,
        maxUses: null,
      });
      const { id } = made.body.data;
      const users = await addUsers(api.sql, 12);
      const buy = (userId: string) => reserve(userId, [code]);
      const change = () =>
        round % 2 === 0
          ? send('DELETE', `/${id}`)
          : send('PATCH', `/${id}`, { discountBasisPoints: 1_000 });
      const [changed, ...answers] = await Promise.all([change(), ...users.map(buy)]);
      const held = heldBy(answers);
      const totals = await api.sql.rows<{ total: string }>(
        'SELECT DISTINCT total_minor AS total FROM bookings WHERE id = ANY ($1::bigint[])',
        [held.map(({ bookingId }) => bookingId)],
      );
      if (changed.status === 409) expect(totals).toEqual([{ total: '500' }]);
      else if (round % 2 === 0) expect(held).toEqual([]);
      else expect(totals).toEqual([{ total: '900' }]);
      outcomes.add(`${changed.status}`);
    }
    expect([...outcomes].every((status) => ['200', '409'].includes(status))).toBe(true);
    expect(await violatedInvariants(api.sql)).toEqual([]);
  });

  it('are paid for with all tickets of a booking, and given back when the payment fails or it is cancelled', async () => {
    await send('POST', '', { kind: 'discount', code: 'Two-some', discountMinor: 100, maxUses: 1 });
    const userId = await addUser(api.sql);
    const hold = async () => {
      const answer: ReserveAnswer = await api.post('/booking/reserve', {
        userId,
        eventId: sale.id,
        tickets: [{ tier: 'Nave', quantity: 2 }],
        codes: ['TWOSOME'],
      });
      const [held] = heldBy([answer]);
      if (!held) throw new Error('Nothing was held.');
      return held;
    };
    const first = await hold();
    const part = await expectNoChange(api.sql, () =>
      api.post<ProblemDto>('/booking/confirm', { userId, ticketIds: first.ticketIds.slice(1) }),
    );
    expectProblem(part, 409, 'CODES_NEED_WHOLE_BOOKING');
    await api.post('/booking/confirm', {
      userId,
      ticketIds: first.ticketIds,
      paymentSimulation: 'fail',
    });
    const second = await hold();
    await api.post(`/booking/${second.bookingId}/cancel`, { userId });
    const { ticketIds } = await hold();
    expect((await api.post('/booking/confirm', { userId, ticketIds })).status).toBe(200);
    expectProblem(await reserve(userId, ['TwoSome']), 409, 'CODE_USED_UP');
  });

  it('200 buyers for ten uses: exactly ten, and their holds give them back', async () => {
    await send('POST', '', { kind: 'discount', code: 'TENUSES', discountMinor: 1, maxUses: 10 });
    const users = await addUsers(api.sql, 200);
    const answers = await Promise.all(users.map((userId) => reserve(userId, ['ten uses'])));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    for (const answer of answers) {
      if (answer.status !== 200) expectProblem(answer, 409, 'CODE_USED_UP');
    }
    await ageHolds(
      api.sql,
      heldBy(answers).map(({ bookingId }) => bookingId),
    );
    const [last] = heldBy(answers).slice(-1);
    await untilExpired(api.sql, last?.bookingId ?? '');
    expect(await violatedInvariants(api.sql)).toEqual([]);
  });
});

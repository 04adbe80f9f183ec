import type {
  Envelope,
  EventDto,
  OrganiserSeriesDto,
  OrganiserSeriesSummaryDto,
  SeriesDto,
} from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import { memberOf } from '../organisers/organisations.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { Workspace } from './workspace.ts';

type Answer = Envelope<OrganiserSeriesDto>;

describe('a series', () => {
  const api = useSharedApi();
  let choir: Workspace;

  beforeAll(async () => {
    choir = await Workspace.open(api);
  });

  const send = <Body = Answer>(
    method: 'GET' | 'POST' | 'PATCH',
    path = '',
    body?: unknown,
    headers: Readonly<Record<string, string>> = choir.manager.headers,
  ) => request<Body>(api.at(`/organisers/${choir.id}/series${path}`), { method, body, headers });

  /** The two concerts, and one more in the week after. */
  async function concerts(fields: object = {}): Promise<OrganiserSeriesDto> {
    const event = await choir.create(fields);
    const { status, body } = await send('POST', '', {
      eventId: event.id,
      startsAt: ['2097-03-15T19:30'],
      weekly: { from: '2097-03-18', until: '2097-03-24', weekdays: [4], times: ['19:30'] },
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body.data;
  }

  it('is made of an event: the other dates are drafts with its tiers and tickets', async () => {
    const series = await concerts({ saleStartsAt: '2096-12-01T09:00' });
    expect(series).toMatchObject({ organiserId: choir.id, name: 'Mass in B minor' });
    expect(series.dates).toMatchObject([
      { startsAt: '2097-03-14T18:30:00.000Z', state: 'draft', capacity: 320, available: 320 },
      { startsAt: '2097-03-15T18:30:00.000Z', state: 'draft', capacity: 320, available: 320 },
      { startsAt: '2097-03-21T18:30:00.000Z', state: 'draft', capacity: 320, available: 320 },
    ]);
    const copy = await choir.send('GET', `/${series.dates[2]?.id}`);
    expect(copy.body.data).toMatchObject({
      seriesId: series.id,
      doorsAt: '2097-03-21T17:45:00.000Z',
      saleStartsAt: '2096-12-01T08:00:00.000Z',
      tiers: [{ name: 'Nave', ticketTypes: [{ name: 'Adult' }, { name: 'Student' }] }, {}, {}],
    });
    // More dates, from the last one; nobody else's, and not twice.
    const more = await send('POST', `/${series.id}/dates`, { startsAt: ['2097-04-04T19:30'] });
    expect(more.body.data.dates.at(-1)).toMatchObject({ startsAt: '2097-04-04T17:30:00.000Z' });
    const list = await send<Envelope<OrganiserSeriesSummaryDto[]>>('GET');
    expect(list.body.data).toContainEqual({
      id: series.id,
      name: 'Mass in B minor',
      dates: 4,
      firstStartsAt: '2097-03-14T18:30:00.000Z',
      lastStartsAt: '2097-04-04T17:30:00.000Z',
      timeZone: 'Europe/Berlin',
    });
    const twice = await expectNoChange(api.sql, () =>
      send('POST', '', { eventId: series.dates[1]?.id, startsAt: ['2097-05-01T19:30'] }),
    );
    expectProblem(twice, 409, 'EVENT_STATE_CONFLICT');
  });

  it('refuses dates that can’t be, naming each, and creates nothing', async () => {
    const { id: eventId } = await choir.create();
    const weekly = { from: '2097-01-01', until: '2099-12-31', weekdays: [7], times: ['19:30'] };
    for (const [asked, fields] of [
      [
        { startsAt: ['2097-03-31T02:30', '2097-03-14T19:30', '2097-03-15T19:30'] },
        ['startsAt.0', 'startsAt.1'],
      ],
      [{ startsAt: ['2097-02-29T19:30'] }, ['startsAt']],
      [{}, ['startsAt']],
      [{ weekly }, ['startsAt']],
      [{ weekly: { ...weekly, until: '2096-12-31' } }, ['weekly.until']],
      [{ weekly: { ...weekly, weekdays: [0, 8] } }, ['weekly.weekdays']],
      [{ weekly: { ...weekly, times: ['7:30 pm'] } }, ['weekly.times']],
      [{ weekly: { ...weekly, from: 'soon' } }, ['weekly.from']],
    ] as const) {
      const answer = await expectNoChange(api.sql, () => send('POST', '', { eventId, ...asked }));
      const { errors = [] } = expectProblem(answer, 422, 'VALIDATION_FAILED');
      expect(errors.map(({ field }) => field)).toEqual(fields);
    }
    const { id: large } = await choir.create({
      tiers: [{ name: 'Arena', priceMinor: 1, capacity: 60_000 }],
    });
    const startsAt = Array.from({ length: 4 }, (_, index) => `2097-04-0${index + 1}T19:30`);
    const tooMany = await expectNoChange(api.sql, () =>
      send('POST', '', { eventId: large, startsAt }),
    );
    expect(expectProblem(tooMany, 409, 'EVENT_LIMIT_EXCEEDED').limit).toBe(200_000);
  });

  it('is changed, published and paused at once, or one date alone', async () => {
    const series = await concerts();
    const [first, second, third] = series.dates.map(({ id }) => id);
    const changed = await send('PATCH', `/${series.id}`, {
      name: 'Mass in B minor, BWV 232',
      venue: 'St Peter’s',
      languages: ['en'],
      maxTicketsPerUser: 4,
      saleStarts: { days: 20, time: '09:00' },
      saleEnds: { days: 0, time: '18:00' },
      prices: [
        { tier: 'Aisle', priceMinor: 2_400 },
        { tier: 'Nave', ticketType: 'Student', priceMinor: 1_500 },
      ],
    });
    expect(changed.status).toBe(200);
    expect(changed.body.data).toMatchObject({ name: 'Mass in B minor, BWV 232' });
    const date = async (id?: string) => (await choir.send('GET', `/${id}`)).body.data;
    expect(await date(third)).toMatchObject({
      name: 'Mass in B minor, BWV 232',
      venue: 'St Peter’s',
      maxTicketsPerUser: 4,
      saleStartsAt: '2097-03-01T08:00:00.000Z',
      saleEndsAt: '2097-03-21T17:00:00.000Z',
      tiers: [
        { ticketTypes: [{ priceMinor: 2_800 }, { priceMinor: 1_500 }] },
        { priceMinor: 2_400 },
        { priceMinor: 1_500 },
      ],
    });
    // One alone: neither the series nor the others follow.
    await send('PATCH', `/${series.id}`, { eventIds: [second], name: 'With sign language' });
    await choir.send('PATCH', `/${second}`, { startsAt: '2097-03-15T19:00' });
    expect(await date(second)).toMatchObject({
      name: 'With sign language',
      startsAt: '2097-03-15T18:00:00.000Z',
    });
    expect((await date(first)).name).toBe('Mass in B minor, BWV 232');

    const drafts = await api.get(`/series/${series.id}`);
    expectProblem(drafts, 404, 'SERIES_NOT_FOUND');
    await send('PATCH', `/${series.id}`, { saleStartsAt: null });
    const published = await send('POST', `/${series.id}/publish`, { eventIds: [first, second] });
    expect(published.body.data.dates.map(({ state }) => state)).toEqual([
      'published',
      'published',
      'draft',
    ]);
    await choir.send('POST', `/${second}/cancel`, {});
    // What is left: the third one. The cancelled one stays as it is.
    const all = await send('POST', `/${series.id}/publish`, {});
    expect(all.body.data.dates.map(({ state }) => state)).toEqual([
      'published',
      'cancelled',
      'published',
    ]);
    const paused = await send('POST', `/${series.id}/pause`, {});
    expect(paused.body.data.dates.map(({ state }) => state)).toEqual([
      'paused',
      'cancelled',
      'paused',
    ]);
    const resumed = await send('POST', `/${series.id}/resume`, { eventIds: [first] });
    expect(resumed.body.data.dates.map(({ state }) => state)).toEqual([
      'published',
      'cancelled',
      'paused',
    ]);
  });

  it('changes all dates or none, and says which can’t be', async () => {
    const series = await concerts();
    const [first, second, third] = series.dates.map(({ id }) => id);
    await choir.send('POST', `/${second}/cancel`, {});
    const refusals: [method: 'PATCH' | 'POST', path: string, body: object, refused: object[]][] = [
      [
        'POST',
        '/publish',
        { eventIds: [first, second, third] },
        [{ eventId: second, code: 'EVENT_STATE_CONFLICT' }],
      ],
      [
        'POST',
        '/pause',
        { eventIds: [first, third] },
        [
          { eventId: first, code: 'EVENT_STATE_CONFLICT' },
          { eventId: third, code: 'EVENT_STATE_CONFLICT' },
        ],
      ],
      [
        'PATCH',
        '',
        { name: 'Not kept', saleStarts: { days: 0, time: '20:00' } },
        [
          {
            eventId: first,
            startsAt: '2097-03-14T18:30:00.000Z',
            code: 'VALIDATION_FAILED',
            detail: 'saleStartsAt must be before startsAt.',
          },
          { eventId: third },
        ],
      ],
      [
        'PATCH',
        '',
        {
          name: 'Not kept',
          prices: [
            { tier: 'Aisle', priceMinor: 1 },
            { tier: 'Box', priceMinor: 1 },
          ],
        },
        [{ detail: 'it has no tier “Box”.' }, {}],
      ],
    ];
    for (const [method, path, body, refused] of refusals) {
      const answer = await expectNoChange(api.sql, () =>
        send(method, `/${series.id}${path}`, body),
      );
      const problem = expectProblem(answer, 409, 'SERIES_DATES_REFUSED');
      expect(problem.dates).toMatchObject(refused);
      expect(problem.detail).toContain('March 2097');
    }
    const { id: stranger } = await choir.create();
    const strange = await expectNoChange(api.sql, () =>
      send('PATCH', `/${series.id}`, { eventIds: [first, stranger], name: 'Not kept' }),
    );
    expectProblem(strange, 404, 'EVENT_NOT_FOUND');
    for (const [body, field] of [
      [{ saleStarts: { days: 1, time: '09:00' }, saleStartsAt: null }, 'saleStarts'],
      [{ saleStarts: { days: -1, time: '09:00' } }, 'saleStarts.days'],
      [{ eventIds: [first, first] }, 'eventIds'],
      [{ prices: [{ tier: 'Aisle', priceMinor: 1e9 }] }, 'prices.0.priceMinor'],
    ] as const) {
      const wrong = await expectNoChange(api.sql, () => send('PATCH', `/${series.id}`, body));
      const { errors = [] } = expectProblem(wrong, 422, 'VALIDATION_FAILED');
      expect(errors.map((error) => error.field)).toEqual([field]);
    }
    const boxOffice = await memberOf(api, choir, 'box_office');
    const refused = await expectNoChange(api.sql, () =>
      send('PATCH', `/${series.id}`, { name: 'Not kept' }, boxOffice.headers),
    );
    expectProblem(refused, 403, 'FORBIDDEN');
  });

  it('shows anybody how the sale of each date stands', async () => {
    const series = await concerts({
      maxTicketsPerBooking: null,
      maxTicketsPerUser: null,
      tiers: [{ name: 'Nave', priceMinor: 0, capacity: 22 }],
    });
    const [first, second, third] = series.dates.map(({ id }) => id);
    await send('POST', `/${series.id}/publish`, {});
    const sales = async () => {
      const { body } = await api.get<Envelope<SeriesDto>>(`/series/${series.id}`);
      return body.data.dates.map(({ sale }) => sale);
    };
    expect(await sales()).toEqual(['available', 'available', 'available']);
    const userId = await addUser(api.sql);
    for (const [eventId, quantity] of [
      [first, 22],
      [second, 2],
    ]) {
      const tickets = [{ tier: 'Nave', quantity }];
      const { status } = await api.post('/booking/reserve', { userId, eventId, tickets });
      expect(status).toBe(200);
    }
    await choir.send('POST', `/${third}/cancel`, {});
    // Each change is seen at once, whether of one date or of all.
    expect(await sales()).toEqual(['all_held', 'few_left', 'cancelled']);
    await send('PATCH', `/${series.id}`, { subtitle: 'Shown at once' });
    const shown = await api.get<Envelope<SeriesDto>>(`/series/${series.id}`);
    expect(shown.body.data.subtitle).toBe('Shown at once');
    const event = await api.get<Envelope<EventDto>>(`/events/${first}`);
    expect(event.body.data.series).toEqual({ id: series.id, name: 'Mass in B minor' });
  });
});

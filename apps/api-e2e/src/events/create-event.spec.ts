import type {
  Envelope,
  EventDto,
  EventListingDto,
  OrganiserEventSummaryDto,
} from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import { newcomer } from '../accounts/people.ts';
import { memberOf } from '../organisers/organisations.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { stockOf } from '../setup/stock.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { CONCERT, Workspace } from './workspace.ts';

describe('creating an event', () => {
  const api = useSharedApi();
  let choir: Workspace;

  beforeAll(async () => {
    choir = await Workspace.open(api);
  });

  it('with tiers, ticket types and tickets, in one request', async () => {
    const { status, body } = await choir.send('POST', '', CONCERT);
    expect(status).toBe(201);
    const { data: event } = body;
    expect(event).toMatchObject({
      organiserId: choir.id,
      state: 'draft',
      name: CONCERT.name,
      address: CONCERT.address,
      languages: ['la', 'de'],
      // Winter time in Hamburg.
      startsAt: '2097-03-14T18:30:00.000Z',
      endsAt: '2097-03-14T20:45:00.000Z',
      doorsAt: '2097-03-14T17:45:00.000Z',
      saleStartsAt: null,
      publishedAt: null,
      capacity: 320,
      available: 320,
      held: 0,
      sold: 0,
      maxTicketsPerUser: 6,
      tiers: [
        {
          name: 'Nave',
          color: 'blue',
          capacity: 120,
          ticketTypes: [
            { name: 'Adult', priceMinor: 2_800, condition: '', maxPerBooking: null, hidden: false },
            {
              name: 'Student',
              priceMinor: 1_400,
              condition: 'With a student card',
              maxPerBooking: 4,
            },
          ],
        },
        { name: 'Aisle', color: '', capacity: 120, ticketTypes: [] },
        { name: 'Gallery', capacity: 80 },
      ],
    });
    expect(await stockOf(api.sql, event.id)).toEqual([
      { tier: 'Nave', available: 120, pending: 0, booked: 0 },
      { tier: 'Aisle', available: 120, pending: 0, booked: 0 },
      { tier: 'Gallery', available: 80, pending: 0, booked: 0 },
    ]);
    const again = await choir.send('GET', `/${event.id}`);
    expect(again.body.data).toEqual(event);
  });

  it('repeated with the same key creates one', async () => {
    const headers = { ...choir.manager.headers, 'idempotency-key': 'one-concert' };
    const first = await choir.send('POST', '', CONCERT, headers);
    const second = await choir.send('POST', '', CONCERT, headers);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.body).toEqual(first.body);
  });

  it('with 200,000 tickets, the most there are', async () => {
    const stadium = [
      { name: 'Stands', priceMinor: 1, capacity: 150_000 },
      { name: 'Pitch', priceMinor: 1, capacity: 50_000 },
    ];
    const event = await choir.create({ tiers: stadium });
    expect(event.capacity).toBe(200_000);
    const tooMany = [...stadium, { name: 'Roof', priceMinor: 1, capacity: 1 }];
    const answer = await expectNoChange(api.sql, () =>
      choir.send('POST', '', { ...CONCERT, tiers: tooMany }),
    );
    const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
    expect(errors).toEqual([
      { field: 'tiers', messages: ['tiers must have no more than 200000 tickets together'] },
    ]);
    // Other tests of this database count all of its rows.
    await api.sql.execute('DELETE FROM tickets WHERE event_id = $1', [event.id]);
  });

  it('is for owners and managers', async () => {
    const create = (headers: Readonly<Record<string, string>>) =>
      choir.send('POST', '', { ...CONCERT, tiers: [] }, headers);
    const owner = await memberOf(api, choir, 'owner');
    expect((await create(owner.headers)).status).toBe(201);
    for (const role of ['box_office', 'door'] as const) {
      const member = await memberOf(api, choir, role);
      const answer = await expectNoChange(api.sql, () => create(member.headers));
      expectProblem(answer, 403, 'FORBIDDEN');
    }
  });

  it('for somebody else’s organisation: 404, as if it weren’t there', async () => {
    const theatre = await Workspace.open(api);
    const draft = await choir.create();
    for (const somebody of [theatre.manager, await newcomer(api, 'organiser')]) {
      const { headers } = somebody;
      const answers = await expectNoChange(api.sql, () =>
        Promise.all([
          choir.send('POST', '', CONCERT, headers),
          choir.send('GET', '', undefined, headers),
          choir.send('GET', `/${draft.id}`, undefined, headers),
          choir.send('POST', `/${draft.id}/publish`, {}, headers),
        ]),
      );
      for (const answer of answers) expectProblem(answer, 404, 'ORGANISER_NOT_FOUND');
    }
    // Below their own organisation, the event isn't there.
    const path = `/${draft.id}`;
    const below = await expectNoChange(api.sql, () =>
      Promise.all([
        theatre.send('GET', path),
        theatre.send('GET', `${path}/checklist`),
        theatre.send('POST', `${path}/publish`, {}),
        theatre.send('POST', `${path}/cancel`, {}),
      ]),
    );
    for (const answer of below) expectProblem(answer, 404, 'EVENT_NOT_FOUND');
  });

  it('lists the organisation’s own, the latest first, page by page', async () => {
    const house = await Workspace.open(api);
    const dates = ['2097-05-01T20:00', '2097-05-03T20:00', '2097-05-02T20:00'];
    for (const startsAt of dates) {
      await house.create({ startsAt, endsAt: undefined, doorsAt: undefined });
    }
    const list = async (query: string) => {
      const { body } = await house.send<Envelope<OrganiserEventSummaryDto[]>>('GET', query);
      return body.data;
    };
    const all = await list('');
    expect(all.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual([
      '2097-05-03',
      '2097-05-02',
      '2097-05-01',
    ]);
    expect(all[0]).toMatchObject({ state: 'draft', capacity: 320, available: 320, sold: 0 });
    const first = await list('?limit=2');
    expect(first).toEqual(all.slice(0, 2));
    expect(await list(`?limit=2&after=${first[1]?.id ?? ''}`)).toEqual(all.slice(2));
    expect(await list('?state=published')).toEqual([]);
  });
});

describe('the states of an event', () => {
  const api = useSharedApi();
  let choir: Workspace;

  beforeAll(async () => {
    choir = await Workspace.open(api);
  });

  const seen = (eventId: string) => api.get<Envelope<EventDto>>(`/events/${eventId}`);
  const reserve = (eventId: string) =>
    api.post('/booking/reserve', { userId: 1, eventId, tickets: [{ tier: 'Aisle', quantity: 1 }] });

  it('a draft is nowhere to be seen, and sells nothing', async () => {
    const { id } = await choir.create();
    const ticket = await api.sql.row<{ id: string }>(
      'SELECT id FROM tickets WHERE event_id = $1 LIMIT 1',
      [id],
    );
    const answers = await expectNoChange(api.sql, () =>
      Promise.all([seen(id), api.get(`/tickets?eventId=${id}`), reserve(id)]),
    );
    for (const answer of answers) expectProblem(answer, 404, 'EVENT_NOT_FOUND');
    expectProblem(await api.get(`/tickets/${ticket.id}`), 404, 'TICKET_NOT_FOUND');
    const { body } = await api.get<Envelope<EventListingDto>>('/events');
    expect(body.data.events.map((event) => event.id)).not.toContain(id);
  });

  it('published, it is shown and sold; paused, it is shown alone; resumed, it is sold again', async () => {
    const { id, publishedAt } = await choir.publish();
    expect(publishedAt).not.toBeNull();
    expect((await seen(id)).body.data).toMatchObject({ id, state: 'published' });
    expect((await reserve(id)).status).toBe(200);

    expect((await choir.send('POST', `/${id}/pause`, {})).body.data.state).toBe('paused');
    expectProblem(await expectNoChange(api.sql, () => reserve(id)), 409, 'NOT_ON_SALE');
    expectProblem(await choir.send('POST', `/${id}/publish`, {}), 409, 'EVENT_STATE_CONFLICT');

    const { body } = await choir.send('POST', `/${id}/resume`, {});
    expect(body.data).toMatchObject({ state: 'published', publishedAt, held: 1, available: 319 });
    expect((await reserve(id)).status).toBe(200);
  });

  it('cancelled, it is shown as such, sells nothing and stays as it is', async () => {
    const { id } = await choir.publish();
    const { body } = await choir.send('POST', `/${id}/cancel`, {});
    expect(body.data).toMatchObject({ state: 'cancelled', cancelledAt: expect.any(String) });
    expectProblem(await expectNoChange(api.sql, () => reserve(id)), 409, 'NOT_ON_SALE');
    for (const step of ['publish', 'pause', 'resume', 'cancel']) {
      const answer = await expectNoChange(api.sql, () => choir.send('POST', `/${id}/${step}`, {}));
      expectProblem(answer, 409, 'EVENT_STATE_CONFLICT');
    }
  });

  it('a step to where it is already changes nothing', async () => {
    const { id } = await choir.publish();
    const again = await expectNoChange(api.sql, () => choir.send('POST', `/${id}/publish`, {}));
    expect(again.status).toBe(200);
    expect(again.body.data.state).toBe('published');
  });

  it('two who publish it at once: it is published once', async () => {
    const { id } = await choir.create();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => choir.send('POST', `/${id}/publish`, {})),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const { entries } = await api.sql.row<{ entries: number }>(
      `SELECT count(*)::integer AS entries FROM audit_entries
       WHERE action = 'event.published' AND subject_id = $1`,
      [id],
    );
    expect(entries).toBe(1);
  });

  it('stays within the limit of an organisation, however many requests come at once', async () => {
    const house = await Workspace.open(api);
    const { id } = await house.create({ tiers: [] });
    const addEvents = (
      count: number,
      state: 'draft' | 'published',
      startsAt: string,
      first: number,
    ) =>
      api.sql.execute(
        `INSERT INTO events (id, organiser_id, state, published_at, name, starts_at, time_zone, currency, created_at)
         SELECT $1::bigint * 1000000 + $2 + n, $1, '${state}', ${state === 'draft' ? 'NULL' : 'now()'},
           'Full', ${startsAt}, 'UTC', 'EUR', now() - interval '100 days'
         FROM generate_series(1, $3::integer) AS n`,
        [house.id, first, count],
      );
    // Those that are over long since don't count.
    await addEvents(3, 'published', `now() - interval '90 days'`, 0);
    await addEvents(1_993, 'draft', `now() - interval '90 days'`, 10);
    const tries = [
      ...Array.from({ length: 8 }, () => house.send('POST', '', { ...CONCERT, tiers: [] })),
      ...Array.from({ length: 4 }, () =>
        house.send('POST', `/${id}/duplicate`, { startsAt: '2097-04-14T19:30' }),
      ),
    ];
    const answers = await Promise.all(tries);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(expectProblem(answer, 409, 'ORGANISER_EVENT_LIMIT_EXCEEDED').limit).toBe(2_000);
    }
    const series = await request(api.at(`/organisers/${house.id}/series`), {
      method: 'POST',
      body: { eventId: id, startsAt: ['2097-05-14T19:30'] },
      headers: house.manager.headers,
    });
    expectProblem(series, 409, 'ORGANISER_EVENT_LIMIT_EXCEEDED');
    // Every later test would look at them.
    await api.sql.execute(
      `DELETE FROM events WHERE organiser_id = $1 AND state = 'draft' AND name = 'Full'`,
      [house.id],
    );
  });

  it('without tickets or with a start that is over, it can’t be published', async () => {
    const missing = async (fields: object): Promise<string[]> => {
      const { id } = await choir.create(fields);
      // A draft whose start has passed meanwhile.
      await api.sql.execute(
        `UPDATE events SET starts_at = '2020-03-14', doors_at = NULL, ends_at = NULL
         WHERE id = $1 AND name = 'Late'`,
        [id],
      );
      const answer = await expectNoChange(api.sql, () => choir.send('POST', `/${id}/publish`, {}));
      const { errors = [] } = expectProblem(answer, 409, 'EVENT_NOT_READY');
      const { body } = await choir.send<Envelope<{ ready: boolean }>>('GET', `/${id}/checklist`);
      expect(body.data.ready).toBe(false);
      return errors.map(({ field }) => field);
    };
    expect(await missing({ tiers: [] })).toEqual(['has_tiers', 'has_tickets']);
    expect(await missing({ tiers: [{ name: 'Nave', priceMinor: 1, capacity: 0 }] })).toEqual([
      'has_tickets',
    ]);
    expect(await missing({ name: 'Late' })).toEqual(['starts_in_future', 'sale_not_over']);
    expect(await missing({ venue: '' })).toEqual(['has_venue']);
  });
});

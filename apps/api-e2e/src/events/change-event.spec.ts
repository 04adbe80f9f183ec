import type { Envelope, EventDto } from '@boxoffice/contracts';
import { memberOf } from '../organisers/organisations.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { Workspace } from './workspace.ts';

describe('changing an event', () => {
  const api = useSharedApi();
  let choir: Workspace;

  beforeAll(async () => {
    choir = await Workspace.open(api);
  });

  const refusedFields = async (eventId: string, body: object): Promise<string[]> => {
    const answer = await expectNoChange(api.sql, () => choir.send('PATCH', `/${eventId}`, body));
    const { errors = [] } = expectProblem(answer, 422, 'VALIDATION_FAILED');
    return errors.map(({ field }) => field);
  };

  it('changes what is sent, and nothing else', async () => {
    const event = await choir.create();
    const { status, body } = await choir.send('PATCH', `/${event.id}`, {
      name: 'Mass in B flat',
      languages: ['zxx'],
      endsAt: null,
      saleEndsAt: '2097-03-14T12:00',
      maxTicketsPerUser: null,
    });
    expect(status).toBe(200);
    const changed = {
      name: 'Mass in B flat',
      languages: ['zxx'],
      endsAt: null,
      saleEndsAt: '2097-03-14T11:00:00.000Z',
      maxTicketsPerUser: null,
    };
    expect(body.data).toEqual(Object.assign({}, event, changed));
    const nothing = await expectNoChange(api.sql, () => choir.send('PATCH', `/${event.id}`, {}));
    expect(nothing.body.data).toEqual(body.data);
  });

  it('shows the change to everybody at once', async () => {
    const { id } = await choir.publish();
    const seen = () => api.get<Envelope<EventDto>>(`/events/${id}`);
    expect((await seen()).body.data.venue).toBe('St Mary’s Church');
    await choir.send('PATCH', `/${id}`, { venue: 'St Paul’s' });
    expect((await seen()).body.data.venue).toBe('St Paul’s');
  });

  it('sells at the new price from then on, and keeps that of bookings of before', async () => {
    const { id, tiers } = await choir.publish();
    const aisle = tiers[1]?.id ?? '';
    const userId = await addUser(api.sql);
    const reserve = () =>
      api.post<Envelope<{ bookingId: string; totalMinor: number }>>('/booking/reserve', {
        userId,
        eventId: id,
        tickets: [{ tier: 'Aisle', quantity: 1 }],
      });
    const before = await reserve();
    expect(before.body.data.totalMinor).toBe(2_200);
    const fields = { name: 'Aisle', priceMinor: 2_500, color: 'red' };
    const { body } = await choir.send('PUT', `/${id}/tiers/${aisle}`, fields);
    expect(body.data.tiers[1]).toMatchObject(fields);
    expect((await reserve()).body.data.totalMinor).toBe(2_500);
    const kept = await api.sql.row(
      'SELECT total_minor::integer AS total FROM bookings WHERE id = $1',
      [before.body.data.bookingId],
    );
    expect(kept).toEqual({ total: 2_200 });
  });

  it('a draft may change its currency; once it was published, it stays', async () => {
    const { id } = await choir.create();
    const inFrancs = await choir.send('PATCH', `/${id}`, { currency: 'CHF' });
    expect(inFrancs.body.data.currency).toBe('CHF');
    // 28.00 francs would become 2,800 yen.
    const inYen = await expectNoChange(api.sql, () =>
      choir.send('PATCH', `/${id}`, { currency: 'JPY' }),
    );
    expect(
      expectProblem(inYen, 422, 'VALIDATION_FAILED').errors?.map(({ field }) => field),
    ).toEqual(['currency']);
    await choir.send('POST', `/${id}/publish`, {});
    for (const step of ['pause', 'resume']) {
      const answer = await expectNoChange(api.sql, () =>
        choir.send('PATCH', `/${id}`, { currency: 'EUR' }),
      );
      expectProblem(answer, 409, 'BOOKINGS_DEPEND_ON_IT');
      await choir.send('POST', `/${id}/${step}`, {});
    }
    // The same one is no change.
    expect((await choir.send('PATCH', `/${id}`, { currency: 'CHF' })).status).toBe(200);
  });

  it('a fee or a code of an amount keeps the currency of a draft, unless the fees come with another', async () => {
    const fee = { name: 'Service', amountMinor: 150, per: 'ticket' };
    const { id } = await choir.create({ fees: [fee] });
    const refused = async (): Promise<string | undefined> => {
      const answer = await expectNoChange(api.sql, () =>
        choir.send('PATCH', `/${id}`, { currency: 'CHF' }),
      );
      const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
      expect(errors?.map(({ field }) => field)).toEqual(['currency']);
      return errors?.[0]?.messages[0];
    };
    expect(await refused()).toContain('the fee “Service” is an amount in EUR');
    const body = { currency: 'USD', fees: [{ ...fee, amountMinor: 175 }] };
    expect((await choir.send('PATCH', `/${id}`, body)).status).toBe(200);
    const percent = { name: 'Service', basisPoints: 500, per: 'ticket' };
    expect((await choir.send('PATCH', `/${id}`, { fees: [percent] })).status).toBe(200);
    const code = { kind: 'discount', code: 'FIVER', discountMinor: 500 };
    const made = await choir.send<Envelope<{ id: string }>>('POST', `/${id}/codes`, code);
    expect(made.status).toBe(201);
    expect(await refused()).toContain('the code FIVER takes an amount in USD off');
    await choir.send('PATCH', `/${id}/codes/${made.body.data.id}`, { disabled: true });
    expect(await refused()).toContain('FIVER');
  });

  it('refuses times out of order, also against those that are kept', async () => {
    const { id } = await choir.create();
    expect(await refusedFields(id, { endsAt: '2097-03-14T19:00' })).toEqual(['endsAt']);
    expect(await refusedFields(id, { startsAt: '2097-03-14T18:00' })).toEqual(['doorsAt']);
    expect(await refusedFields(id, { saleStartsAt: '2097-03-14T19:30' })).toEqual(['saleStartsAt']);
    expect(await refusedFields(id, { saleEndsAt: '2097-03-15T19:30' })).toEqual(['saleEndsAt']);
    const window = { saleStartsAt: '2097-01-02T09:00', saleEndsAt: '2097-01-01T09:00' };
    expect(await refusedFields(id, window)).toEqual(['saleEndsAt']);
  });

  it('with another time zone, asks for all times again', async () => {
    const { id } = await choir.create();
    expect(await refusedFields(id, { timeZone: 'Europe/London' })).toEqual([
      'startsAt',
      'endsAt',
      'doorsAt',
    ]);
    const { body } = await choir.send('PATCH', `/${id}`, {
      timeZone: 'Europe/London',
      startsAt: '2097-03-14T19:30',
      endsAt: null,
      doorsAt: '2097-03-14T18:45',
    });
    expect(body.data).toMatchObject({
      timeZone: 'Europe/London',
      startsAt: '2097-03-14T19:30:00.000Z',
      doorsAt: '2097-03-14T18:45:00.000Z',
    });
  });

  it('neither an event nor a draft can be moved into the past', async () => {
    const times = { startsAt: '2020-03-14T19:30', endsAt: null, doorsAt: null };
    const { id } = await choir.publish();
    expect(await refusedFields(id, times)).toEqual(['startsAt']);
    const draft = await choir.create();
    expect(await refusedFields(draft.id, times)).toEqual(['startsAt']);
  });

  it('is for owners and managers of its organisation', async () => {
    const { id, tiers } = await choir.create();
    const tier = tiers[0]?.id ?? '';
    const theatre = await Workspace.open(api);
    const all = (headers: Readonly<Record<string, string>>) =>
      expectNoChange(api.sql, () =>
        Promise.all([
          choir.send('PATCH', `/${id}`, { name: 'Mine' }, headers),
          choir.send('PUT', `/${id}/tiers/${tier}/capacity`, { capacity: 1 }, headers),
          choir.send('POST', `/${id}/tiers`, { name: 'X', priceMinor: 1, capacity: 1 }, headers),
          choir.send('PUT', `/${id}/tiers/${tier}`, { name: 'X', priceMinor: 1 }, headers),
          choir.send('DELETE', `/${id}/tiers/${tier}`, undefined, headers),
          choir.send(
            'POST',
            `/${id}/tiers/${tier}/ticket-types`,
            { name: 'X', priceMinor: 1 },
            headers,
          ),
        ]),
      );
    for (const answer of await all(theatre.manager.headers)) {
      expectProblem(answer, 404, 'ORGANISER_NOT_FOUND');
    }
    const door = await memberOf(api, choir, 'door');
    for (const answer of await all(door.headers)) expectProblem(answer, 403, 'FORBIDDEN');
    const below = await expectNoChange(api.sql, () =>
      Promise.all([
        theatre.send('PATCH', `/${id}`, { name: 'Mine' }),
        theatre.send('PUT', `/${id}/tiers/${tier}/capacity`, { capacity: 1 }),
        theatre.send('DELETE', `/${id}/tiers/${tier}`),
      ]),
    );
    for (const answer of below) expectProblem(answer, 404, 'EVENT_NOT_FOUND');
    // A tier of another event of the same organisation is none of this one.
    const other = await choir.create();
    const strange = await expectNoChange(api.sql, () =>
      choir.send('PUT', `/${other.id}/tiers/${tier}/capacity`, { capacity: 1 }),
    );
    expectProblem(strange, 404, 'TIER_NOT_FOUND');
  });
});

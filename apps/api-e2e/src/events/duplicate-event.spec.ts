import type { CodeDto, Envelope, ProblemDto } from '@boxoffice/contracts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { Workspace } from './workspace.ts';

describe('duplicating an event', () => {
  const api = useSharedApi();
  let choir: Workspace;

  beforeAll(async () => {
    choir = await Workspace.open(api);
  });

  it('makes a draft of another date, with the same tiers, types and as many tickets', async () => {
    const original = await choir.publish({
      saleStartsAt: '2020-12-01T09:00',
      saleEndsAt: '2097-03-14T19:00',
    });
    await choir.send('PUT', `/${original.id}/admission`, { reentry: 'after_exit' });
    const userId = await addUser(api.sql);
    const tickets = [{ tier: 'Aisle', quantity: 2 }];
    await api.post('/booking/reserve', { userId, eventId: original.id, tickets });
    // Clocks go forward between the two: on the wall, all stays as it is.
    const { status, body } = await choir.send('POST', `/${original.id}/duplicate`, {
      startsAt: '2097-04-15T19:30',
    });
    expect(status).toBe(201);
    const copy = body.data;
    expect(copy.id).not.toBe(original.id);
    expect(copy).toMatchObject({
      organiserId: choir.id,
      state: 'draft',
      name: original.name,
      languages: original.languages,
      startsAt: '2097-04-15T17:30:00.000Z',
      endsAt: '2097-04-15T19:45:00.000Z',
      doorsAt: '2097-04-15T16:45:00.000Z',
      saleStartsAt: original.saleStartsAt,
      saleEndsAt: '2097-04-15T17:00:00.000Z',
      publishedAt: null,
      capacity: 320,
      available: 320,
      held: 0,
      sold: 0,
    });
    const kept = ({ tiers }: typeof copy) =>
      tiers.map(({ name, priceMinor, color, capacity, ticketTypes }) => ({
        name,
        priceMinor,
        color,
        capacity,
        types: ticketTypes.map((type) => Object.assign({}, type, { id: '' })),
      }));
    expect(kept(copy)).toEqual(kept(original));
    const door = await choir.send('GET', `/${copy.id}/admission`);
    expect(door.body.data).toMatchObject({ reentry: 'after_exit' });
    expect(await stockOf(api.sql, copy.id)).toEqual([
      { tier: 'Nave', available: 120, pending: 0, booked: 0 },
      { tier: 'Aisle', available: 120, pending: 0, booked: 0 },
      { tier: 'Gallery', available: 80, pending: 0, booked: 0 },
    ]);
    // The original is as it was.
    const again = await choir.send('GET', `/${original.id}`);
    expect(again.body.data).toMatchObject({ state: 'published', held: 2, available: 318 });
  });

  it('copies codes only where asked for: unused, for the copy’s own tiers, moved with the start', async () => {
    const original = await choir.publish({});
    const [nave] = original.tiers;
    const [adult] = nave?.ticketTypes ?? [];
    const code = (body: object) => choir.send('POST', `/${original.id}/codes`, body);
    await code({ kind: 'discount', code: 'EVERYTHING', discountMinor: 100, maxUses: 2 });
    await code({
      kind: 'access',
      code: 'NAVE',
      tierId: nave?.id,
      validUntil: '2097-03-13T09:00',
    });
    await code({
      kind: 'discount',
      code: 'ADULT',
      discountMinor: 100,
      ticketTypeId: adult?.id,
      maxUses: null,
    });
    const off = await choir.send<Envelope<CodeDto>>('POST', `/${original.id}/codes`, {
      kind: 'discount',
      code: 'GONE',
      discountMinor: 100,
    });
    await choir.send('PATCH', `/${original.id}/codes/${off.body.data.id}`, { disabled: true });
    const userId = await addUser(api.sql);
    const tickets = [{ tier: 'Aisle', quantity: 1 }];
    await api.post('/booking/reserve', {
      userId,
      eventId: original.id,
      tickets,
      codes: ['EVERYTHING'],
    });
    const codesOf = async (body: object) => {
      const copy = await choir.send('POST', `/${original.id}/duplicate`, body);
      expect(copy.status).toBe(201);
      const { id, tiers } = copy.body.data;
      const list = await choir.send<Envelope<CodeDto[]>>('GET', `/${id}/codes`);
      return { tiers, codes: list.body.data };
    };
    expect((await codesOf({ startsAt: '2097-04-15T19:30' })).codes).toEqual([]);
    const { tiers, codes } = await codesOf({ startsAt: '2097-04-15T19:30', withCodes: true });
    expect(codes).toMatchObject([
      { code: 'EVERYTHING', uses: 0, maxUses: 2, tierId: null },
      { code: 'NAVE', tierId: tiers[0]?.id, validUntil: '2097-04-14T07:00:00.000Z' },
      { code: 'ADULT', ticketTypeId: tiers[0]?.ticketTypes[0]?.id, maxUses: null },
    ]);
    const wrong = await choir.send<ProblemDto>('POST', `/${original.id}/duplicate`, {
      startsAt: '2097-04-15T19:30',
      withCodes: 'yes',
    });
    expectProblem(wrong, 422, 'VALIDATION_FAILED');
  });

  it('of a cancelled event, too, and without a sale that would begin after it', async () => {
    const original = await choir.create({ saleStartsAt: '2097-03-01T09:00' });
    await choir.send('POST', `/${original.id}/cancel`, {});
    const { body } = await choir.send('POST', `/${original.id}/duplicate`, {
      startsAt: '2097-02-15T19:30',
    });
    expect(body.data).toMatchObject({ state: 'draft', cancelledAt: null, saleStartsAt: null });
  });

  it('to a time that the clocks skip: 422, and nothing is created', async () => {
    const { id } = await choir.create();
    for (const startsAt of ['2097-03-31T02:30', 'soon', undefined]) {
      const answer = await expectNoChange(api.sql, () =>
        choir.send('POST', `/${id}/duplicate`, { startsAt }),
      );
      const { errors = [] } = expectProblem(answer, 422, 'VALIDATION_FAILED');
      expect(errors.map(({ field }) => field)).toEqual(['startsAt']);
    }
  });

  it('of somebody else’s event: 404', async () => {
    const theatre = await Workspace.open(api);
    const { id } = await choir.create();
    const body = { startsAt: '2097-04-15T19:30' };
    const own = await expectNoChange(api.sql, () => theatre.send('POST', `/${id}/duplicate`, body));
    expectProblem(own, 404, 'EVENT_NOT_FOUND');
    const theirs = await expectNoChange(api.sql, () =>
      choir.send('POST', `/${id}/duplicate`, body, theatre.manager.headers),
    );
    expectProblem(theirs, 404, 'ORGANISER_NOT_FOUND');
  });
});

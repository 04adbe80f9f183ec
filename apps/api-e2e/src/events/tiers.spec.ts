import type { Envelope, OrganiserEventDto, OrganiserTierDto } from '@boxoffice/contracts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { Workspace } from './workspace.ts';

describe('tiers and ticket types', () => {
  const api = useSharedApi();
  let choir: Workspace;

  beforeAll(async () => {
    choir = await Workspace.open(api);
  });

  const tierNamed = ({ tiers }: OrganiserEventDto, name: string): OrganiserTierDto => {
    const tier = tiers.find((one) => one.name === name);
    if (!tier) throw new Error(`There is no tier ${name}.`);
    return tier;
  };
  const reserve = async (eventId: string, tier: string, quantity = 1) =>
    api.post<Envelope<{ reservedTickets: { id: string }[] }>>('/booking/reserve', {
      userId: await addUser(api.sql),
      eventId,
      tickets: [{ tier, quantity }],
    });

  it('a tier is added behind the others while the sale runs, and sold', async () => {
    const { id } = await choir.publish();
    const { status, body } = await choir.send('POST', `/${id}/tiers`, {
      name: 'Choir stalls',
      priceMinor: 3_500,
      capacity: 12,
      ticketTypes: [{ name: 'Adult', priceMinor: 3_500 }],
    });
    expect(status).toBe(201);
    expect(body.data.tiers.map(({ name }) => name)).toEqual([
      'Nave',
      'Aisle',
      'Gallery',
      'Choir stalls',
    ]);
    expect(tierNamed(body.data, 'Choir stalls')).toMatchObject({ capacity: 12, available: 12 });
    expect((await reserve(id, 'Choir stalls')).status).toBe(200);
  });

  it('no more than twenty, and none of the same name', async () => {
    const tiers = Array.from({ length: 19 }, (_, index) => ({
      name: `Row ${index}`,
      priceMinor: 1,
      capacity: 0,
    }));
    const { id } = await choir.create({ tiers });
    const add = (name: string) =>
      expectNoChange(api.sql, () =>
        choir.send('POST', `/${id}/tiers`, { name, priceMinor: 1, capacity: 1 }),
      );
    expectProblem(await add('Row 3'), 409, 'NAME_TAKEN');
    const last = { name: 'Last', priceMinor: 1, capacity: 0 };
    expect((await choir.send('POST', `/${id}/tiers`, last)).status).toBe(201);
    expect(expectProblem(await add('One more'), 409, 'EVENT_LIMIT_EXCEEDED').limit).toBe(20);
    const { body } = await choir.send('GET', `/${id}`);
    const [first, second] = body.data.tiers;
    const renamed = { name: second?.name, priceMinor: 1 };
    const answer = await expectNoChange(api.sql, () =>
      choir.send('PUT', `/${id}/tiers/${first?.id ?? ''}`, renamed),
    );
    expectProblem(answer, 409, 'NAME_TAKEN');
  });

  it('two who add a tier at once get places of their own', async () => {
    const { id } = await choir.create({ tiers: [] });
    const names = Array.from({ length: 8 }, (_, index) => `Tier ${index}`);
    const answers = await Promise.all(
      names.map((name) => choir.send('POST', `/${id}/tiers`, { name, priceMinor: 1, capacity: 5 })),
    );
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 201));
    const { body } = await choir.send('GET', `/${id}`);
    expect(body.data.tiers.map(({ name }) => name).sort()).toEqual(names);
    expect(body.data.capacity).toBe(40);
  });

  it('a tier without held or sold tickets is removed with its tickets; another one stays', async () => {
    const event = await choir.publish();
    const { id } = event;
    const [nave, aisle] = [tierNamed(event, 'Nave'), tierNamed(event, 'Aisle')];
    const held = await reserve(id, 'Aisle', 2);
    expect(held.status).toBe(200);
    const answer = await expectNoChange(api.sql, () =>
      choir.send('DELETE', `/${id}/tiers/${aisle.id}`),
    );
    const refused = expectProblem(answer, 409, 'BOOKINGS_DEPEND_ON_IT');
    expect(refused).toMatchObject({ held: 2, sold: 0 });

    const { status, body } = await choir.send('DELETE', `/${id}/tiers/${nave.id}`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ capacity: 200, available: 198, held: 2 });
    expect(body.data.tiers.map(({ name }) => name)).toEqual(['Aisle', 'Gallery']);
    expectProblem(await reserve(id, 'Nave'), 404, 'TIER_NOT_FOUND');
    expectProblem(await choir.send('DELETE', `/${id}/tiers/${nave.id}`), 404, 'TIER_NOT_FOUND');
  });

  it('buyers reserve while the tier is removed: it goes with no booking, or it stays', async () => {
    const outcomes = new Set<number>();
    for (let round = 0; round < 4; round += 1) {
      const event = await choir.publish({
        tiers: [
          { name: 'Nave', priceMinor: 1, capacity: 40 },
          { name: 'Aisle', priceMinor: 1, capacity: 1 },
        ],
      });
      const { id } = event;
      const buyers = Array.from({ length: 12 }, () => reserve(id, 'Nave'));
      const removal = choir.send('DELETE', `/${id}/tiers/${tierNamed(event, 'Nave').id}`);
      const [removed, ...reserved] = await Promise.all([removal, ...buyers]);
      outcomes.add(removed.status);
      const got = reserved.filter(({ status }) => status === 200).length;
      if (removed.status === 200) expect(got).toBe(0);
      else expectProblem(removed, 409, 'BOOKINGS_DEPEND_ON_IT');
      expect(reserved.every(({ status }) => [200, 404, 409].includes(status))).toBe(true);
      const { body } = await choir.send('GET', `/${id}`);
      expect(body.data.held).toBe(got);
    }
    expect(outcomes.size).toBeGreaterThan(0);
  });

  it('ticket types are added, changed, hidden and removed', async () => {
    const event = await choir.create();
    const nave = tierNamed(event, 'Nave');
    const path = `/${event.id}/tiers/${nave.id}/ticket-types`;
    const added = await choir.send('POST', path, {
      name: 'Child',
      priceMinor: 0,
      condition: 'Up to 12 years',
      minPerBooking: 1,
      maxPerBooking: 5,
      saleStartsAt: '2097-01-01T09:00',
    });
    expect(added.status).toBe(201);
    const [adult, , child] = tierNamed(added.body.data, 'Nave').ticketTypes;
    expect(child).toMatchObject({
      name: 'Child',
      priceMinor: 0,
      minPerBooking: 1,
      maxPerBooking: 5,
      saleStartsAt: '2097-01-01T08:00:00.000Z',
    });
    const taken = await expectNoChange(api.sql, () =>
      choir.send('POST', path, { name: 'Child', priceMinor: 1 }),
    );
    expectProblem(taken, 409, 'NAME_TAKEN');

    const hidden = await choir.send('PUT', `${path}/${child?.id ?? ''}`, {
      name: 'Children',
      priceMinor: 100,
      hidden: true,
    });
    expect(tierNamed(hidden.body.data, 'Nave').ticketTypes[2]).toMatchObject({
      name: 'Children',
      priceMinor: 100,
      hidden: true,
      condition: '',
      maxPerBooking: null,
      saleStartsAt: null,
    });
    const removed = await choir.send('DELETE', `${path}/${adult?.id ?? ''}`);
    expect(tierNamed(removed.body.data, 'Nave').ticketTypes.map(({ name }) => name)).toEqual([
      'Student',
      'Children',
    ]);
    const gone = await choir.send('DELETE', `${path}/${adult?.id ?? ''}`);
    expectProblem(gone, 404, 'TICKET_TYPE_NOT_FOUND');
  });

  it('puts tiers and ticket types in another order, also while they are sold', async () => {
    const event = await choir.publish();
    const [nave, aisle, gallery] = event.tiers;
    const [adult, student] = nave?.ticketTypes ?? [];
    const tierIds = [gallery?.id, nave?.id, aisle?.id];
    const reordered = await choir.send('PUT', `/${event.id}/tiers/order`, { tierIds });
    expect(reordered.body.data.tiers.map(({ id }) => id)).toEqual(tierIds);
    const path = `/${event.id}/tiers/${nave?.id ?? ''}/ticket-types/order`;
    const ticketTypeIds = [student?.id, adult?.id];
    const types = await choir.send('PUT', path, { ticketTypeIds });
    expect(types.body.data.tiers[1]?.ticketTypes.map(({ id }) => id)).toEqual(ticketTypeIds);
    const some = await expectNoChange(api.sql, () =>
      choir.send('PUT', `/${event.id}/tiers/order`, { tierIds: [nave?.id, aisle?.id] }),
    );
    expect(expectProblem(some, 422, 'VALIDATION_FAILED').errors).toMatchObject([
      { field: 'tierIds' },
    ]);
    const others = await expectNoChange(api.sql, () =>
      choir.send('PUT', path, { ticketTypeIds: [student?.id, nave?.id] }),
    );
    expectProblem(others, 422, 'VALIDATION_FAILED');
  });

  it('once the event was published, a ticket type can be hidden and not removed', async () => {
    const event = await choir.publish();
    const nave = tierNamed(event, 'Nave');
    expect((await reserve(event.id, 'Nave')).status).toBe(200);
    const [adult] = nave.ticketTypes;
    const path = `/${event.id}/tiers/${nave.id}/ticket-types/${adult?.id ?? ''}`;
    const answer = await expectNoChange(api.sql, () => choir.send('DELETE', path));
    expectProblem(answer, 409, 'BOOKINGS_DEPEND_ON_IT');
    const hide = { name: 'Adult', priceMinor: 2_800, hidden: true };
    expect((await choir.send('PUT', path, hide)).status).toBe(200);
  });

  it('POST /tickets/create adds to a draft’s tiers of its three names, and to no cancelled event', async () => {
    const tiers = [{ name: 'GA', priceMinor: 1_000, capacity: 5 }];
    const { id } = await choir.create({ tiers });
    const create = (body: object) =>
      api.post('/tickets/create', { eventId: id, ...body }, { headers: choir.manager.headers });
    expect((await create({ gaCount: 10 })).status).toBe(201);
    const { body } = await choir.send('GET', `/${id}`);
    expect(body.data).toMatchObject({ capacity: 15, available: 15 });
    const noVip = await expectNoChange(api.sql, () => create({ vipCount: 1, gaCount: 1 }));
    expectProblem(noVip, 404, 'TIER_NOT_FOUND');
    await choir.send('POST', `/${id}/cancel`, {});
    const late = await expectNoChange(api.sql, () => create({ gaCount: 1 }));
    expectProblem(late, 409, 'EVENT_STATE_CONFLICT');
  });
});

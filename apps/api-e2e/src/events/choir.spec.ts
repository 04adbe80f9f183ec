import type {
  AllotmentDto,
  CounterSaleDto,
  Envelope,
  EventDto,
  GuestListDto,
  OrganiserSeriesDto,
} from '@boxoffice/contracts';
import { newcomer } from '../accounts/people.ts';
import { founded, memberOf } from '../organisers/organisations.ts';
import { download, readCsv } from '../reports/exported.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';

/** The choir's job as programs do it; `apps/web-e2e/src/choir.spec.ts` does it by clicking. */
describe('the choir’s two concerts', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  it('are created, published, sold at the counter, listed at the door and exported', async () => {
    const { id: organiserId, owner } = await founded(api);
    const at = `/organisers/${organiserId}`;
    const tier = (name: string, capacity: number, priceMinor: number) => ({
      name,
      capacity,
      priceMinor,
      ticketTypes: [
        { name: 'Standard', priceMinor },
        { name: 'Student', priceMinor: priceMinor / 2, condition: 'With a student card' },
      ],
    });
    const created = await api.post<Envelope<EventDto>>(
      `${at}/events`,
      {
        name: 'Mass in B minor',
        venue: 'St Mary’s Church',
        address: '1 Church Lane, Hamburg',
        timeZone: 'Europe/Berlin',
        startsAt: '2097-03-14T19:30',
        saleStartsAt: '2096-12-01T09:00',
        currency: 'EUR',
        maxTicketsPerBooking: 6,
        maxTicketsPerUser: 6,
        tiers: [tier('Nave', 120, 2_800), tier('Aisle', 120, 2_200), tier('Gallery', 80, 1_500)],
      },
      owner,
    );
    expect(created.status).toBe(201);
    const { id: first, tiers } = created.body.data;
    const nave = tiers[0];
    const [standard, student] = nave?.ticketTypes ?? [];

    const press = { tierId: nave?.id, name: 'Press', purpose: 'press', quantity: 10 };
    const allotted = await api.post(`${at}/events/${first}/allotments`, press, owner);
    expect(allotted.status).toBe(201);

    const asked = { eventId: first, startsAt: ['2097-03-15T19:30'] };
    const made = await api.post<Envelope<OrganiserSeriesDto>>(`${at}/series`, asked, owner);
    expect(made.status).toBe(201);
    const { id: seriesId, dates } = made.body.data;
    expect(dates.map(({ capacity }) => capacity)).toEqual([320, 320]);
    const second = dates[1]?.id ?? '';
    const copied = await api.get<Envelope<AllotmentDto[]>>(
      `${at}/events/${second}/allotments`,
      owner,
    );
    expect(copied.body.data).toMatchObject([{ name: 'Press', quantity: 10, available: 10 }]);
    const published = await api.post<Envelope<OrganiserSeriesDto>>(
      `${at}/series/${seriesId}/publish`,
      {},
      owner,
    );
    expect(published.body.data.dates.map(({ state }) => state)).toEqual(['published', 'published']);

    // Not on sale before 1 December, neither online …
    const buyer = await newcomer(api);
    const early = await api.post(
      '/booking/reserve',
      { eventId: first, tickets: [{ tierId: nave?.id, quantity: 1 }] },
      buyer,
    );
    expectProblem(early, 409, 'NOT_ON_SALE');
    // … and then at most six per person.
    await api.sql.execute('UPDATE events SET sale_starts_at = NULL WHERE id = $1', [first]);
    const seven = await api.post(
      '/booking/reserve',
      { eventId: first, tickets: [{ tierId: nave?.id, quantity: 7 }] },
      buyer,
    );
    expectProblem(seven, 409, 'BOOKING_LIMIT_EXCEEDED');

    // At the counter: an adult and a student pay cash.
    const counter = await memberOf(api, { id: organiserId }, 'box_office');
    const sell = (body: object) =>
      api.post<Envelope<CounterSaleDto>>(`${at}/events/${first}/counter-sales`, body, counter);
    const cash = await sell({
      method: 'cash',
      buyerName: 'Grace Hopper',
      receivedMinor: 5_000,
      lines: [
        { tierId: nave?.id, ticketTypeId: standard?.id, quantity: 1 },
        { tierId: nave?.id, ticketTypeId: student?.id, quantity: 1 },
      ],
    });
    expect({ status: cash.status, body: cash.body }).toMatchObject({ status: 201 });
    // All ten of the press, for nothing, from what was set aside; then there is none left.
    const [{ id: allotmentId } = { id: '' }] = (
      await api.get<Envelope<AllotmentDto[]>>(`${at}/events/${first}/allotments`, owner)
    ).body.data;
    const free = (quantity: number) =>
      sell({
        method: 'complimentary',
        reason: 'Press: Hamburg Courier',
        lines: [{ tierId: nave?.id, ticketTypeId: standard?.id, allotmentId, quantity }],
      });
    expect((await free(10)).body.data).toMatchObject({ totalMinor: 0 });
    expectProblem(await free(1), 409, 'SOLD_OUT');

    // At the door, and for the accountant.
    const door = await memberOf(api, { id: organiserId }, 'door');
    const guests = await api.get<Envelope<GuestListDto>>(
      `${at}/events/${first}/guests?search=hopp`,
      door,
    );
    expect(guests.body.data).toMatchObject({
      sold: 12,
      guests: [{ name: 'Grace Hopper', reason: '', ticketCount: 2 }],
    });
    const all = await api.get<Envelope<GuestListDto>>(`${at}/events/${first}/guests`, door);
    expect(all.body.data.guests.at(-1)).toMatchObject({
      name: null,
      reason: 'Press: Hamburg Courier',
      ticketCount: 10,
    });
    const { bytes } = await download(api, `${at}/events/${first}`, 'bookings', 'csv', owner);
    expect(readCsv(bytes).map(({ Amount }) => Amount)).toEqual(['28.00', '14.00', '0.00']);
    const { bytes: takings } = await download(
      api,
      `${at}/events/${first}`,
      'takings',
      'csv',
      owner,
    );
    expect(readCsv(takings).map((row) => [row['Paid by'], row.Takings])).toEqual([
      ['Cash', '28.00'],
      ['Complimentary', '0.00'],
      ['Cash', '14.00'],
    ]);
  });
});

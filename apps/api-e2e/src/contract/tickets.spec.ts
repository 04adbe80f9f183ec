import type { CreatedTicketsDto, Envelope, TicketListingDto } from '@boxoffice/contracts';
import { toMinor } from '@boxoffice/contracts/money';
import { expectProblem } from '../setup/expect-problem.ts';
import { useApi } from '../setup/use-api.ts';
import { ID, MOMENT, ticket } from './shapes.ts';

describe('tickets', () => {
  const api = useApi({}, 1);

  /** Every field of a tier of the listing, and no other. */
  function tier(id: string, name: string, price: number, available: number, firstId: number) {
    return {
      id,
      name,
      price,
      priceMinor: toMinor(price, 'USD'),
      fullPriceMinor: toMinor(price, 'USD'),
      available,
      held: 0,
      booked: 0,
      tickets: Array.from({ length: 20 }, (_, index) =>
        ticket({ id: String(firstId + index), tier: name }),
      ),
    };
  }

  const demo = {
    success: true,
    data: {
      eventId: '1',
      currency: 'USD',
      tiers: [
        tier('1', 'VIP', 100, 50, 1),
        tier('2', 'Front Row', 50, 100, 51),
        tier('3', 'GA', 10, 500, 151),
      ],
      totalAvailable: 650,
      asOf: MOMENT,
    },
  };

  it('GET /tickets?eventId=1 lists the tiers in their sale order, with prices and counts', async () => {
    const { status, body } = await api.get('/tickets?eventId=1');
    expect(status).toBe(200);
    expect(body).toEqual(demo);
  });

  it('GET /tickets means event 1', async () => {
    const { status, body } = await api.get('/tickets');
    expect(status).toBe(200);
    expect(body).toEqual(demo);
  });

  it('GET /tickets lists as many tickets of each tier as are asked for, none with limit=0', async () => {
    for (const limit of [0, 3, 100]) {
      const { body } = await api.get<Envelope<TicketListingDto>>(`/tickets?limit=${limit}`);
      expect(body.data.tiers.map(({ tickets }) => tickets.length)).toEqual([
        Math.min(limit, 50),
        limit,
        limit,
      ]);
      expect(body.data.totalAvailable).toBe(650);
    }
  });

  it.each(['101', '-1', '1.5', 'x', '1e9'])('GET /tickets refuses limit=%s', async (limit) => {
    const problem = expectProblem(
      await api.get(`/tickets?limit=${limit}`),
      422,
      'VALIDATION_FAILED',
    );
    expect(problem.errors?.map(({ field }) => field)).toEqual(['limit']);
  });

  it('GET /tickets answers 404 for an unknown event', async () => {
    expectProblem(await api.get('/tickets?eventId=999'), 404, 'EVENT_NOT_FOUND');
  });

  it('GET /tickets/:id shows a ticket', async () => {
    const { status, body } = await api.get('/tickets/51');
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, data: ticket({ id: '51', tier: 'Front Row' }) });
  });

  it('GET /tickets/:id answers 404 for an unknown ticket', async () => {
    expectProblem(await api.get('/tickets/999999'), 404, 'TICKET_NOT_FOUND');
  });

  describe('POST /tickets/create', () => {
    it.each([
      [
        { eventId: 1, vipCount: 2, frontRowCount: 3, gaCount: 4 },
        { vip: 2, frontRow: 3, ga: 4 },
      ],
      [
        { eventId: '1', gaCount: 1 },
        { vip: 0, frontRow: 0, ga: 1 },
      ],
      [{ vipCount: 1 }, { vip: 1, frontRow: 0, ga: 0 }],
    ])('creates what %j asks for', async (body, breakdown) => {
      const before = await api.get<Envelope<TicketListingDto>>('/tickets?limit=0');
      const answer = await api.post<Envelope<CreatedTicketsDto>>('/tickets/create', body);
      const created = breakdown.vip + breakdown.frontRow + breakdown.ga;
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        success: true,
        message: `Successfully created ${created} ticket${created === 1 ? '' : 's'}`,
        data: { created, breakdown },
      });
      const after = await api.get<Envelope<TicketListingDto>>('/tickets?limit=0');
      expect(after.body.data.totalAvailable).toBe(before.body.data.totalAvailable + created);
      const grown = after.body.data.tiers.map(
        ({ available }, index) => available - (before.body.data.tiers[index]?.available ?? 0),
      );
      expect(grown).toEqual([breakdown.vip, breakdown.frontRow, breakdown.ga]);
    });

    it('gives each ticket an id of its own, above all before', async () => {
      await api.post('/tickets/create', { vipCount: 100 });
      const rows = await api.sql.rows<{ id: string }>(
        'SELECT id FROM tickets WHERE event_id = 1 AND id > 650 ORDER BY id',
      );
      expect(rows.length).toBeGreaterThanOrEqual(100);
      expect(rows[0]).toEqual({ id: ID });
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    });

    it('answers 404 for an unknown event', async () => {
      const answer = await api.post('/tickets/create', { eventId: 999, vipCount: 1 });
      expectProblem(answer, 404, 'EVENT_NOT_FOUND');
    });
  });
});

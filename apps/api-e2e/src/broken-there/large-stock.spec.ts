import type { Envelope, TicketListingDto } from '@boxoffice/contracts';
import { openSale } from '../setup/open-sale.ts';
import { useApi } from '../setup/use-api.ts';

describe('broken there: large stock', () => {
  const api = useApi();

  it('GET /tickets with 20,000 in stock: bounded, counts for every tier and a page of tickets', async () => {
    const sale = await openSale(api.sql, { VIP: 1_000, 'Front Row': 4_000, GA: 15_000 });
    const { status, body } = await api.get<Envelope<TicketListingDto>>(
      `/tickets?eventId=${sale.eventId}`,
    );
    expect(status).toBe(200);
    expect(body.data.totalAvailable).toBe(20_000);
    expect(body.data.tiers.map(({ available }) => available)).toEqual([1_000, 4_000, 15_000]);
    expect(body.data.tiers.map(({ tickets }) => tickets.length)).toEqual([20, 20, 20]);
    // 3.4 MB there.
    expect(JSON.stringify(body).length).toBeLessThan(20_000);
  });

  it('GET /tickets with 20,000 in stock: bounded by the largest page as well', async () => {
    const sale = await openSale(api.sql, { GA: 20_000 });
    const { body } = await api.get<Envelope<TicketListingDto>>(
      `/tickets?eventId=${sale.eventId}&limit=100`,
    );
    expect(body.data.tiers[2]?.tickets).toHaveLength(100);
    expect(JSON.stringify(body).length).toBeLessThan(50_000);
  });

  it('20,000 tickets, the most that one call creates, are created', async () => {
    const { status } = await api.post('/tickets/create', { gaCount: 20_000 });
    expect(status).toBe(201);
    const { body } = await api.get<Envelope<TicketListingDto>>('/tickets?limit=0');
    expect(body.data.totalAvailable).toBe(20_650);
  });
});

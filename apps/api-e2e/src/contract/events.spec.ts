import { expectProblem } from '../setup/expect-problem.ts';
import { useApi } from '../setup/use-api.ts';
import { MOMENT, WORDS } from './shapes.ts';

describe('events', () => {
  const api = useApi();

  const demoEvent = {
    id: '1',
    state: 'published',
    name: WORDS,
    subtitle: '',
    description: WORDS,
    venue: WORDS,
    address: '',
    startsAt: MOMENT,
    endsAt: null,
    doorsAt: null,
    timeZone: 'Europe/Berlin',
    currency: 'USD',
    saleStartsAt: null,
    saleEndsAt: null,
    holdSeconds: 600,
    maxTicketsPerBooking: null,
    maxTicketsPerUser: null,
    tiers: [
      { id: '1', name: 'VIP', color: '', price: 100, priceMinor: 10_000, ticketTypes: [] },
      { id: '2', name: 'Front Row', color: '', price: 50, priceMinor: 5_000, ticketTypes: [] },
      { id: '3', name: 'GA', color: '', price: 10, priceMinor: 1_000, ticketTypes: [] },
    ],
  };

  it('GET /events lists them with their tiers and prices', async () => {
    const { status, body } = await api.get('/events');
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, data: [demoEvent] });
  });

  it('GET /events/:id shows one, which is still to come', async () => {
    const { status, body } = await api.get<{ data: { startsAt: string } }>('/events/1');
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, data: demoEvent });
    expect(Date.parse(body.data.startsAt)).toBeGreaterThan(Date.now());
  });

  it('GET /events/:id answers 404 for an unknown event', async () => {
    expectProblem(await api.get('/events/999'), 404, 'EVENT_NOT_FOUND');
  });
});

import type {
  BookingDto,
  Envelope,
  EventDto,
  ReservationDto,
  SignInDto,
  TicketListingDto,
} from '@boxoffice/contracts';
import { startMailServer, type MailServer } from '@boxoffice/testing';
import { signedInBy, stranger } from '../accounts/people.ts';
import { deliveredMail, mailedTo } from '../mail/delivered.ts';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { openSale, type Sale } from '../setup/open-sale.ts';

/** Currency, price of a ticket in its smallest unit and in the contract, and what three cost. */
const SOLD: readonly (readonly [string, number, number, number, string, string])[] = [
  ['RSD', 150_050, 1_500.5, 4_501.5, 'RSD 4,501.50', '4.501,50 RSD'],
  ['HUF', 129_990, 1_299.9, 3_899.7, 'Ft 3,899.70', '3.899,70 Ft'],
  ['IDR', 15_000_050, 150_000.5, 450_001.5, 'Rp 450,001.50', '450.001,50 Rp'],
  ['JPY', 1_500, 1_500, 4_500, '¥4,500', '4.500 ¥'],
  ['KWD', 1_234, 1.234, 3.702, 'KWD 3.702', '3,702 KWD'],
  ['CLF', 12_345, 1.2345, 3.7035, 'CLF 3.7035', '3,7035 CLF'],
];

describe('tickets in a currency whose digits locales and the standard don’t agree on', () => {
  let server: MailServer;
  let api: ApiUnderTest;

  beforeAll(async () => {
    server = await startMailServer();
    api = new ApiUnderTest(mailedTo(server));
    await api.start();
  });

  afterAll(async () => {
    await api.end();
    await server.stop();
  });

  async function saleIn(currency: string, priceMinor: number): Promise<Sale> {
    const sale = await openSale(api.sql, { GA: 10 });
    await api.sql.execute('UPDATE events SET currency = $2 WHERE id = $1', [
      sale.eventId,
      currency,
    ]);
    await api.sql.execute('UPDATE tiers SET price_minor = $2 WHERE event_id = $1', [
      sale.eventId,
      priceMinor,
    ]);
    return sale;
  }

  it.each(SOLD)(
    '%s: %i minor units are %d, and three cost %d, in JSON and in the mails',
    async (currency, priceMinor, price, total, english, german) => {
      const { eventId } = await saleIn(currency, priceMinor);
      const totalMinor = 3 * priceMinor;
      const event = await api.get<Envelope<EventDto>>(`/events/${eventId}`);
      expect(event.body.data).toMatchObject({
        currency,
        tiers: [1, 2, 3].map(() => ({ price, priceMinor })),
      });
      const listing = await api.get<Envelope<TicketListingDto>>(`/tickets?eventId=${eventId}`);
      expect(listing.body.data).toMatchObject({
        currency,
        tiers: [1, 2, 3].map(() => ({ price, priceMinor })),
      });

      for (const [language, amount] of [
        ['en', english],
        ['de', german],
      ] as const) {
        const person = stranger();
        const { name, email } = person;
        const guest = await api.post<Envelope<SignInDto>>(
          '/auth/guest',
          { name, email },
          { headers: { 'accept-language': language } },
        );
        const { headers } = signedInBy(guest, person);
        const held = await api.post<Envelope<ReservationDto>>(
          '/booking/reserve',
          { eventId, tickets: [{ tier: 'GA', quantity: 3 }] },
          { headers },
        );
        expect(held.body.data).toMatchObject({ total, totalMinor, currency });
        const { bookingId, reservedTickets } = held.body.data;
        const ticketIds = reservedTickets.map(({ id }) => id);
        const paid = await api.post('/booking/confirm', { ticketIds }, { headers });
        expect(paid.status).toBe(200);
        const booking = await api.get<Envelope<BookingDto>>(`/booking/${bookingId}`, { headers });
        expect(booking.body.data).toMatchObject({
          total,
          totalMinor,
          currency,
          lines: [{ price, priceMinor, quantity: 3 }],
        });
        const { text } = await deliveredMail(server, email, /Tickets/i);
        expect(text.replace(/\s/g, ' ')).toContain(`: ${amount} `);
      }
    },
  );
});

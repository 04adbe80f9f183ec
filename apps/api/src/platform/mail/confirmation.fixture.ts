import type { Mail, MailTemplates } from './mail.js';

/** A mail that confirms a booking to somebody who only says that the address is theirs. */
export function confirmation(bookingId: number, address: string): Mail {
  const data: MailTemplates['booking-confirmed'] = {
    name: '',
    bookingId: String(bookingId),
    eventName: 'Midnight Orchestra',
    venue: 'Harbour Hall',
    startsAt: '2027-05-25T18:00:00.000Z',
    timeZone: 'Europe/Berlin',
    lines: [{ tier: 'GA', quantity: 1, priceMinor: 1_000 }],
    charges: null,
    totalMinor: 1_000,
    currency: 'USD',
    bookingLink: `https://tickets.example/guest-bookings?token=${bookingId}`,
  };
  const to = { address, name: 'Whoever says so', isProved: false };
  return { template: 'booking-confirmed', to, data, once: `booking-confirmed:${bookingId}` };
}

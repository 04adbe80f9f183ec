import { fromMinor } from '../../money/money.js';
import type { MailTemplates } from '../mail.js';
import { oneLine } from '../mail-text.js';
import { greeting } from './greeting.js';
import type { Letter, LetterPart } from './letter.js';
import { momentIn } from './moments.js';

/** The letters about bookings. */

export function bookingConfirmed(data: MailTemplates['booking-confirmed']): Letter {
  const event = oneLine(data.eventName);
  const count = data.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const tickets = count === 1 ? '1 ticket' : `${count} tickets`;
  return {
    subject: `Your tickets for ${event}`,
    preview: `${tickets}. See you there.`,
    heading: count === 1 ? 'The ticket is yours' : 'The tickets are yours',
    parts: [
      { kind: 'paragraph', text: greeting(data.name) },
      { kind: 'paragraph', text: `Thank you. Your booking for ${tickets} is confirmed.` },
      ticketOf(data),
      { kind: 'action', label: 'Show my tickets', link: data.bookingLink },
      {
        kind: 'note',
        text: `Booking ${data.bookingId}. Keep this email: it takes you back to your booking.`,
      },
    ],
  };
}

export function bookingsConfirmed({ name, bookings }: MailTemplates['bookings-confirmed']): Letter {
  return {
    subject: `Your tickets: ${bookings.length} bookings`,
    preview: `${bookings.length} bookings. See you there.`,
    heading: 'The tickets are yours',
    parts: [
      { kind: 'paragraph', text: greeting(name) },
      {
        kind: 'paragraph',
        text: `Thank you. Your ${bookings.length} bookings are confirmed. We have put them in one email because several confirmations were sent to this address within a short time.`,
      },
      ...bookings.flatMap((booking): LetterPart[] => [
        ticketOf(booking, `Booking ${booking.bookingId}`),
        { kind: 'action', label: 'Show these tickets', link: booking.bookingLink },
      ]),
      { kind: 'note', text: 'Keep this email: it takes you back to each of your bookings.' },
    ],
  };
}

export function guestBookings({ name, link }: MailTemplates['guest-bookings']): Letter {
  return {
    subject: 'Your bookings',
    preview: 'The link to the tickets that you bought without an account.',
    heading: 'Your bookings',
    parts: [
      { kind: 'paragraph', text: greeting(name) },
      {
        kind: 'paragraph',
        text: 'Here is the way back to the tickets that you bought with this address, without an account.',
      },
      { kind: 'action', label: 'Show my bookings', link },
      {
        kind: 'note',
        text: 'Whoever has the link sees the tickets: do not pass it on. If you did not ask for it, do nothing.',
      },
    ],
  };
}

function ticketOf(
  {
    eventName,
    startsAt,
    timeZone,
    venue,
    lines,
    totalMinor,
    currency,
  }: MailTemplates['booking-confirmed'],
  ...facts: string[]
): LetterPart {
  return {
    kind: 'ticket',
    title: oneLine(eventName),
    facts: [momentIn(startsAt, timeZone), oneLine(venue), ...facts],
    lines: lines.map(({ tier, quantity, priceMinor }) => ({
      label: `${quantity} × ${oneLine(tier)}`,
      amount: money(quantity * priceMinor, currency),
    })),
    total: { label: totalMinor === 0 ? 'Total' : 'Paid', amount: money(totalMinor, currency) },
  };
}

function money(minor: number, currency: string): string {
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).format(fromMinor(minor, currency));
}

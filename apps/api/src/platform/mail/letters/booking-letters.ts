import {
  formatEventMoment,
  formatNumber,
  pluralForm,
  ticketName,
} from '@boxoffice/contracts/formats';
import { formatMoney } from '@boxoffice/contracts/money';
import type { MailTemplates } from '../mail.js';
import { oneLine } from '../../text/plain-text.js';
import { greeting } from './greeting.js';
import type { Letter, LetterPart } from './letter.js';
import type { Spoken } from './spoken.js';

/** The letters about bookings. */

export function bookingConfirmed(data: MailTemplates['booking-confirmed'], spoken: Spoken): Letter {
  const { texts, locale } = spoken;
  const { subject, preview, headings, text, action, note, tickets } = texts.booking;
  const count = data.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const counted = pluralForm(
    count,
    { one: tickets.one, other: tickets.other(formatNumber(count, locale)) },
    locale,
  );
  return {
    subject: subject(oneLine(data.eventName)),
    preview: preview(counted),
    heading: pluralForm(count, headings, locale),
    parts: [
      { kind: 'paragraph', text: greeting(data.name, texts) },
      { kind: 'paragraph', text: text(counted) },
      ticketOf(data, spoken),
      { kind: 'action', label: action, link: data.bookingLink },
      { kind: 'note', text: note(data.bookingId) },
    ],
  };
}

/** Always of several: one alone is confirmed as one. */
export function bookingsConfirmed(
  { name, bookings }: MailTemplates['bookings-confirmed'],
  spoken: Spoken,
): Letter {
  const { texts, locale } = spoken;
  const { subject, preview, heading, text, one, action, note } = texts.bookings;
  const count = formatNumber(bookings.length, locale);
  return {
    subject: subject(count),
    preview: preview(count),
    heading,
    parts: [
      { kind: 'paragraph', text: greeting(name, texts) },
      { kind: 'paragraph', text: text(count) },
      ...bookings.flatMap((booking): LetterPart[] => [
        ticketOf(booking, spoken, one(booking.bookingId)),
        { kind: 'action', label: action, link: booking.bookingLink },
      ]),
      { kind: 'note', text: note },
    ],
  };
}

/** Prices, day and time as the pages write them: by the same functions. */
function ticketOf(
  booking: MailTemplates['booking-confirmed'],
  { texts, locale }: Spoken,
  ...facts: string[]
): LetterPart {
  const { eventName, startsAt, timeZone, venue, lines, totalMinor, currency } = booking;
  const { total, paid } = texts.booking;
  return {
    kind: 'ticket',
    title: oneLine(eventName),
    facts: [formatEventMoment(startsAt, timeZone, locale), oneLine(venue), ...facts],
    lines: lines.map(({ tier, ticketType, quantity, priceMinor }) => ({
      label: `${formatNumber(quantity, locale)} × ${oneLine(ticketName({ tier, ticketType }))}`,
      amount: formatMoney(quantity * priceMinor, currency, locale),
    })),
    total: {
      label: totalMinor === 0 ? total : paid,
      amount: formatMoney(totalMinor, currency, locale),
    },
  };
}

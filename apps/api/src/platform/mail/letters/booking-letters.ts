import {
  formatEventMoment,
  formatNumber,
  formatPercent,
  formatReference,
  pluralForm,
  ticketName,
} from '@boxoffice/contracts/formats';
import { formatMoney } from '@boxoffice/contracts/money';
import { breakdownOf, fullPriceOf, type OrderBreakdown } from '@boxoffice/contracts/pricing';
import type { MailTemplates } from '../mail.js';
import { oneLine } from '../../text/plain-text.js';
import { greeting } from './greeting.js';
import type { Letter, LetterPart } from './letter.js';
import { sellers } from './seller.js';
import type { Spoken } from './spoken.js';

/** The letters about bookings. */

export function bookingConfirmed(
  data: MailTemplates['booking-confirmed'],
  spoken: Spoken,
  isEnclosed: boolean,
): Letter {
  const { texts, locale } = spoken;
  const { subject, preview, headings, text, action, note, papers, attached, tickets } =
    texts.booking;
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
      ...(isEnclosed
        ? [{ kind: 'paragraph' as const, text: pluralForm(count, attached, locale) }]
        : []),
      ...calendarOf(data, spoken),
      {
        kind: 'note',
        text: [
          note(formatReference(data.bookingId)),
          ...(data.totalMinor > 0 ? [papers] : []),
          ...returnableOf(data, spoken),
        ].join(' '),
      },
      ...sellers([data.organiser], spoken),
    ],
  };
}

/** Always of several: one alone is confirmed as one. */
export function bookingsConfirmed(
  { name, bookings }: MailTemplates['bookings-confirmed'],
  spoken: Spoken,
  isEnclosed: boolean,
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
      {
        kind: 'paragraph',
        text: [text(count), ...(isEnclosed ? [texts.booking.attached.other] : [])].join(' '),
      },
      ...bookings.flatMap((booking): LetterPart[] => [
        ticketOf(
          booking,
          spoken,
          one(formatReference(booking.bookingId)),
          ...returnableOf(booking, spoken),
        ),
        { kind: 'action', label: action, link: booking.bookingLink },
        ...calendarOf(booking, spoken),
      ]),
      { kind: 'note', text: note },
      ...sellers(
        bookings.map(({ organiser }) => organiser),
        spoken,
      ),
    ],
  };
}

function calendarOf(
  { calendarLink }: MailTemplates['booking-confirmed'],
  { texts }: Spoken,
): LetterPart[] {
  if (calendarLink === undefined) return [];
  return [{ kind: 'link', label: texts.booking.calendar, link: calendarLink }];
}

/** Until when tickets can be returned, by the event's clock. */
function returnableOf(
  { returnableUntil, timeZone }: MailTemplates['booking-confirmed'],
  { texts, locale }: Spoken,
): string[] {
  if (returnableUntil === undefined) return [];
  return [texts.booking.returnable(formatEventMoment(returnableUntil, timeZone, locale))];
}

/** Prices, day and time as the pages write them: by the same functions. */
function ticketOf(
  booking: MailTemplates['booking-confirmed'],
  spoken: Spoken,
  ...facts: string[]
): LetterPart {
  const { texts, locale } = spoken;
  const { eventName, startsAt, timeZone, venue, lines, totalMinor, currency } = booking;
  const { attendees = [] } = booking;
  const { total, paid } = texts.booking;
  const money = (minor: number): string => formatMoney(minor, currency, locale);
  const breakdown = breakdownOf(booking);
  return {
    kind: 'ticket',
    title: oneLine(eventName),
    facts: [
      formatEventMoment(startsAt, timeZone, locale),
      oneLine(venue),
      ...(attendees.length > 0 ? [texts.booking.attendees(attendees.map(oneLine).join(', '))] : []),
      ...facts,
    ],
    lines: [
      ...lines.map((line) => ({
        label: `${formatNumber(line.quantity, locale)} × ${oneLine(ticketName(line))}`,
        amount: money(line.quantity * fullPriceOf(line)),
      })),
      ...breakdown.bookingFees.map(({ name, fullAmountMinor }) => ({
        label: oneLine(name),
        amount: money(fullAmountMinor),
      })),
    ],
    total: { label: totalMinor === 0 ? total : paid, amount: money(totalMinor) },
    within: withinTotal(breakdown, spoken).map(({ label, minor }) => ({
      label,
      amount: money(minor),
    })),
  };
}

/** What is in the amounts above: nobody adds it up again. Of a free booking, nothing. */
function withinTotal(
  { discountMinor, ticketFees, tax, totalMinor }: OrderBreakdown,
  { texts, locale }: Spoken,
): { label: string; minor: number }[] {
  const { discount, includes } = texts.booking;
  return [
    ...(discountMinor > 0 ? [{ label: discount, minor: -discountMinor }] : []),
    ...ticketFees.map(({ name, amountMinor }) => ({
      label: includes(oneLine(name)),
      minor: amountMinor,
    })),
    ...(tax && totalMinor > 0
      ? [
          {
            label: includes(`${formatPercent(tax.basisPoints, locale)} ${oneLine(tax.name)}`),
            minor: tax.amountMinor,
          },
        ]
      : []),
  ];
}

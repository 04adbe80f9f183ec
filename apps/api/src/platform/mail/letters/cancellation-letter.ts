import {
  formatEventMoment,
  formatNumber,
  formatReference,
  pluralForm,
} from '@boxoffice/contracts/formats';
import { formatMoney } from '@boxoffice/contracts/money';
import type { MailTemplates } from '../mail.js';
import { oneLine } from '../../text/plain-text.js';
import { greeting } from './greeting.js';
import type { Letter, LetterPart } from './letter.js';
import { sellers } from './seller.js';
import type { Spoken } from './spoken.js';

/** Says that an event won't take place, and what is known of the tickets and the money: no more than that. */
export function eventCancelled(data: MailTemplates['event-cancelled'], spoken: Spoken): Letter {
  const { texts } = spoken;
  const { subject, preview, heading, headingOfDates, message, action } = texts.cancelled;
  const event = oneLine(data.eventName);
  const organiser = oneLine(data.organiser.name);
  const lines = data.message.split('\n').filter((line) => line.trim() !== '');
  return {
    subject: subject(event),
    preview: preview(event),
    heading: data.dates ? headingOfDates : heading,
    parts: [
      { kind: 'paragraph', text: greeting(data.name, texts) },
      ...whatOf(data, spoken),
      ...(lines.length > 0 ? [{ kind: 'quote', by: message(organiser), lines } as const] : []),
      ...bookingsOf(data, spoken),
      ...heldOf(data, spoken),
      ...data.links.map((link) => ({ kind: 'action', label: action, link }) as const),
      ...sellers([data.organiser], spoken),
    ],
  };
}

/** What won't take place: one event, or several dates of a series. */
function whatOf(data: MailTemplates['event-cancelled'], { texts, locale }: Spoken): LetterPart[] {
  const { text, dates: ofDates, moreDates } = texts.cancelled;
  const { dates, moreDates: more = 0, startsAt, timeZone } = data;
  const organiser = oneLine(data.organiser.name);
  const event = oneLine(data.eventName);
  if (!dates) {
    const moment = formatEventMoment(startsAt, timeZone, locale);
    return [{ kind: 'paragraph', text: text(organiser, event, moment) }];
  }
  const lines = dates.map((date) => {
    const moment = formatEventMoment(date.startsAt, date.timeZone, locale);
    return date.eventName === data.eventName ? moment : `${moment}: ${oneLine(date.eventName)}`;
  });
  if (more > 0) lines.push(moreDates(formatNumber(more, locale)));
  return [
    { kind: 'paragraph', text: ofDates(organiser, event) },
    { kind: 'list', lines },
  ];
}

/** What was bought, and what becomes of the money. */
function bookingsOf(data: MailTemplates['event-cancelled'], spoken: Spoken): LetterPart[] {
  const { texts, locale } = spoken;
  const { bookings, moreBookings, totalMinor, currency, organiser } = data;
  if (bookings.length === 0) return [];
  const { invalid, booking, more, refundPolicy } = texts.cancelled;
  const money = (minor: number): string => formatMoney(minor, currency, locale);
  const count = bookings.reduce((sum, { tickets }) => sum + tickets, 0);
  const hasPolicy = organiser.documents.some(({ document }) => document === 'refund_policy');
  const refunds = [...refundsOf(data, spoken), ...(hasPolicy ? [refundPolicy] : [])];
  return [
    { kind: 'paragraph', text: pluralForm(moreBookings > 0 ? 2 : count, invalid, locale) },
    {
      kind: 'ticket',
      title: oneLine(data.eventName),
      facts: [
        ...(data.dates
          ? []
          : [formatEventMoment(data.startsAt, data.timeZone, locale), oneLine(data.venue)]),
        ...(moreBookings > 0 ? [more(formatNumber(moreBookings, locale))] : []),
      ],
      lines: bookings.map(({ bookingId, tickets, totalMinor: minor, startsAt, timeZone }) => {
        const label = booking(formatReference(bookingId), counted(tickets, spoken));
        const moment = startsAt && timeZone && formatEventMoment(startsAt, timeZone, locale);
        return { label: moment ? `${moment} · ${label}` : label, amount: money(minor) };
      }),
      total: {
        label: totalMinor === 0 ? texts.booking.total : texts.booking.paid,
        amount: money(totalMinor),
      },
      within: [],
    },
    ...(totalMinor > 0 ? [{ kind: 'paragraph', text: refunds.join(' ') } as const] : []),
  ];
}

/** Promises only what goes back by itself. */
function refundsOf(
  { refunds, organiser }: MailTemplates['event-cancelled'],
  { texts }: Spoken,
): string[] {
  const { refund, onItsWay, byHand, questions } = texts.cancelled;
  const name = oneLine(organiser.name);
  if (!refunds) return [refund(name, organiser.contactEmail)];
  return [
    onItsWay[refunds.fees],
    ...(refunds.some ? [byHand(name)] : []),
    questions(organiser.contactEmail),
  ];
}

function heldOf({ heldTickets }: MailTemplates['event-cancelled'], spoken: Spoken): LetterPart[] {
  if (heldTickets === 0) return [];
  return [{ kind: 'paragraph', text: spoken.texts.cancelled.held(counted(heldTickets, spoken)) }];
}

function counted(count: number, { texts, locale }: Spoken): string {
  const { one, other } = texts.booking.tickets;
  return pluralForm(count, { one, other: other(formatNumber(count, locale)) }, locale);
}

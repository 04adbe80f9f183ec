import { formatEventMoment, formatNumber, pluralForm } from '@boxoffice/contracts/formats';
import { oneLine } from '../../text/plain-text.js';
import type { MailTemplates } from '../mail.js';
import { greeting } from './greeting.js';
import type { Letter } from './letter.js';
import { sellers } from './seller.js';
import type { Spoken } from './spoken.js';

/** Says that none can be held for whose turn it was, and that they wait no more. */
export function waitlistRefused(data: MailTemplates['waitlist-refused'], spoken: Spoken): Letter {
  const { texts, locale } = spoken;
  const { subject, preview, heading, text, note, action } = texts.waitlistRefused;
  const event = oneLine(data.eventName);
  const when = formatEventMoment(data.startsAt, data.timeZone, locale);
  return {
    subject: subject(event),
    preview,
    heading,
    parts: [
      { kind: 'paragraph', text: greeting(data.name, texts) },
      { kind: 'paragraph', text: text(event, when) },
      { kind: 'paragraph', text: note },
      { kind: 'action', label: action, link: data.eventLink },
      ...sellers([data.organiser], spoken),
    ],
  };
}

/** Says that tickets are held for who waited for them, and until when. */
export function waitlistOffer(data: MailTemplates['waitlist-offer'], spoken: Spoken): Letter {
  const { texts, locale } = spoken;
  const { subject, preview, heading, text, tickets, note, action } = texts.waitlistOffer;
  const event = oneLine(data.eventName);
  const counted = pluralForm(
    data.tickets,
    { one: tickets.one, other: tickets.other(formatNumber(data.tickets, locale)) },
    locale,
  );
  // By the clock at the venue, as the event's own time.
  const until = formatEventMoment(data.until, data.timeZone, locale);
  return {
    subject: subject(event),
    preview: preview(counted, until),
    heading,
    parts: [
      { kind: 'paragraph', text: greeting(data.name, texts) },
      { kind: 'paragraph', text: text(event, counted, oneLine(data.tier), until) },
      { kind: 'action', label: action, link: data.bookingLink },
      { kind: 'note', text: note },
      ...sellers([data.organiser], spoken),
    ],
  };
}

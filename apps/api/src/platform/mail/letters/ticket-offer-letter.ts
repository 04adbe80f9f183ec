import { formatEventMoment } from '@boxoffice/contracts/formats';
import { oneLine } from '../../text/plain-text.js';
import type { MailTemplates } from '../mail.js';
import type { Letter } from './letter.js';
import { sellers } from './seller.js';
import type { Spoken } from './spoken.js';

/** Offers a ticket to whom a buyer passes it on. Names nobody: the sender may have proved no address. */
export function ticketOffered(data: MailTemplates['ticket-offered'], spoken: Spoken): Letter {
  const { texts, locale } = spoken;
  const { subject, preview, text, until, action, note } = texts.ticketOffered;
  const event = oneLine(data.eventName);
  const deadline = formatEventMoment(data.expiresAt, data.timeZone, locale);
  const when = formatEventMoment(data.startsAt, data.timeZone, locale);
  return {
    subject: subject(event),
    preview: preview(deadline),
    heading: subject(event),
    parts: [
      { kind: 'paragraph', text: texts.hello('') },
      { kind: 'paragraph', text: text(event) },
      {
        kind: 'list',
        lines: [[oneLine(data.tier), when, oneLine(data.venue)].filter(Boolean).join(' · ')],
      },
      { kind: 'paragraph', text: until(deadline) },
      { kind: 'action', label: action, link: data.link },
      { kind: 'note', text: note },
      ...sellers([data.organiser], spoken),
    ],
  };
}

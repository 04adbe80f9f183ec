import { formatEventMoment, formatNumber } from '@boxoffice/contracts/formats';
import { oneLine } from '../../text/plain-text.js';
import type { MailedWhenAndWhere, MailTemplates } from '../mail.js';
import { greeting } from './greeting.js';
import type { Letter, LetterPart } from './letter.js';
import { sellers } from './seller.js';
import type { Spoken } from './spoken.js';

const FACTS = ['startsAt', 'endsAt', 'doorsAt', 'venue', 'address'] as const;

type ChangedEvent = MailTemplates['event-changed']['events'][number];

/** Says when and where events take place from now on, and what was said before. */
export function eventChanged(data: MailTemplates['event-changed'], spoken: Spoken): Letter {
  const { texts, locale } = spoken;
  const { subject, preview, heading, text, ofMany, more, questions } = texts.changed;
  const organiser = oneLine(data.organiser.name);
  const event = oneLine(data.events[0]?.eventName ?? '');
  const isOne = data.events.length === 1;
  return {
    subject: subject(event),
    preview: preview(event),
    heading,
    parts: [
      { kind: 'paragraph', text: greeting(data.name, texts) },
      { kind: 'paragraph', text: isOne ? text(organiser) : ofMany(organiser) },
      ...wordsOf(data, spoken),
      ...data.events.map((one) => changesOf(one, spoken)),
      ...(data.moreEvents > 0
        ? [{ kind: 'paragraph', text: more(formatNumber(data.moreEvents, locale)) } as const]
        : []),
      ...linksOf(data, spoken),
      { kind: 'paragraph', text: questions(organiser, data.organiser.contactEmail) },
      ...sellers([data.organiser], spoken),
    ],
  };
}

/** Passes on what an organiser writes. */
export function eventMessage(data: MailTemplates['event-message'], spoken: Spoken): Letter {
  const { texts, locale } = spoken;
  const event = oneLine(data.eventName);
  const subject = oneLine(data.subject);
  const moment = formatEventMoment(data.startsAt, data.timeZone, locale);
  const organiser = oneLine(data.organiser.name);
  return {
    subject: texts.written.subject(event, subject),
    preview: oneLine(data.message),
    heading: subject,
    parts: [
      { kind: 'paragraph', text: greeting(data.name, texts) },
      { kind: 'paragraph', text: texts.written.text(event, moment) },
      ...wordsOf(data, spoken),
      ...linksOf(data, spoken),
      {
        kind: 'paragraph',
        text: texts.changed.questions(organiser, data.organiser.contactEmail),
      },
      ...sellers([data.organiser], spoken),
    ],
  };
}

/** The organiser's own words. */
function wordsOf(
  { message, organiser }: Pick<MailTemplates['event-message'], 'message' | 'organiser'>,
  { texts }: Spoken,
): LetterPart[] {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return [];
  return [{ kind: 'quote', by: texts.cancelled.message(oneLine(organiser.name)), lines }];
}

function linksOf({ links }: { links: string[] }, { texts }: Spoken): LetterPart[] {
  return links.map((link) => ({ kind: 'action', label: texts.changed.action, link }));
}

function changesOf({ eventName, before, after }: ChangedEvent, spoken: Spoken): LetterPart {
  const { facts, before: was } = spoken.texts.changed;
  const rows = FACTS.flatMap((fact) => {
    const [then, now] = [inWords(before, fact, spoken), inWords(after, fact, spoken)];
    return then === now ? [] : [{ label: facts[fact], before: was(then), after: now }];
  });
  // Where the same name is given to several dates, they are told apart by when they begin.
  const moment = formatEventMoment(after.startsAt, after.timeZone, spoken.locale);
  const isMoved = rows.some(({ label }) => label === facts.startsAt);
  const name = oneLine(eventName);
  return { kind: 'changes', title: isMoved ? name : `${name} (${moment})`, rows };
}

function inWords(
  event: MailedWhenAndWhere,
  fact: (typeof FACTS)[number],
  { texts, locale }: Spoken,
): string {
  if (fact === 'venue' || fact === 'address') {
    return oneLine(event[fact].replaceAll('\n', ', ')) || texts.changed.unknown;
  }
  const moment = event[fact];
  return moment === null
    ? texts.changed.unknown
    : formatEventMoment(moment, event.timeZone, locale);
}

import type { EventDto, TicketListingDto } from '@boxoffice/contracts';
import { formatEventMoment, LOCALES, type Language } from '@boxoffice/contracts/formats';
import { escaped, escapedJson } from '../../platform/text/html-text.js';
import { cutText, oneLine } from '../../platform/text/plain-text.js';
import { eventJsonLd } from './event-json-ld.js';

/** What the pages are called, behind each title. */
const SITE = 'Boxoffice';

/** Longer ones are cut by search engines and previews, and not always between characters. */
const DESCRIPTION_MAX = 200;

/** As the application itself says it. */
const NOT_FOUND: Readonly<Record<Language, string>> = {
  en: 'Event not found',
  de: 'Veranstaltung nicht gefunden',
};

/** The head of an event's page, from the title on. */
export function eventHead(
  event: EventDto,
  listing: TicketListingDto,
  language: Language,
  publicUrl: string,
): string {
  const url = `${publicUrl}/events/${event.id}`;
  const description = describe(event, LOCALES[language]);
  const tags: [property: string, content: string][] = [
    ['og:type', 'website'],
    ['og:site_name', SITE],
    ['og:title', event.name],
    ['og:description', description],
    ['og:url', url],
    ['og:locale', LOCALES[language].replace('-', '_')],
  ];
  const jsonLd = escapedJson(JSON.stringify(eventJsonLd(event, listing, url)));
  return [
    `<title>${escaped(event.name)} · ${SITE}</title>`,
    `<meta name="description" content="${escaped(description)}" />`,
    `<link rel="canonical" href="${escaped(url)}" />`,
    ...tags.map(
      ([property, content]) => `<meta property="${property}" content="${escaped(content)}" />`,
    ),
    '<meta name="twitter:card" content="summary" />',
    `<script type="application/ld+json">${jsonLd}</script>`,
  ].join('\n    ');
}

/** The head of the page of an event that is not there: nobody should remember it. */
export function missingEventHead(language: Language): string {
  return [
    `<title>${NOT_FOUND[language]} · ${SITE}</title>`,
    '<meta name="robots" content="noindex" />',
  ].join('\n    ');
}

/** When and where first: that is what a preview is read for. */
function describe(event: EventDto, locale: string): string {
  const moment = formatEventMoment(event.startsAt, event.timeZone, locale);
  const facts = [moment, oneLine(event.venue)].filter((fact) => fact !== '').join(' · ');
  const text = oneLine(event.description);
  return shortened(text === '' ? facts : `${facts}. ${text}`);
}

function shortened(text: string): string {
  const cut = cutText(text, DESCRIPTION_MAX - 1);
  return cut === text ? text : `${cut.trimEnd()}…`;
}

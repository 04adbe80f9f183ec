import type { EventDto, TicketListingDto } from '@boxoffice/contracts';
import { formatEventMoment, LOCALES, type Language } from '@boxoffice/contracts/formats';
import { plainTextOf } from '../../events/description/render-markdown.js';
import { escaped, escapedJson } from '../../platform/text/html-text.js';
import { cutText, oneLine } from '../../platform/text/plain-text.js';
import { PREVIEW } from '../posters/posters.js';
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
  const image = previewOf(event, publicUrl);
  const tags: [property: string, content: string][] = [
    ['og:type', 'website'],
    ['og:site_name', SITE],
    ['og:title', event.name],
    ['og:description', description],
    ['og:url', url],
    ['og:image', image.url],
    ['og:image:alt', image.alt],
    ['og:image:width', String(image.width)],
    ['og:image:height', String(image.height)],
    ['og:locale', LOCALES[language].replace('-', '_')],
  ];
  const jsonLd = escapedJson(JSON.stringify(eventJsonLd(event, listing, url, image.url)));
  return [
    `<title>${escaped(event.name)} · ${SITE}</title>`,
    `<meta name="description" content="${escaped(description)}" />`,
    `<link rel="canonical" href="${escaped(url)}" />`,
    ...tags.map(
      ([property, content]) => `<meta property="${property}" content="${escaped(content)}" />`,
    ),
    '<meta name="twitter:card" content="summary_large_image" />',
    ...preloads(event),
    `<script type="application/ld+json">${jsonLd}</script>`,
  ].join('\n    ');
}

interface PreviewImage {
  url: string;
  alt: string;
  width: number;
  height: number;
}

/** What previews of links show: the event's picture, or else its poster in their shape. */
function previewOf({ name, posterUrl, image }: EventDto, publicUrl: string): PreviewImage {
  // JPEG: not every preview shows WebP.
  const file = image?.files.findLast(({ type }) => type === 'image/jpeg');
  if (image && file) {
    const { width, height, alt } = image;
    return { url: `${publicUrl}${file.url}`, alt, width, height };
  }
  const path = posterUrl.replace('/poster.svg?', '/poster.png?');
  return { url: `${publicUrl}${path}`, alt: oneLine(name), ...PREVIEW };
}

/** The poster is on its way before any script has run. On a phone it is shown without the name, which stands below. */
function preloads({ posterUrl, image }: EventDto): string[] {
  // Which file of a picture a browser takes, it knows best.
  if (image) return [];
  const link = (href: string, media: string): string =>
    `<link rel="preload" as="image" href="${escaped(href)}" media="${media}" fetchpriority="high" />`;
  return [
    link(posterUrl, '(min-width: 860.02px)'),
    link(`${posterUrl}&title=off`, '(max-width: 860px)'),
  ];
}

/** The head of what stands in a frame: search engines are to find the page itself. */
export function embeddedHead(name: string): string {
  return untoldHead(escaped(oneLine(name)));
}

const PAGE_NOT_FOUND: Readonly<Record<Language, string>> = {
  en: 'Page not found',
  de: 'Seite nicht gefunden',
};

/** The head of the page of an event that is not there: nobody should remember it. */
export function missingEventHead(language: Language): string {
  return untoldHead(NOT_FOUND[language]);
}

/** The head of a page that is not there. */
export function missingPageHead(language: Language): string {
  return untoldHead(PAGE_NOT_FOUND[language]);
}

function untoldHead(title: string): string {
  return [`<title>${title} · ${SITE}</title>`, '<meta name="robots" content="noindex" />'].join(
    '\n    ',
  );
}

/** When and where first: that is what a preview is read for. */
function describe(event: EventDto, locale: string): string {
  const moment = formatEventMoment(event.startsAt, event.timeZone, locale);
  const facts = [moment, oneLine(event.venue)].filter((fact) => fact !== '').join(' · ');
  const text = oneLine(plainTextOf(event.description));
  return shortened(text === '' ? facts : `${facts}. ${text}`);
}

function shortened(text: string): string {
  const cut = cutText(text, DESCRIPTION_MAX - 1);
  return cut === text ? text : `${cut.trimEnd()}…`;
}

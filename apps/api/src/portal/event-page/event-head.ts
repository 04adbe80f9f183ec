import type { EventDto, SeriesDto, TicketListingDto } from '@boxoffice/contracts';
import { formatEventMoment, LOCALES, type Language } from '@boxoffice/contracts/formats';
import { plainTextOf } from '../../events/description/render-markdown.js';
import { escaped, escapedJson } from '../../platform/text/html-text.js';
import { cutText, oneLine } from '../../platform/text/plain-text.js';
import { PREVIEW } from '../posters/posters.js';
import { eventJsonLd, seriesJsonLd } from './event-json-ld.js';

/** What the pages are called, behind each title. */
const SITE = 'Boxoffice';

/** Longer ones are cut by search engines and previews, and not always between characters. */
const DESCRIPTION_MAX = 200;

/** What has a page of its own, as its address says. */
export type PageKind = 'events' | 'series';

/** As the application itself says it. */
const NOT_FOUND: Readonly<Record<PageKind, Readonly<Record<Language, string>>>> = {
  events: { en: 'Event not found', de: 'Veranstaltung nicht gefunden' },
  series: { en: 'Series not found', de: 'Reihe nicht gefunden' },
};

/** The head of an event's page, from the title on. */
export function eventHead(
  event: EventDto,
  listing: TicketListingDto,
  language: Language,
  publicUrl: string,
): string {
  const url = `${publicUrl}/events/${event.id}`;
  const image = previewOf(event, publicUrl);
  return pageHead({
    name: event.name,
    description: describe(event, LOCALES[language]),
    url,
    image,
    language,
    preloads: preloads(event),
    jsonLd: eventJsonLd(event, listing, url, image.url),
  });
}

/** The head of the page of a series, from the title on. */
export function seriesHead(
  series: SeriesDto,
  address: string,
  language: Language,
  publicUrl: string,
): string {
  const url = `${publicUrl}/series/${series.id}`;
  const image = previewOf(series, publicUrl);
  return pageHead({
    name: series.name,
    description: describeSeries(series, language),
    url,
    image,
    language,
    preloads: preloads(series),
    jsonLd: seriesJsonLd(series, address, publicUrl, image.url),
  });
}

interface PageToTell {
  name: string;
  description: string;
  url: string;
  image: PreviewImage;
  language: Language;
  preloads: string[];
  jsonLd: Record<string, unknown>;
}

function pageHead(page: PageToTell): string {
  const { name, description, url, image, language } = page;
  const tags: [property: string, content: string][] = [
    ['og:type', 'website'],
    ['og:site_name', SITE],
    ['og:title', name],
    ['og:description', description],
    ['og:url', url],
    ['og:image', image.url],
    ['og:image:alt', image.alt],
    ['og:image:width', String(image.width)],
    ['og:image:height', String(image.height)],
    ['og:locale', LOCALES[language].replace('-', '_')],
  ];
  const jsonLd = escapedJson(JSON.stringify(page.jsonLd));
  return [
    `<title>${escaped(name)} · ${SITE}</title>`,
    `<meta name="description" content="${escaped(description)}" />`,
    `<link rel="canonical" href="${escaped(url)}" />`,
    ...tags.map(
      ([property, content]) => `<meta property="${property}" content="${escaped(content)}" />`,
    ),
    '<meta name="twitter:card" content="summary_large_image" />',
    ...page.preloads,
    `<script type="application/ld+json">${jsonLd}</script>`,
  ].join('\n    ');
}

interface PreviewImage {
  url: string;
  alt: string;
  width: number;
  height: number;
}

/** What an event and a series are shown by. */
type Pictured = Pick<EventDto, 'name' | 'posterUrl' | 'image'>;

/** What previews of links show: the picture, or else the poster in their shape. */
function previewOf({ name, posterUrl, image }: Pictured, publicUrl: string): PreviewImage {
  // JPEG: not every preview shows WebP.
  const file = image?.files.findLast(({ type }) => type === 'image/jpeg');
  if (image && file) {
    const { width, height, alt } = image;
    return { url: `${publicUrl}${file.url}`, alt, width, height };
  }
  const path = posterUrl.replace('/poster.svg?', '/poster.png?');
  return { url: `${publicUrl}${path}`, alt: oneLine(name), ...PREVIEW };
}

/** The poster is on its way before any script has run; without the name, which stands beside it. */
function preloads({ posterUrl, image }: Pictured): string[] {
  // Which file of a picture a browser takes, it knows best.
  if (image) return [];
  const href = escaped(`${posterUrl}&title=off`);
  return [`<link rel="preload" as="image" href="${href}" fetchpriority="high" />`];
}

/** The head of what stands in a frame: search engines are to find the page itself. */
export function embeddedHead(name: string): string {
  return noindexHead(escaped(oneLine(name)));
}

const PAGE_NOT_FOUND: Readonly<Record<Language, string>> = {
  en: 'Page not found',
  de: 'Seite nicht gefunden',
};

/** The head of the page of something that is not there: nobody should remember it. */
export function missingHead(kind: PageKind, language: Language): string {
  return noindexHead(NOT_FOUND[kind][language]);
}

/** The head of a page that is not there. */
export function missingPageHead(language: Language): string {
  return noindexHead(PAGE_NOT_FOUND[language]);
}

function noindexHead(title: string): string {
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

const DATES_FROM: Readonly<Record<Language, (count: number, first: string) => string>> = {
  en: (count, first) => `${count} dates from ${first}`,
  de: (count, first) => `${count} Termine ab ${first}`,
};

/** How many dates there are, where they are in one place, and what it is about. */
function describeSeries({ dates, description }: SeriesDto, language: Language): string {
  const ahead = dates.filter(({ sale }) => sale !== 'over');
  const [first] = ahead;
  const when = first && formatEventMoment(first.startsAt, first.timeZone, LOCALES[language]);
  const moments = when && (ahead.length === 1 ? when : DATES_FROM[language](ahead.length, when));
  const venues = new Set(ahead.map(({ venue }) => oneLine(venue)));
  const facts = [moments ?? '', venues.size === 1 ? ([...venues][0] ?? '') : '']
    .filter((fact) => fact !== '')
    .join(' · ');
  const sentences = [facts, oneLine(plainTextOf(description))].filter((text) => text !== '');
  return shortened(sentences.join('. '));
}

function shortened(text: string): string {
  const cut = cutText(text, DESCRIPTION_MAX - 1);
  return cut === text ? text : `${cut.trimEnd()}…`;
}

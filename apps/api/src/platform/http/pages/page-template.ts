import { LOCALES } from '@boxoffice/contracts/formats';
import type { PageContent } from './page-content.js';

/** Stands in the built page where the nonce of its policy goes. */
export const NONCE_PLACE = 'CSP_NONCE';

/** What of the built page is another one from time to time. */
const PLACES =
  /(?<nonce>CSP_NONCE)|(?<=<html lang=")(?<language>[^"]*)|(?<title><title[^>]*>[^<]*<\/title>)|(?<description><meta name="description"[^>]*>)|(?<translation><link rel="modulepreload" hreflang="[^>]*>)/g;

const NAMES = ['nonce', 'language', 'title', 'description', 'translation'] as const;

type Place = 'text' | (typeof NAMES)[number];

interface Part {
  place: Place;
  text: string;
}

/** The built page, taken apart once, so that what is put into it is never taken for a place itself. */
export class PageTemplate {
  private readonly parts: readonly Part[];

  constructor(html: string) {
    this.parts = partsOf(html);
  }

  render(nonce: string, content?: PageContent): string {
    return this.parts.map(({ place, text }) => filled(place, text, nonce, content)).join('');
  }
}

function partsOf(html: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of html.matchAll(PLACES)) {
    const groups: Partial<Record<Place, string>> = match.groups ?? {};
    const place = NAMES.find((name) => groups[name] !== undefined) ?? 'text';
    parts.push({ place: 'text', text: html.slice(end, match.index) }, { place, text: match[0] });
    end = match.index + match[0].length;
  }
  parts.push({ place: 'text', text: html.slice(end) });
  return parts;
}

function filled(place: Place, text: string, nonce: string, content?: PageContent): string {
  if (place === 'nonce') return nonce;
  // Only a page whose language is known is sent with the chunk of its texts.
  if (place === 'translation') {
    return content && text.includes(`hreflang="${content.language}"`)
      ? text.replaceAll(NONCE_PLACE, nonce)
      : '';
  }
  if (content === undefined) return text;
  switch (place) {
    case 'language':
      return LOCALES[content.language];
    // The page's own head stands where the title was, and has a description.
    case 'title':
      return content.head;
    case 'description':
      return '';
    default:
      return text;
  }
}

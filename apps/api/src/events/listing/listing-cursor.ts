import { createHash } from 'node:crypto';
import { isId, SEARCH_MATCHES, type SearchMatch } from '@boxoffice/contracts';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import type { ListingQuery } from './listing-query.js';

/** The last event of a page. The next page begins after it, also where it was moved or removed meanwhile. */
export interface ListingCursor {
  match: SearchMatch;
  /** When it begins, in microseconds since 1970, as the database counts. */
  startsAtMicros: string;
  eventId: string;
}

/** So many characters of a hash tell queries apart; nobody gains anything by finding two that have the same. */
const FINGERPRINT_LENGTH = 12;

const MICROS = /^-?\d{1,17}$/;

export function writeCursor(cursor: ListingCursor, query: ListingQuery): string {
  const parts = [cursor.match, cursor.startsAtMicros, cursor.eventId, fingerprintOf(query)];
  return Buffer.from(parts.join(' ')).toString('base64url');
}

/** @throws DomainError VALIDATION_FAILED for a cursor that no page of this query had */
export function readCursor(text: string, query: ListingQuery): ListingCursor {
  const [match, startsAtMicros = '', eventId = '', fingerprint, ...more] = Buffer.from(
    text,
    'base64url',
  )
    .toString('utf8')
    .split(' ');
  const known = SEARCH_MATCHES.find((one) => one === match);
  if (!known || !MICROS.test(startsAtMicros) || !isId(eventId) || more.length > 0) {
    throw refused('after must be the next of a page');
  }
  if (fingerprint !== fingerprintOf(query)) {
    throw refused('after must be the next of a page of the same query');
  }
  return { match: known, startsAtMicros, eventId };
}

function fingerprintOf(query: ListingQuery): string {
  const hash = createHash('sha256').update(JSON.stringify(query)).digest('base64url');
  return hash.slice(0, FINGERPRINT_LENGTH);
}

function refused(message: string): Error {
  return validationFailed([{ field: 'after', messages: [message] }]);
}

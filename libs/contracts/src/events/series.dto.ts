import type { EventImageDto } from './event-image.dto.js';
import type { EventOrganiserDto } from './event-organiser.dto.js';

/**
 * How the sale of a date stands, for a list of dates. `all_held`: others hold the last tickets, and some may come
 * back.
 */
export const DATE_SALES = [
  'available',
  'few_left',
  'all_held',
  'sold_out',
  'not_yet',
  'closed',
  'paused',
  'cancelled',
  'over',
] as const;

export type DateSale = (typeof DATE_SALES)[number];

/** One date of a series, as buyers see it. */
export class SeriesDateDto {
  /**
   * Id of the event.
   * @example "7300000000000000001"
   */
  eventId: string;

  /**
   * Name of the event.
   * @example "Mass in B minor"
   */
  name: string;

  /**
   * Venue.
   * @example "St Mary's Church"
   */
  venue: string;

  /**
   * When it begins.
   * @example "2027-03-14T18:30:00.000Z"
   */
  startsAt: string;

  /**
   * The venue's IANA time zone; show times in it.
   * @example "Europe/Berlin"
   */
  timeZone: string;

  /**
   * How its sale stands.
   * @example "few_left"
   */
  sale: DateSale;

  /**
   * When its sale begins; null: once it is published.
   * @example "2026-12-01T08:00:00.000Z"
   */
  saleStartsAt: string | null;
}

/** Many dates of one thing. */
export class SeriesDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000009"
   */
  id: string;

  /**
   * Name.
   * @example "Mass in B minor"
   */
  name: string;

  /**
   * A line below the name.
   * @example "The choir of St Mary sings Bach"
   */
  subtitle: string;

  /** Description, in Markdown; show its safe subset only. */
  description: string;

  /**
   * The same as HTML: the safe subset, with nothing in it that runs or is loaded.
   * @example "<p>Two hours with an interval.</p>"
   */
  descriptionHtml: string;

  /** The drawn poster (SVG) of its next date, on this server. `&title=off` leaves the name out. */
  posterUrl: string;

  /** The picture of its next date; null: show the poster. */
  image: EventImageDto | null;

  /** Who sells it. */
  organiser: EventOrganiserDto;

  /** The dates that anybody may see, the first one first; those that are over come last. */
  dates: SeriesDateDto[];
}

/** The series that an event is a date of. */
export class EventSeriesDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000009"
   */
  id: string;

  /**
   * Name.
   * @example "Mass in B minor"
   */
  name: string;
}

import { type OrganiserEventSummaryDto } from './organiser-event.dto.js';

/** A series, as its organisation lists it. */
export class OrganiserSeriesSummaryDto {
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
   * How many dates it has.
   * @example 2
   */
  dates: number;

  /**
   * When its first date begins.
   * @example "2027-03-14T18:30:00.000Z"
   */
  firstStartsAt: string;

  /**
   * When its last date begins.
   * @example "2027-03-15T18:30:00.000Z"
   */
  lastStartsAt: string;

  /**
   * The time zone of its first date.
   * @example "Europe/Berlin"
   */
  timeZone: string;
}

/** A series, as its organisation sees it. */
export class OrganiserSeriesDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000009"
   */
  id: string;

  /**
   * The organisation that it belongs to.
   * @example "7300000000000000000"
   */
  organiserId: string;

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

  /** Description, in Markdown. */
  description: string;

  /** Its dates, the first one first; drafts too. */
  dates: OrganiserEventSummaryDto[];
}

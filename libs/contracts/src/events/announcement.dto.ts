import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import { Transform } from 'class-transformer';
import { IsIdList } from '../ids/id.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine, IsText } from '../validation/texts.js';
import {
  ANNOUNCEMENT_MESSAGE_MAX_LENGTH,
  ANNOUNCEMENT_SUBJECT_MAX_LENGTH,
} from './event-limits.js';
import { SERIES_DATES_MAX } from './series-dates.js';

/** `changed`: when or where it takes place was changed. `message`: the organiser wrote to everybody. */
export const ANNOUNCEMENT_KINDS = ['changed', 'message'] as const;

export type AnnouncementKind = (typeof ANNOUNCEMENT_KINDS)[number];

/** Writes to everybody who has tickets of an event. */
export class WriteToBuyersDto {
  /**
   * Subject, which follows the name of the event: 1 to 100 characters.
   * @example "Doors open half an hour earlier"
   */
  @IsLine(ANNOUNCEMENT_SUBJECT_MAX_LENGTH)
  subject: string;

  /**
   * What they are told, as plain text.
   * @example "We expect long queues: doors open at 18:15."
   */
  @IsText(ANNOUNCEMENT_MESSAGE_MAX_LENGTH, 1)
  message: string;
}

/** Something that buyers of an event are told by email. */
export class AnnouncementDto {
  /**
   * 64-bit id, as a decimal string. Dates of a series that were changed together share it.
   * @example "7300000000000000010"
   */
  id: string;

  /** What it is about. */
  kind: AnnouncementKind;

  /**
   * Subject of a message; empty for a change.
   * @example "Doors open half an hour earlier"
   */
  subject: string;

  /**
   * The organiser's own words; empty: none.
   * @example "We expect long queues: doors open at 18:15."
   */
  message: string;

  /**
   * When it was written.
   * @example "2026-12-01T10:15:00.000Z"
   */
  createdAt: string;

  /** Whether everybody has been written to. */
  done: boolean;
}

/** Who has tickets, and what they were told. */
export class EventAnnouncementsDto {
  /**
   * How many tickets are sold.
   * @example 50
   */
  sold: number;

  /**
   * How many email addresses their buyers have: as many emails are sent.
   * @example 24
   */
  buyers: number;

  /**
   * How many messages can still be written within 24 hours.
   * @example 3
   */
  messagesLeft: number;

  /** What they were told, the latest first; at most 100. */
  announcements: AnnouncementDto[];
}

/** Which dates of a series are asked about. */
export class SeriesBuyersQueryDto {
  /**
   * The dates, each in a parameter of its own; left out: all that aren't cancelled or over.
   * @example ["7300000000000000001"]
   */
  @OptionalField()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SERIES_DATES_MAX)
  @IsIdList()
  @ArrayUnique()
  eventIds?: string[];
}

/** Whom a change of a series concerns. */
export class SeriesBuyersDto {
  /**
   * How many dates are meant.
   * @example 2
   */
  dates: number;

  /**
   * How many tickets of them are sold.
   * @example 50
   */
  sold: number;

  /**
   * How many are held.
   * @example 3
   */
  held: number;

  /**
   * How many email addresses those have who bought some, each counted once.
   * @example 24
   */
  buyers: number;

  /**
   * How many addresses those have who bought or hold some, each counted once.
   * @example 26
   */
  buyersAndHolders: number;
}

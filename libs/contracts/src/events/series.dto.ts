import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { RESERVE_TICKETS_MAX, TIER_NAME_MAX_LENGTH } from '../booking/reserve.dto.js';
import { IsId, IsIdList } from '../ids/id.js';
import { IsEventTime } from '../time/event-time.js';
import { NullableField } from '../validation/nullable-field.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine, IsText } from '../validation/texts.js';
import { IsLanguageTag } from './event-languages.js';
import {
  EVENT_ADDRESS_MAX_LENGTH,
  EVENT_DESCRIPTION_MAX_LENGTH,
  EVENT_LANGUAGES_MAX,
  EVENT_NAME_MAX_LENGTH,
  EVENT_TICKET_TYPES_MAX,
  EVENT_TICKETS_MAX,
  HOLD_SECONDS_MAX,
  HOLD_SECONDS_MIN,
  PRICE_MINOR_MAX,
} from './event-limits.js';
import type { EventImageDto } from './event-image.dto.js';
import type { EventOrganiserDto } from './event-organiser.dto.js';
import { IsDay } from './is-day.js';
import { OrganiserEventSummaryDto } from './organiser-event.dto.js';
import {
  isTimeOfDay,
  SERIES_DATES_MAX,
  SERIES_TIMES_MAX,
  WEEKDAYS,
  type Weekday,
} from './series-dates.js';

/** Longest time between the start of a sale and the event, in days. */
export const SALE_DAYS_BEFORE_MAX = 730;

function IsTimeOfDay(each = false): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isTimeOfDay',
      validator: {
        validate: isTimeOfDay,
        defaultMessage: (args) => `${args?.property ?? 'time'} must be a time of day, as in 19:30`,
      },
    },
    { each },
  );
}

/** Dates on the same days of each week. */
export class WeeklyDatesDto {
  /**
   * The first day that counts, at the venue.
   * @example "2027-03-14"
   */
  @IsDay()
  from: string;

  /**
   * The last day that counts.
   * @example "2027-06-30"
   */
  @IsDay()
  until: string;

  /**
   * Days of the week: 1 is Monday, 7 is Sunday.
   * @example [6, 7]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEEKDAYS.length)
  @ArrayUnique()
  @IsIn(WEEKDAYS, { each: true })
  weekdays: Weekday[];

  /**
   * When each of those days has a date, as the clock at the venue shows it.
   * @example ["15:00", "20:00"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SERIES_TIMES_MAX)
  @ArrayUnique()
  @IsTimeOfDay(true)
  times: string[];
}

/** When the dates of a series are: `startsAt`, `weekly`, or both. */
export class SeriesDatesDto {
  /**
   * Single dates: as the clock at the venue shows them, or with an offset.
   * @example ["2027-03-14T19:30", "2027-03-15T19:30"]
   */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(SERIES_DATES_MAX)
  @ArrayUnique()
  @IsEventTime({ each: true })
  startsAt?: string[];

  /** Dates that repeat each week. */
  @OptionalField()
  @ValidateNested()
  @Type(() => WeeklyDatesDto)
  weekly?: WeeklyDatesDto;
}

/** Makes a series from an event, which becomes one of its dates. */
export class CreateSeriesDto extends SeriesDatesDto {
  /**
   * The event that the other dates are copied from.
   * @example "7300000000000000001"
   */
  @IsId()
  eventId: string;

  /**
   * Name of the series; left out: that of the event.
   * @example "Mass in B minor"
   */
  @OptionalField()
  @IsLine(EVENT_NAME_MAX_LENGTH)
  name?: string;
}

/** Adds dates to a series. */
export class AddSeriesDatesDto extends SeriesDatesDto {
  /**
   * The date that the new ones are copied from; left out: the last one.
   * @example "7300000000000000001"
   */
  @OptionalField()
  @IsId()
  eventId?: string;
}

/** Which dates of a series are meant. */
export class ChosenDatesDto {
  /**
   * The dates; left out: all that aren't cancelled or over.
   * @example ["7300000000000000001"]
   */
  @OptionalField()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SERIES_DATES_MAX)
  @IsIdList()
  @ArrayUnique()
  eventIds?: string[];
}

/** A time so many days before a date begins. */
export class DaysBeforeDto {
  /**
   * Days before, on the calendar at the venue; 0: on the day itself.
   * @example 14
   */
  @IsInt()
  @Min(0)
  @Max(SALE_DAYS_BEFORE_MAX)
  days: number;

  /**
   * Time of day, as the clock at the venue shows it.
   * @example "09:00"
   */
  @IsTimeOfDay()
  time: string;
}

/** What a tier, or a ticket type within it, costs. */
export class SeriesPriceDto {
  /**
   * Name of the tier; each date has one of its own.
   * @example "Nave"
   */
  @IsLine(TIER_NAME_MAX_LENGTH)
  tier: string;

  /**
   * Name of the ticket type; left out: the tier's own price.
   * @example "Student"
   */
  @OptionalField()
  @IsLine(TIER_NAME_MAX_LENGTH)
  ticketType?: string;

  /**
   * Price of a ticket in the smallest unit of the currency.
   * @example 1400
   */
  @IsInt()
  @Min(0)
  @Max(PRICE_MINOR_MAX)
  priceMinor: number;
}

/** Changes dates of a series: all of them, or none. What is left out stays as it is. */
export class ChangeSeriesDto extends ChosenDatesDto {
  /**
   * Name: 1 to 200 characters. With all dates, it is that of the series, too.
   * @example "Mass in B minor"
   */
  @OptionalField()
  @IsLine(EVENT_NAME_MAX_LENGTH)
  name?: string;

  /**
   * A line below the name.
   * @example "The choir of St Mary sings Bach"
   */
  @OptionalField()
  @IsLine(EVENT_NAME_MAX_LENGTH, 0)
  subtitle?: string;

  /**
   * Description, in Markdown; only its safe subset is shown.
   * @example "Two hours with an interval."
   */
  @OptionalField()
  @IsText(EVENT_DESCRIPTION_MAX_LENGTH)
  description?: string;

  /**
   * Languages that it is held in, as tags of BCP 47, the main one first; `zxx`: without words.
   * @example ["de", "en"]
   */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(EVENT_LANGUAGES_MAX)
  @ArrayUnique()
  @IsLanguageTag()
  languages?: string[];

  /**
   * Venue.
   * @example "St Mary's Church"
   */
  @OptionalField()
  @IsLine(EVENT_NAME_MAX_LENGTH, 0)
  venue?: string;

  /**
   * The venue's address, in one or more lines.
   * @example "1 Church Lane, Hamburg"
   */
  @OptionalField()
  @IsText(EVENT_ADDRESS_MAX_LENGTH)
  address?: string;

  /**
   * When the sale of each date begins: the same moment for all; null: as soon as it is published.
   * @example "2026-12-01T09:00"
   */
  @NullableField()
  @IsEventTime()
  saleStartsAt?: string | null;

  /** When the sale of each date begins, counted from its own start. Not together with `saleStartsAt`. */
  @OptionalField()
  @ValidateNested()
  @Type(() => DaysBeforeDto)
  saleStarts?: DaysBeforeDto;

  /** When the sale of each date ends, counted from its own start; null: when the event ends. */
  @NullableField()
  @ValidateNested()
  @Type(() => DaysBeforeDto)
  saleEnds?: DaysBeforeDto | null;

  /**
   * How long tickets are held for a buyer, in seconds; null: the installation's default.
   * @example 600
   */
  @NullableField()
  @IsInt()
  @Min(HOLD_SECONDS_MIN)
  @Max(HOLD_SECONDS_MAX)
  holdSeconds?: number | null;

  /**
   * Most tickets per booking; null: 500, the most of one reservation.
   * @example 6
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(RESERVE_TICKETS_MAX)
  maxTicketsPerBooking?: number | null;

  /**
   * Most tickets of one date per buyer; null: no limit.
   * @example 6
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(EVENT_TICKETS_MAX)
  maxTicketsPerUser?: number | null;

  /** New prices. Bookings keep the price that they were made at. */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(EVENT_TICKET_TYPES_MAX)
  @ValidateNested({ each: true })
  @Type(() => SeriesPriceDto)
  prices?: SeriesPriceDto[];
}

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

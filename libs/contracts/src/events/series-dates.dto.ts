import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  ValidateNested,
} from 'class-validator';
import { IsId } from '../ids/id.js';
import { IsEventTime } from '../time/event-time.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import { EVENT_NAME_MAX_LENGTH } from './event-limits.js';
import { IsDay } from './is-day.js';
import { SERIES_DATES_MAX, SERIES_TIMES_MAX, WEEKDAYS, type Weekday } from './series-dates.js';
import { IsTimeOfDay } from './time-of-day.js';

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

  /** Whether each date has the codes of the one that it is copied from: those that aren't disabled, unused. */
  @OptionalField()
  @IsBoolean()
  withCodes?: boolean = false;
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

import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import { IsIdList } from '../ids/id.js';
import { OptionalField } from '../validation/optional-field.js';
import { SERIES_DATES_MAX } from './series-dates.js';

/** Takes ids of some dates of a series, each once; or nothing. */
export function IsChosenDates(): PropertyDecorator {
  const rules = [
    OptionalField(),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(SERIES_DATES_MAX),
    IsIdList(),
    ArrayUnique(),
  ];
  return (target, key) => {
    for (const rule of rules) rule(target, key);
  };
}

/** Which dates of a series are meant. */
export class ChosenDatesDto {
  /**
   * The dates; left out: all that aren't cancelled or over.
   * @example ["7300000000000000001"]
   */
  @IsChosenDates()
  eventIds?: string[];
}

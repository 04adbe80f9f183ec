import { IsBoolean } from 'class-validator';
import { IsEventTime } from '../time/event-time.js';
import { OptionalField } from '../validation/optional-field.js';

/** Makes a draft of another date from an event. */
export class DuplicateEventDto {
  /**
   * When the new one begins: as the clock at the venue shows it, or with an offset. End, doors and the end of the sale
   * keep their distance from it on the clock.
   * @example "2027-03-15T19:30"
   */
  @IsEventTime()
  startsAt: string;

  /** Whether codes are copied, too: those that aren't disabled, unused. They work from and until as long before the start. */
  @OptionalField()
  @IsBoolean()
  withCodes?: boolean = false;
}

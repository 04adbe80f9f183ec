import { IsIn, IsInt, Max, Min } from 'class-validator';
import { TIER_NAME_MAX_LENGTH } from '../booking/reserve.dto.js';
import { IsId } from '../ids/id.js';
import { IsEventTime } from '../time/event-time.js';
import { NullableField } from '../validation/nullable-field.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import { EVENT_TICKETS_MAX } from './event-limits.js';

/** What tickets are set aside for. */
export const ALLOTMENT_PURPOSES = [
  'press',
  'sponsors',
  'box_office',
  'accessible',
  'other',
] as const;

export type AllotmentPurpose = (typeof ALLOTMENT_PURPOSES)[number];

/** Sets tickets of a tier aside. They leave the general sale until they are released. */
export class CreateAllotmentDto {
  /**
   * The tier that the tickets are of.
   * @example "7300000000000000002"
   */
  @IsId()
  tierId: string;

  /**
   * Name, unique within the event: 1 to 50 characters.
   * @example "Local press"
   */
  @IsLine(TIER_NAME_MAX_LENGTH)
  name: string;

  /**
   * What they are set aside for.
   * @example "press"
   */
  @IsIn(ALLOTMENT_PURPOSES)
  purpose: AllotmentPurpose;

  /**
   * How many.
   * @example 10
   */
  @IsInt()
  @Min(0)
  @Max(EVENT_TICKETS_MAX)
  quantity: number;

  /**
   * When those that are left go on general sale: as the clock at the venue shows it, or with an offset. Left out or
   * null: by hand alone.
   * @example "2027-03-12T12:00"
   */
  @NullableField()
  @IsEventTime()
  releasesAt?: string | null;
}

/** Changes an allotment. What is left out stays as it is. */
export class ChangeAllotmentDto {
  /**
   * Name, unique within the event.
   * @example "Local press"
   */
  @OptionalField()
  @IsLine(TIER_NAME_MAX_LENGTH)
  name?: string;

  /**
   * What they are set aside for.
   * @example "press"
   */
  @OptionalField()
  @IsIn(ALLOTMENT_PURPOSES)
  purpose?: AllotmentPurpose;

  /**
   * How many it shall have, those that are held or sold among them.
   * @example 12
   */
  @OptionalField()
  @IsInt()
  @Min(0)
  @Max(EVENT_TICKETS_MAX)
  quantity?: number;

  /**
   * When those that are left go on general sale; null: by hand alone.
   * @example "2027-03-12T12:00"
   */
  @NullableField()
  @IsEventTime()
  releasesAt?: string | null;
}

/** Tickets of a tier that are set aside. */
export class AllotmentDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000004"
   */
  id: string;

  /**
   * The tier that the tickets are of.
   * @example "7300000000000000002"
   */
  tierId: string;

  /**
   * Name, unique within the event.
   * @example "Local press"
   */
  name: string;

  /**
   * What they are set aside for.
   * @example "press"
   */
  purpose: AllotmentPurpose;

  /**
   * How many tickets it has: those free, held and sold together.
   * @example 10
   */
  quantity: number;

  /**
   * How many are free; none once it has been released.
   * @example 6
   */
  available: number;

  /**
   * How many are held and not paid for.
   * @example 1
   */
  held: number;

  /**
   * How many are sold.
   * @example 3
   */
  sold: number;

  /**
   * When those that are left go on general sale; null: by hand alone.
   * @example "2027-03-12T11:00:00.000Z"
   */
  releasesAt: string | null;

  /**
   * When they did; null: they haven't been released.
   * @example null
   */
  releasedAt: string | null;
}

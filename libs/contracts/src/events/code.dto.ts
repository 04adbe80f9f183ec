import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { IsId } from '../ids/id.js';
import { IsEventTime } from '../time/event-time.js';
import { NullableField } from '../validation/nullable-field.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import { CODE_MAX_LENGTH, IsCode } from './code-key.js';
import { PRICE_MINOR_MAX } from './event-limits.js';

/** What a code does: it opens what is hidden or set aside, or it lowers prices. */
export const CODE_KINDS = ['access', 'discount'] as const;

export type CodeKind = (typeof CODE_KINDS)[number];

/** Most codes of one event: one for each seat of a large hall. */
export const EVENT_CODES_MAX = 50_000;

/** Most codes that one request makes; writing them takes less than a second. */
export const CREATE_CODES_MAX = 5_000;

/** Most uses of one code: more than an event has tickets. */
export const CODE_USES_MAX = 1_000_000;

/** Longest text before random codes. */
export const CODE_PREFIX_MAX_LENGTH = 20;

/** Page size limit. */
export const CODES_PAGE_MAX = 200;

/** What a code does, when and how often. */
export class CodeFieldsDto {
  /**
   * `access`: opens a hidden tier, a hidden ticket type or an allotment, or several of those. `discount`: lowers the
   * price of everything, of a tier or of a ticket type; of several discounts, each ticket has the one that lowers its
   * price most.
   * @example "access"
   */
  @IsIn(CODE_KINDS)
  kind: CodeKind;

  /**
   * The tier that it opens, or makes cheaper.
   * @example "7300000000000000002"
   */
  @NullableField()
  @IsId()
  tierId?: string | null;

  /**
   * The ticket type that it opens, or makes cheaper.
   * @example null
   */
  @NullableField()
  @IsId()
  ticketTypeId?: string | null;

  /**
   * The allotment that it opens. Tickets of its tier then come from there; with a ticket type, those of that type.
   * @example null
   */
  @NullableField()
  @IsId()
  allotmentId?: string | null;

  /**
   * Of a discount: the part of the price that it takes off, in hundredths of a per cent; or `discountMinor`.
   * @example 1000
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(10_000)
  discountBasisPoints?: number | null;

  /**
   * Of a discount: what it takes off the price of each ticket, in the smallest unit of the event's currency. No price
   * goes below zero.
   * @example null
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(PRICE_MINOR_MAX)
  discountMinor?: number | null;

  /**
   * From when it works: as the clock at the venue shows it, or with an offset. Null: from the beginning.
   * @example "2026-12-01T09:00"
   */
  @NullableField()
  @IsEventTime()
  validFrom?: string | null;

  /**
   * Until when it works. Null: to the end.
   * @example "2027-02-28T23:59"
   */
  @NullableField()
  @IsEventTime()
  validUntil?: string | null;

  /**
   * How many bookings may use it; null: any number. Left out: 1.
   * @example 1
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(CODE_USES_MAX)
  maxUses?: number | null = 1;
}

/** Makes a code. */
export class CreateCodeDto extends CodeFieldsDto {
  /**
   * As buyers type it; case, blanks and hyphens make no difference.
   * @example "PRESS 2027"
   */
  @IsCode()
  code: string;
}

/** Makes many random codes that do the same. */
export class CreateCodesDto extends CodeFieldsDto {
  /**
   * How many.
   * @example 200
   */
  @IsInt()
  @Min(1)
  @Max(CREATE_CODES_MAX)
  count: number;

  /**
   * What each begins with.
   * @example "FRIENDS"
   */
  @OptionalField()
  @IsString()
  @MaxLength(CODE_PREFIX_MAX_LENGTH)
  @Matches(/^(?:[\p{L}\p{N}](?:[ -]?[\p{L}\p{N}])*)?$/u, {
    message: 'prefix must be letters and digits, with single blanks or hyphens between them',
  })
  prefix?: string = '';
}

/**
 * Changes a code. What is left out stays as it is. What it does can be changed as long as no booking uses it: send all of
 * it, with null for what it doesn't do any more.
 */
export class ChangeCodeDto {
  /**
   * As buyers type it from now on.
   * @example "PRESS 2027"
   */
  @OptionalField()
  @IsCode()
  code?: string;

  /**
   * What it does.
   * @example "discount"
   */
  @OptionalField()
  @IsIn(CODE_KINDS)
  kind?: CodeKind;

  /**
   * The tier that it opens, or makes cheaper.
   * @example "7300000000000000002"
   */
  @NullableField()
  @IsId()
  tierId?: string | null;

  /**
   * The ticket type that it opens, or makes cheaper.
   * @example null
   */
  @NullableField()
  @IsId()
  ticketTypeId?: string | null;

  /**
   * The allotment that it opens.
   * @example null
   */
  @NullableField()
  @IsId()
  allotmentId?: string | null;

  /**
   * The part of the price that it takes off, in hundredths of a per cent.
   * @example 1000
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(10_000)
  discountBasisPoints?: number | null;

  /**
   * What it takes off the price of each ticket, in the currency's smallest unit.
   * @example null
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(PRICE_MINOR_MAX)
  discountMinor?: number | null;

  /** Whether it works no more; its bookings stay. */
  @OptionalField()
  @IsBoolean()
  disabled?: boolean;

  /**
   * From when it works; null: from the beginning.
   * @example null
   */
  @NullableField()
  @IsEventTime()
  validFrom?: string | null;

  /**
   * Until when it works; null: to the end.
   * @example "2027-02-28T23:59"
   */
  @NullableField()
  @IsEventTime()
  validUntil?: string | null;

  /**
   * How many bookings may use it, no fewer than use it now; null: any number.
   * @example 20
   */
  @NullableField()
  @IsInt()
  @Min(1)
  @Max(CODE_USES_MAX)
  maxUses?: number | null;
}

/** Which codes of an event to list. */
export class ListCodesQueryDto {
  /**
   * Page size.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(CODES_PAGE_MAX)
  limit?: number = 50;

  /**
   * Continue after this code: the last one of the previous page.
   * @example "7300000000000000005"
   */
  @OptionalField()
  @IsId()
  after?: string;

  /**
   * Only codes that begin like this.
   * @example "PRESS"
   */
  @OptionalField()
  @IsLine(CODE_MAX_LENGTH, 0)
  search?: string;
}

/** A code, as the organisation sees it. */
export class CodeDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000005"
   */
  id: string;

  /**
   * As buyers type it.
   * @example "PRESS-7K4Q-MW9X"
   */
  code: string;

  /**
   * What it does.
   * @example "access"
   */
  kind: CodeKind;

  /**
   * The tier that it opens or makes cheaper.
   * @example null
   */
  tierId: string | null;

  /**
   * The ticket type that it opens or makes cheaper.
   * @example null
   */
  ticketTypeId: string | null;

  /**
   * The allotment that it opens.
   * @example "7300000000000000004"
   */
  allotmentId: string | null;

  /**
   * The part of a price that it takes off, in hundredths of a per cent.
   * @example null
   */
  discountBasisPoints: number | null;

  /**
   * What it takes off the price of each ticket, in the currency's smallest unit.
   * @example null
   */
  discountMinor: number | null;

  /**
   * From when it works; null: from the beginning.
   * @example null
   */
  validFrom: string | null;

  /**
   * Until when it works; null: to the end.
   * @example null
   */
  validUntil: string | null;

  /**
   * How many bookings may use it; null: any number.
   * @example 1
   */
  maxUses: number | null;

  /**
   * How many bookings use it that are held or paid for.
   * @example 0
   */
  uses: number;

  /** Whether it works no more. */
  disabled: boolean;

  /**
   * When it was made.
   * @example "2026-11-27T12:00:00.000Z"
   */
  createdAt: string;
}

/** Codes that were made together. */
export class CreatedCodesDto {
  /**
   * The codes, in the order in which they are listed.
   * @example ["FRIENDS-7K4Q-MW9X"]
   */
  codes: string[];
}

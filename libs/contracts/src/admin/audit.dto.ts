import { Type } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { IsId } from '../ids/id.js';
import { IsMoment } from '../time/moment.js';
import { OptionalField } from '../validation/optional-field.js';

/** Page size limit. */
export const AUDIT_PAGE_MAX = 200;

/** What entries can be about. */
export const AUDIT_SUBJECT_KINDS = ['booking', 'event', 'organiser', 'user', 'session'] as const;
export type AuditSubjectKind = (typeof AUDIT_SUBJECT_KINDS)[number];

/** Filters for the audit. Omitted ones don't apply. */
export class ListAuditQueryDto {
  /**
   * Only entries about this kind of thing.
   * @example "booking"
   */
  @OptionalField()
  @IsIn(AUDIT_SUBJECT_KINDS)
  subjectKind?: AuditSubjectKind;

  /**
   * Only entries about the thing with this id.
   * @example "7300000000000000001"
   */
  @OptionalField()
  @IsId()
  subjectId?: string;

  /**
   * Only entries by this user.
   * @example "3"
   */
  @OptionalField()
  @IsId()
  actorId?: string;

  /**
   * Only this action.
   * @example "booking.confirmed"
   */
  @OptionalField()
  @Matches(/^[a-z]{1,30}\.[a-z_]{1,30}$/, {
    message: 'action must be two words in small letters with a point between: booking.confirmed',
  })
  action?: string;

  /**
   * All actions except this one, for example to hide expired holds, which are most entries.
   * @example "booking.expired"
   */
  @OptionalField()
  @Matches(/^[a-z]{1,30}\.[a-z_]{1,30}$/, {
    message:
      'exceptAction must be two words in small letters with a point between: booking.expired',
  })
  exceptAction?: string;

  /**
   * Only entries from this time on.
   * @example "2026-11-25T18:00:00Z"
   */
  @OptionalField()
  @IsMoment()
  from?: string;

  /**
   * Only entries before this time.
   * @example "2026-11-26T18:00:00Z"
   */
  @OptionalField()
  @IsMoment()
  to?: string;

  /**
   * Continue before this position: `next` of the previous page.
   * @example "1000"
   */
  @OptionalField()
  @IsId()
  before?: string;

  /**
   * Page size.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(AUDIT_PAGE_MAX)
  limit?: number = 50;
}

/** Who did it. */
export class AuditActorDto {
  /**
   * Their id; null for the system, for anonymous callers and for the demo admin.
   * @example "3"
   */
  id: string | null;

  /**
   * Their role at that time, or `system` or `nobody`.
   * @example "admin"
   */
  role: string;
}

/** What it is about. */
export class AuditSubjectDto {
  /**
   * Its kind.
   * @example "booking"
   */
  kind: string;

  /**
   * Its id.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * The event it belongs to, if any.
   * @example "1"
   */
  eventId: string | null;
}

/** An entry of the audit. */
export class AuditEntryDto {
  /**
   * Its position in the chain, from 1 without gaps.
   * @example "1"
   */
  position: string;

  /**
   * Time, by the database's clock.
   * @example "2026-11-25T18:00:00.000Z"
   */
  at: string;

  /**
   * The action.
   * @example "booking.confirmed"
   */
  action: string;

  /** Who did it. */
  actor: AuditActorDto;

  /** What it is about. */
  subject: AuditSubjectDto;

  /**
   * Its state before; null if there was none, or none that may be kept.
   * @example { "status": "pending" }
   */
  before: Record<string, unknown> | null;

  /**
   * Its state afterwards.
   * @example { "status": "confirmed" }
   */
  after: Record<string, unknown> | null;

  /**
   * The network the request came from: the first 24 bits of an IPv4 address, 48 of IPv6.
   * @example "203.0.113.0/24"
   */
  network: string | null;

  /**
   * The request's id, as in its answer and in the log.
   * @example "0f8fad5b-d9cb-469f-a165-70867728950e"
   */
  requestId: string | null;

  /**
   * SHA-256 of the entry and the previous hash, in hexadecimal.
   * @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
   */
  hash: string;
}

/** A page of the audit, newest first. */
export class AuditPageDto {
  /** Sealed entries. The last second or so may be missing. */
  entries: AuditEntryDto[];

  /**
   * Current names of the people in these entries, by id. The audit itself stores no names.
   * @example { "3": "Admin User" }
   */
  names: Record<string, string>;

  /**
   * `before` for the next page; null on the last one.
   * @example "951"
   */
  next: string | null;
}

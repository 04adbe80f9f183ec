import { Type } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { IsId } from '../ids/id.js';
import { IsMoment } from '../time/moment.js';
import { OptionalField } from '../validation/optional-field.js';

/** Most entries that one page of the audit lists. */
export const AUDIT_PAGE_MAX = 200;

/** The kinds of things that entries are about. */
export const AUDIT_SUBJECT_KINDS = ['booking', 'event', 'user', 'session'] as const;
export type AuditSubjectKind = (typeof AUDIT_SUBJECT_KINDS)[number];

/** Which entries of the audit to list. What is left out does not narrow the list. */
export class ListAuditQueryDto {
  /**
   * Only what was done to things of a kind.
   * @example "booking"
   */
  @OptionalField()
  @IsIn(AUDIT_SUBJECT_KINDS)
  subjectKind?: AuditSubjectKind;

  /**
   * Only what was done to the thing with this id.
   * @example "7300000000000000001"
   */
  @OptionalField()
  @IsId()
  subjectId?: string;

  /**
   * Only what this user did.
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
   * Everything but this action: holds that ended by themselves are most of what happens.
   * @example "booking.expired"
   */
  @OptionalField()
  @Matches(/^[a-z]{1,30}\.[a-z_]{1,30}$/, {
    message:
      'exceptAction must be two words in small letters with a point between: booking.expired',
  })
  exceptAction?: string;

  /**
   * Only what was done at this moment or later.
   * @example "2026-11-25T18:00:00Z"
   */
  @OptionalField()
  @IsMoment()
  from?: string;

  /**
   * Only what was done before this moment.
   * @example "2026-11-26T18:00:00Z"
   */
  @OptionalField()
  @IsMoment()
  to?: string;

  /**
   * List those before this position: `next` of the page before.
   * @example "1000"
   */
  @OptionalField()
  @IsId()
  before?: string;

  /**
   * How many at the most.
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
   * Their id; null for the system, for somebody who had not signed in, and for the demo's admin.
   * @example "3"
   */
  id: string | null;

  /**
   * What they were at that moment: a user's role, `system` or `nobody`.
   * @example "admin"
   */
  role: string;
}

/** What it was done to. */
export class AuditSubjectDto {
  /**
   * What kind of thing it is.
   * @example "booking"
   */
  kind: string;

  /**
   * Its id.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * The event that it belongs to, where it belongs to one.
   * @example "1"
   */
  eventId: string | null;
}

/** Something that was done. */
export class AuditEntryDto {
  /**
   * Its place in the chain, counted from 1 without gaps.
   * @example "1"
   */
  position: string;

  /**
   * When, by the database's clock.
   * @example "2026-11-25T18:00:00.000Z"
   */
  at: string;

  /**
   * What was done.
   * @example "booking.confirmed"
   */
  action: string;

  /** Who did it. */
  actor: AuditActorDto;

  /** What it was done to. */
  subject: AuditSubjectDto;

  /**
   * What was true of it before; null where there was nothing, or nothing that may be kept.
   * @example { "status": "pending" }
   */
  before: Record<string, unknown> | null;

  /**
   * What was true of it afterwards.
   * @example { "status": "confirmed" }
   */
  after: Record<string, unknown> | null;

  /**
   * The network that the request came from: the first 24 bits of an IPv4 address, 48 of IPv6.
   * @example "203.0.113.0/24"
   */
  network: string | null;

  /**
   * The request, as its answer and the log name it.
   * @example "0f8fad5b-d9cb-469f-a165-70867728950e"
   */
  requestId: string | null;

  /**
   * SHA-256 over the entry and the hash of the one before it, in hexadecimal digits.
   * @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
   */
  hash: string;
}

/** A page of the audit, the latest first. */
export class AuditPageDto {
  /** The entries that are sealed: what was done in the last second or so may not be among them yet. */
  entries: AuditEntryDto[];

  /**
   * Names of the people in these entries, by their ids, as they are called now. The audit itself knows none.
   * @example { "3": "Admin User" }
   */
  names: Record<string, string>;

  /**
   * What to give as `before` for the next page; null where there is none.
   * @example "951"
   */
  next: string | null;
}

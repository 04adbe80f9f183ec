import type { AuditSubjectKind } from '@boxoffice/contracts';
import type { Actor } from './actor.js';

type Fact = string | number | boolean | null | readonly string[] | Date;

/**
 * What was true of a thing. Facts are kept for good, so nothing that says who somebody is may be among
 * them: people are named by their ids, which lead nowhere once the account is erased.
 */
export interface AuditFacts {
  readonly [fact: string]: Fact | undefined;
  readonly name?: never;
  readonly email?: never;
  readonly emailKey?: never;
  readonly password?: never;
  readonly token?: never;
  readonly secret?: never;
  readonly ip?: never;
}

/** What an entry is about. */
export interface AuditSubject {
  kind: AuditSubjectKind;
  id: string;
  /** Of what belongs to an event. */
  eventId?: string | null;
}

/** Something that was done: who did what to which thing, from where, and what it was before and after. */
export interface AuditEntry extends Actor {
  /** What was done, in words of the trade: `booking.reserved`, `user.role_changed`. */
  action: string;
  subject: AuditSubject;
  /** Null where there was nothing before. */
  before: AuditFacts | null;
  /** Null where there is nothing any more, or nothing that may be kept. */
  after: AuditFacts | null;
}

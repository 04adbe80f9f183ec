import { IsIn } from 'class-validator';
import { REENTRY_RULES, type ReentryRule } from './merge-scans.js';

/** How many came in at a gate. */
export class GateAdmissionDto {
  /**
   * The gate; empty: not said.
   * @example "Gate B"
   */
  gate: string;

  /**
   * Tickets that first came in there.
   * @example 212
   */
  admitted: number;

  /**
   * Of these, in the last five minutes.
   * @example 31
   */
  lately: number;
}

/** A ticket that let somebody in although it was in. */
export class DoubleEntryDto {
  /**
   * The ticket.
   * @example "7300000000000000007"
   */
  ticketId: string;

  /**
   * Who comes, or who bought it; empty: nobody said.
   * @example "Ada Lovelace"
   */
  name: string;

  /**
   * Its tier.
   * @example "Nave"
   */
  tier: string;

  /**
   * When it came in.
   * @example "2027-03-14T18:12:00.000Z"
   */
  firstAt: string;

  /**
   * At which gate; empty: not said.
   * @example "Gate B"
   */
  firstGate: string;

  /**
   * The device that let it in.
   * @example "Phone of the choir"
   */
  firstDevice: string;

  /**
   * When it came in once more.
   * @example "2027-03-14T18:14:00.000Z"
   */
  againAt: string;

  /**
   * At which gate; empty: not said.
   * @example "Gate A"
   */
  againGate: string;

  /**
   * The device that let it in once more.
   * @example "Phone of the church"
   */
  againDevice: string;
}

/** Who is in, as far as devices have told. */
export class AdmissionDto {
  /**
   * Whether a ticket that is in lets somebody in again.
   * @example "none"
   */
  reentry: ReentryRule;

  /**
   * Tickets that are sold.
   * @example 400
   */
  expected: number;

  /**
   * Tickets that have come in at least once.
   * @example 380
   */
  admitted: number;

  /**
   * Tickets that are in now: admitted, and not gone out.
   * @example 371
   */
  inside: number;

  /** By gate, in order of their names. */
  gates: GateAdmissionDto[];

  /** Double entries, the latest first; at most 500. */
  doubles: DoubleEntryDto[];

  /**
   * All double entries.
   * @example 1
   */
  doubleCount: number;
}

/** Changes the rules of an event’s door. */
export class ChangeAdmissionDto {
  /**
   * Whether a ticket that is in lets somebody in again: `none`, `free`, or `after_exit`, once it was scanned on its way
   * out.
   * @example "after_exit"
   */
  @IsIn(REENTRY_RULES)
  reentry: ReentryRule;
}

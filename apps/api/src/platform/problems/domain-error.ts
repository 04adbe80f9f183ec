import type { ProblemCode, ProblemDto } from '@boxoffice/contracts';

/** What a problem may tell beside its sentence. */
export type ProblemFacts = Pick<
  ProblemDto,
  | 'errors'
  | 'shortfalls'
  | 'available'
  | 'requested'
  | 'limit'
  | 'held'
  | 'sold'
  | 'setAside'
  | 'heldUntil'
  | 'dates'
> & {
  /** After how many seconds it is worth asking again. */
  retryAfterSeconds?: number;
};

/**
 * Something that the caller did cannot be done, or not now. It knows nothing of HTTP: which status
 * goes with a code is decided where the answer is written.
 */
export class DomainError extends Error {
  /**
   * @param code what went wrong, for programs
   * @param detail what happened and what can be done, in one or two sentences for the user
   * @param facts the numbers behind it
   */
  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly facts: ProblemFacts = {},
  ) {
    super(detail);
  }

  /** Whether the same request may well succeed in a moment; such a problem is no final answer. */
  get isTransient(): boolean {
    return this.facts.retryAfterSeconds !== undefined;
  }
}

import { ProblemCode } from '@boxoffice/contracts';
import { DomainError } from '../platform/problems/domain-error.js';

/** There is no such event, or the caller may not know of it. */
export function unknownEvent(eventId: string): DomainError {
  return new DomainError(ProblemCode.EventNotFound, `There is no event ${eventId}.`);
}

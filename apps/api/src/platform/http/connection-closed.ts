import { ProblemCode } from '@boxoffice/contracts';
import { DomainError } from '../problems/domain-error.js';

/** The client hung up before its request was read. That is no error of anybody's; nothing was changed. */
export function connectionClosed(): DomainError {
  return new DomainError(
    ProblemCode.BadRequest,
    'The connection was closed before the request had been read.',
  );
}

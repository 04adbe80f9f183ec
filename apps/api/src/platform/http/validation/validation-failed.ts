import { ProblemCode, type FieldErrorDto } from '@boxoffice/contracts';
import { DomainError } from '../../problems/domain-error.js';

/** Most refused fields that one answer lists: a long wrong body must not give a long answer. */
const LISTED_FIELDS_MAX = 50;

/** The problem of a request whose fields were refused; nothing was changed. */
export function validationFailed(errors: FieldErrorDto[]): DomainError {
  const listed = errors.slice(0, LISTED_FIELDS_MAX);
  const detail = listed
    .slice(0, 3)
    .flatMap(({ messages }) => messages.slice(0, 1))
    .join('; ');
  return new DomainError(
    ProblemCode.ValidationFailed,
    `The request cannot be carried out, and nothing was changed: ${detail}.`,
    { errors: listed },
  );
}

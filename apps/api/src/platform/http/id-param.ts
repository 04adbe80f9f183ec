import { isId, ProblemCode } from '@boxoffice/contracts';
import { Param, type PipeTransform } from '@nestjs/common';
import { DomainError } from '../problems/domain-error.js';

/** Refuses an address whose id is not one, before it reaches the database. */
class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    return readId(value);
  }
}

/** @throws DomainError INVALID_ID */
export function readId(value: unknown): string {
  if (isId(value)) return value;
  throw new DomainError(
    ProblemCode.InvalidId,
    'The id in the address must be a whole number from 1 to 9223372036854775807.',
  );
}

/** An id in the address. */
export function IdParam(name: string): ParameterDecorator {
  return Param(name, new IdPipe());
}

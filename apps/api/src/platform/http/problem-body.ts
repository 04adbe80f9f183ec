import type { ProblemDto } from '@boxoffice/contracts';
import type { DomainError } from '../problems/domain-error.js';
import { PROBLEM_KINDS } from './problem-kinds.js';

/**
 * A problem as it is sent.
 *
 * @param instance the path that was asked for
 * @param requestId names the request in the log
 */
export function problemBody(problem: DomainError, instance: string, requestId: string): ProblemDto {
  const { status, title } = PROBLEM_KINDS[problem.code];
  const { errors, shortfalls, available, requested, limit, held, sold, dates } = problem.facts;
  const { setAside, heldUntil } = problem.facts;
  return {
    type: `urn:boxoffice:problem:${problem.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: problem.message,
    instance,
    code: problem.code,
    requestId,
    errors,
    shortfalls,
    available,
    requested,
    limit,
    held,
    sold,
    setAside,
    heldUntil,
    dates,
    error: { message: problem.message, status },
  };
}

import { HttpErrorResponse } from '@angular/common/http';
import type { ProblemCode, ProblemDto } from '@boxoffice/contracts';

/** Why a call failed: what the API said, or that nothing that it said could be read. */
export type Failure =
  | { kind: 'problem'; code: ProblemCode; problem: ProblemDto }
  /** The network failed, or no server answered. Whether the call took effect is not known. */
  | { kind: 'unreachable' }
  /** Something answered, but not our API: a proxy's error page, for one. */
  | { kind: 'unreadable'; status: number };

function isProblem(body: unknown): body is ProblemDto {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'detail' in body &&
    typeof body.detail === 'string'
  );
}

/** Reads a failed call, whatever it failed with. */
export function readFailure(error: unknown): Failure {
  if (!(error instanceof HttpErrorResponse) || error.status === 0) return { kind: 'unreachable' };
  const body: unknown = error.error;
  if (isProblem(body)) return { kind: 'problem', code: body.code, problem: body };
  return { kind: 'unreadable', status: error.status };
}

/** Whether the API refused with this code. */
export function isRefusal(failure: Failure, code: ProblemCode): boolean {
  return failure.kind === 'problem' && failure.code === code;
}

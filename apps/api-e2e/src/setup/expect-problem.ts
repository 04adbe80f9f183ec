import type { ProblemCode, ProblemDto } from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';

/**
 * Expects an RFC 9457 problem that a client of the first API can read too, and that tells nothing of
 * what is inside.
 *
 * @returns the problem, for what a test wants to know beside its code
 */
export function expectProblem(
  response: Response<unknown>,
  status: number,
  code: ProblemCode,
): ProblemDto {
  const problem = response.body as ProblemDto;
  expect({ status: response.status, code: problem.code, body: problem }).toMatchObject({
    status,
    code,
    body: {
      type: `urn:boxoffice:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      title: expect.stringMatching(/\S/),
      status,
      detail: expect.stringMatching(/\S/),
      instance: expect.stringMatching(/^\//),
      error: { message: problem.detail, status },
    },
  });
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  expectNothingFromInside(response);
  return problem;
}

/** SQL, a stack, a path of the server's disk, or the name of a library's error. */
const FROM_INSIDE =
  /\b(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b|QueryFailedError|\\n\s+at |node_modules|\/dist\/|invalid input syntax|out of range for type|duplicate key|violates/;

export function expectNothingFromInside({ body }: Response<unknown>): void {
  expect(JSON.stringify(body)).not.toMatch(FROM_INSIDE);
}

import { ProblemCode, ProblemDto } from '@boxoffice/contracts';
import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PROBLEM_KINDS } from './problem-kinds.js';

interface Answer {
  /** HTTP status; 200 where it is not given. */
  status?: number;
  /** When it is given. */
  description: string;
  /** Whether the data is a list of the model. */
  list?: boolean;
  /** Whether a sentence comes with it. */
  message?: boolean;
  /** The data of an answer with `success: false`, where there is one. */
  or?: Type;
}

/**
 * Describes the answer of a route that was carried out, and sets its status: what stands in the
 * description is what is sent.
 */
export function Answers(model: Type, { status = 200, description, list, message, or }: Answer) {
  const one = { $ref: getSchemaPath(model) };
  const data = list
    ? { type: 'array', items: one }
    : or
      ? { oneOf: [one, { $ref: getSchemaPath(or) }] }
      : one;
  return applyDecorators(
    HttpCode(status),
    ApiExtraModels(model, ...(or ? [or] : [])),
    ApiResponse({
      status,
      description,
      schema: {
        type: 'object',
        required: ['success', 'data', ...(message ? ['message'] : [])],
        properties: {
          success: { type: 'boolean', example: true },
          ...(message ? { message: { type: 'string', description: 'What was done.' } } : {}),
          data,
        },
      },
    }),
  );
}

/** Describes the answer of a route that was carried out and has nothing to tell but that. */
export function AnswersDone({ status = 200, description }: Pick<Answer, 'status' | 'description'>) {
  return applyDecorators(
    HttpCode(status),
    ApiResponse({
      status,
      description,
      schema: {
        type: 'object',
        required: ['success', 'data', 'message'],
        properties: {
          success: { type: 'boolean', example: true },
          message: { type: 'string', description: 'What was done.' },
          data: { nullable: true, example: null, description: 'Nothing.' },
        },
      },
    }),
  );
}

/** Describes the problems that a route may answer with, grouped by their status. */
export function Problems(...codes: ProblemCode[]) {
  // Every route asks the database, which may be away, and may be asked too often.
  const all = [
    ...new Set([...codes, ProblemCode.TooManyRequests, ProblemCode.DatabaseUnavailable]),
  ];
  const byStatus = Map.groupBy(all, (code) => PROBLEM_KINDS[code].status);
  return applyDecorators(
    ApiExtraModels(ProblemDto),
    ...[...byStatus].map(([status, codesOfStatus]) =>
      ApiResponse({
        status,
        description: codesOfStatus
          .map((code) => `\`${code}\`: ${PROBLEM_KINDS[code].title}`)
          .join('\n\n'),
        content: {
          'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } },
        },
      }),
    ),
  );
}

/** Says that a route takes an `Idempotency-Key`. */
export function ApiIdempotencyKey() {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Names this request, in 1 to 255 visible ASCII characters. Sent again with the same key within 24 hours, it takes no second effect and gets the first answer, with `Idempotency-Replayed: true` and the time of now. A key outlives a hold: once that is over, the answer says so (409).',
  });
}

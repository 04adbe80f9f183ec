import type { ProblemCode } from '@boxoffice/contracts';
import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';

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

const PROBLEMS = 'boxoffice:problems';

/**
 * Says which problems a route may answer with, beside those that follow from what it declares anyway: who may
 * call it, how often, what it takes (`openapi/describe-operations.ts`).
 */
export function Problems(...codes: ProblemCode[]) {
  return SetMetadata<string, ProblemCode[]>(PROBLEMS, codes);
}

/** What {@link Problems} says of a route; undefined where it says nothing. */
export function declaredProblems(handler: object): ProblemCode[] | undefined {
  return Reflect.getMetadata(PROBLEMS, handler) as ProblemCode[] | undefined;
}

/**
 * Says that a route gives the same answer to everybody, so that caches may keep it; see `okForMany`. Only there is
 * one looked for, so the other routes pay nothing for it.
 */
export function ForMany() {
  return applyDecorators(
    RouteConfig({ forMany: true } satisfies ForManyConfig),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The `ETag` of a cached answer. If it is still current: 304.',
    }),
    ApiResponse({ status: 304, description: 'The cached answer is still current.' }),
  );
}

/** What {@link ForMany} puts into a route's configuration. */
export interface ForManyConfig {
  forMany?: boolean;
}

/** Says that a route takes an `Idempotency-Key`. */
export function ApiIdempotencyKey() {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Names this request, in 1 to 255 visible ASCII characters. Repeating it with the same key within 24 hours has no further effect: the first answer comes again, with `Idempotency-Replayed: true` and the current time. If the hold has ended by then, the answer says so (409).',
  });
}

import { ProblemCode, ProblemDto } from '@boxoffice/contracts';
import { Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { RouteHandlers } from '../../access/route-handlers.js';
import { declarationsOf, type RouteDeclared } from '../../endpoints/describe-endpoints.js';
import { declaredProblems } from '../openapi-answers.js';
import { problemBody } from '../problem-body.js';
import { PROBLEM_KINDS } from '../problem-kinds.js';
import { exampleOf } from './problem-examples.js';

/** The name of the access token among the security schemes. */
export const ACCESS_TOKEN = 'accessToken';

/** An id as one of them looks, for the paths of examples. */
const EXAMPLE_ID = '7300000000000000001';
const EXAMPLE_REQUEST_ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Responses = Operation['responses'];
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * Adds to every operation what follows from what its route declares: whether it wants a token, and which problems
 * it may answer with, each with an example. It is read where the guards read it, so that what is said cannot differ
 * from what is done.
 */
export function describeOperations(app: NestFastifyApplication, document: OpenAPIObject): void {
  const reflector = app.get(Reflector);
  for (const route of app.get(RouteHandlers, { strict: false }).all()) {
    const declared = declarationsOf(route, reflector);
    for (const path of route.paths.flatMap(documentedPaths)) {
      const operation = document.paths[path]?.[route.method.toLowerCase() as Method];
      if (operation) {
        describe(operation, path, route.method, declared, declaredProblems(route.handler));
      }
    }
  }
}

/** As the document may have it: with the prefix of all routes, or without; only one of them is there. */
function documentedPaths(path: string): string[] {
  const written = path.replaceAll(/:(\w+)/g, '{$1}');
  return [`/api/v1${written}`.replace(/\/$/, ''), written];
}

function describe(
  operation: Operation,
  path: string,
  method: string,
  declared: RouteDeclared,
  named: ProblemCode[] | undefined,
): void {
  if (declared.rule === 'visitor') operation.security = [{}, { [ACCESS_TOKEN]: [] }];
  else if (declared.rule !== 'anyone') operation.security = [{ [ACCESS_TOKEN]: [] }];
  if (declared.takesIdempotencyKey) tellOfReplays(operation.responses);
  const codes = new Set([...(named ?? []), ...impliedProblems(path, method, declared, named)]);
  const byStatus = Map.groupBy(codes, (code) => PROBLEM_KINDS[code].status);
  const instance = path.replaceAll(/\{\w+\}/g, EXAMPLE_ID);
  for (const [status, codesOfStatus] of byStatus) {
    operation.responses[status] ??= responseOf(codesOfStatus, instance);
  }
}

/** What follows from what a route takes, and from whom. */
function impliedProblems(
  path: string,
  method: string,
  { rule, rateLimit, takesIdempotencyKey }: RouteDeclared,
  named: ProblemCode[] | undefined,
): ProblemCode[] {
  return [
    // More fields in a query than any request has.
    ProblemCode.ValidationFailed,
    ...(path.includes('{') ? [ProblemCode.InvalidId] : []),
    ...(method !== 'GET'
      ? [ProblemCode.MalformedJson, ProblemCode.BodyTooLarge, ProblemCode.UnsupportedMediaType]
      : []),
    ...(rule === 'anyone' ? [] : [ProblemCode.Unauthenticated, ProblemCode.Forbidden]),
    ...(takesIdempotencyKey ? [ProblemCode.IdempotencyKeyReused, ProblemCode.Busy] : []),
    ...(rateLimit === 'none' ? [] : [ProblemCode.TooManyRequests]),
    // Whatever declares its problems asks the database, which may be away.
    ...(named ? [ProblemCode.DatabaseUnavailable] : []),
  ];
}

function responseOf(codes: ProblemCode[], instance: string): Responses[string] {
  const problems = codes.map((code) => ({ code, title: PROBLEM_KINDS[code].title }));
  return {
    description: problems.map(({ code, title }) => `\`${code}\`: ${title}`).join('\n\n'),
    content: {
      'application/problem+json': {
        schema: { $ref: getSchemaPath(ProblemDto) },
        examples: Object.fromEntries(
          problems.map(({ code, title }) => [
            code,
            { summary: title, value: problemBody(exampleOf(code), instance, EXAMPLE_REQUEST_ID) },
          ]),
        ),
      },
    },
  };
}

function tellOfReplays(responses: Responses): void {
  for (const [status, response] of Object.entries(responses)) {
    if (!status.startsWith('2') || !response || '$ref' in response) continue;
    response.headers = {
      ...response.headers,
      'Idempotency-Replayed': {
        description:
          '`true` where this is the answer of an earlier request with the same `Idempotency-Key`: nothing was done again.',
        schema: { type: 'string', enum: ['true'] },
      },
    };
  }
}

import { ProblemCode } from '@boxoffice/contracts';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IdLeaseLostError } from '../ids/snowflake.js';
import { DomainError } from '../problems/domain-error.js';
import { connectionClosed } from './connection-closed.js';
import { problemOfDatabaseError } from './constraint-problems.js';
import { problemBody } from './problem-body.js';
import { PROBLEM_KINDS } from './problem-kinds.js';

/** Errors of Fastify itself, by their code. */
const FASTIFY_PROBLEMS = new Map<string, { code: ProblemCode; detail: string }>([
  [
    'FST_ERR_CTP_INVALID_JSON_BODY',
    { code: ProblemCode.MalformedJson, detail: 'The body is not well-formed JSON.' },
  ],
  [
    'FST_ERR_CTP_INVALID_MEDIA_TYPE',
    { code: ProblemCode.UnsupportedMediaType, detail: 'The body must be application/json.' },
  ],
]);

/**
 * The one place where errors become answers. What a caller did wrong is told in full; what went
 * wrong here is logged under the request's id and told as no more than that.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    writeProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Answers a request with the problem that an error stands for. */
export function writeProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, request);
  const { status } = PROBLEM_KINDS[problem.code];
  if (status >= 500) request.log.error({ reqId: request.id, err: error }, problem.message);
  if (problem.facts.retryAfterSeconds !== undefined) {
    void reply.header('retry-after', String(problem.facts.retryAfterSeconds));
  }
  // Of a file whose range is not there, how long it is.
  const contentRange = originalOf(error).headers?.['Content-Range'];
  if (contentRange !== undefined) void reply.header('content-range', contentRange);
  void reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemBody(problem, pathOf(request), request.id)));
}

/** Without the query: it may hold what does not belong into logs and error reports. */
function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0] ?? url;
}

function problemOf(error: unknown, request: FastifyRequest): DomainError {
  if (error instanceof DomainError) return error;
  // Before it had sent its request: nothing was begun, and the database has nothing to do with it.
  if (!request.raw.complete && request.raw.destroyed) return connectionClosed();
  if (error instanceof IdLeaseLostError) {
    return new DomainError(
      ProblemCode.DatabaseUnavailable,
      'The database has not answered for a while. Nothing was changed; please try again.',
      { retryAfterSeconds: 5 },
    );
  }
  return (
    problemOfDatabaseError(error) ??
    problemOfHttpError(error, request) ??
    new DomainError(
      ProblemCode.Internal,
      'Something went wrong on our side. Nobody has to do anything but us: the log has it.',
    )
  );
}

/** What Fastify and its plugins put into their errors. */
interface ServerError {
  code?: string;
  statusCode?: number;
  headers?: Record<string, string>;
}

/** Nest wraps what Fastify raised. */
function originalOf(error: unknown): ServerError {
  const original = error instanceof HttpException ? (error.cause ?? error) : error;
  return original ?? {};
}

/** Errors that Fastify and Nest raise before or instead of a handler. */
function problemOfHttpError(error: unknown, request: FastifyRequest): DomainError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode } = originalOf(error);
  const known = FASTIFY_PROBLEMS.get(code ?? '');
  if (known) return new DomainError(known.code, known.detail);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new DomainError(
      ProblemCode.BodyTooLarge,
      `The body must not be larger than ${request.routeOptions.bodyLimit / 1024} kB.`,
    );
  }
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  if (status === 404) {
    return new DomainError(ProblemCode.RouteNotFound, 'There is nothing at this address.');
  }
  if (status === 412) {
    return new DomainError(ProblemCode.PreconditionFailed, 'The file is another one by now.');
  }
  if (status === 416) {
    return new DomainError(ProblemCode.RangeNotSatisfiable, 'The file has nothing in this range.');
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return new DomainError(ProblemCode.BadRequest, 'The request is not well-formed.');
  }
  return undefined;
}

import { createHash } from 'node:crypto';
import { ProblemCode } from '@boxoffice/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { IdentifiedRequest } from '../access/access.js';
import { DomainError } from '../problems/domain-error.js';

/** A request that may be sent again, and must then take effect no second time. */
export interface KeyedRequest {
  /** Whose key it is: the same key of somebody else is another. */
  caller: string;
  /** What the client calls the request. */
  key: string;
  /** What the request asks for. The same key with another request is a mistake. */
  fingerprint: string;
  /** Whether it got the answer of an earlier one; see {@link markReplay}. */
  isReplay?: boolean;
  /** Says so to the client. */
  onReplay?: () => void;
}

/** Notes that a request gets the answer of an earlier one with its key. */
export function markReplay(request: KeyedRequest): void {
  request.isReplay = true;
  request.onReplay?.();
}

/** Visible ASCII: what every proxy and log carries unchanged. */
const WELL_FORMED = /^[\x21-\x7e]{1,255}$/;

/** Says that an answer is that of an earlier request with the same key. */
export const REPLAYED_HEADER = 'idempotency-replayed';

/** What {@link Keyed} puts into a parameter; by it, a route that takes keys is known. */
export function keyedRequest(_: unknown, context: ExecutionContext): KeyedRequest | undefined {
  const http = context.switchToHttp();
  const keyed = readKey(http.getRequest<IdentifiedRequest>());
  if (!keyed) return undefined;
  const reply = http.getResponse<FastifyReply>();
  return { ...keyed, onReplay: () => void reply.header(REPLAYED_HEADER, 'true') };
}

/** The request as one that names an `Idempotency-Key`, or undefined where it names none. */
export const Keyed = createParamDecorator(keyedRequest);

/** @throws DomainError VALIDATION_FAILED where the key is not well-formed */
function readKey(request: IdentifiedRequest): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !WELL_FORMED.test(key)) {
    const message = 'Idempotency-Key must be 1 to 255 visible ASCII characters';
    throw new DomainError(
      ProblemCode.ValidationFailed,
      `The request cannot be carried out, and nothing was changed: ${message}.`,
      { errors: [{ field: 'Idempotency-Key', messages: [message] }] },
    );
  }
  const path = request.url.split('?')[0] ?? '';
  const asked = `${request.method} ${path}\n${JSON.stringify(sorted(request.body ?? null))}`;
  return {
    caller: request.caller?.userId ?? 'admin',
    key,
    fingerprint: createHash('sha256').update(asked).digest('base64'),
  };
}

/** The same with its fields in order: a client may write the same request in another one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([field, content]) => [field, sorted(content)]),
  );
}

import { createHash } from 'node:crypto';
import { ProblemCode } from '@boxoffice/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { IdentifiedRequest } from '../access/access.js';
import { DomainError } from '../problems/domain-error.js';

/** The idempotency key of a request: repeating the request has no further effect. */
export interface IdempotencyContext {
  /** Keys belong to a caller: somebody else's equal key is a different one. */
  caller: string;
  /** The value of `Idempotency-Key`. */
  key: string;
  /** Hash of the request. The same key with a different request is refused. */
  fingerprint: string;
  /** Whether it was answered with the stored answer; see {@link markReplay}. */
  isReplay?: boolean;
  /** Marks the HTTP answer as a replay. */
  onReplay?: () => void;
}

/** Records that a request gets the answer of an earlier one with the same key. */
export function markReplay(request: IdempotencyContext): void {
  request.isReplay = true;
  request.onReplay?.();
}

/** Visible ASCII, which every proxy and log passes on unchanged. */
const WELL_FORMED = /^[\x21-\x7e]{1,255}$/;

/** Header of a replayed answer. */
export const REPLAYED_HEADER = 'idempotency-replayed';

/** Factory of {@link Keyed}. Routes that accept keys are recognised by it. */
export function idempotencyContext(
  _: unknown,
  context: ExecutionContext,
): IdempotencyContext | undefined {
  const http = context.switchToHttp();
  const keyed = readKey(http.getRequest<IdentifiedRequest>());
  if (!keyed) return undefined;
  const reply = http.getResponse<FastifyReply>();
  return { ...keyed, onReplay: () => void reply.header(REPLAYED_HEADER, 'true') };
}

/** The request's idempotency key, or undefined if it has none. */
export const Keyed = createParamDecorator(idempotencyContext);

/** @throws DomainError VALIDATION_FAILED if the key is malformed */
function readKey(request: IdentifiedRequest): IdempotencyContext | undefined {
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

/** The same value with sorted fields: clients may send equal requests in a different order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([field, content]) => [field, sorted(content)]),
  );
}

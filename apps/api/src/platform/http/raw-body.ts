import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

interface DeclaredConfig {
  keepsBytes?: boolean;
}

const bytesOf = new WeakMap<FastifyRequest, Buffer>();

/** Keeps the bytes of a body where its route asks for them. */
export function keepBytes(request: FastifyRequest, bytes: Buffer): void {
  const { keepsBytes } = request.routeOptions.config as DeclaredConfig;
  if (keepsBytes) bytesOf.set(request, bytes);
}

/** The bytes of the body, in the parameters of a handler whose route's `BodyLimit` keeps them; empty where there was none. */
export const RawBody = createParamDecorator((_: unknown, context: ExecutionContext): Buffer => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return bytesOf.get(request) ?? Buffer.alloc(0);
});

import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, RouteOptions } from 'fastify';

/**
 * Largest body of a route that declares nothing, in bytes. The largest valid ones are a password's reset
 * (a token of 1,000 letters, a password of 128 characters, 12 bytes each where they are escaped: 2.6 kB)
 * and a registration (a name of 255 such characters, an address, a password: 6.2 kB).
 */
export const BODY_LIMIT_BYTES = 8 * 1024;

interface DeclaredConfig {
  bodyLimit?: number;
  keepsBytes?: boolean;
}

/**
 * Declares how large a route's body may be, in bytes: what its largest valid request needs.
 *
 * @param keepsBytes whether the handler reads the body byte for byte as well, as a signature needs it (`RawBody`)
 */
export function BodyLimit(bytes: number, keepsBytes = false): MethodDecorator & ClassDecorator {
  return RouteConfig({ bodyLimit: bytes, keepsBytes } satisfies DeclaredConfig);
}

/** Has the server stop reading a body once it is larger than its route takes. */
export function limitBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route: RouteOptions) => {
    const { bodyLimit } = (route.config ?? {}) as DeclaredConfig;
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
}

import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { LIVE_SESSION, ROUTE_ACCESS, type AccessRule, type RouteAccess } from '../access/access.js';
import { RouteHandlers, type RouteHandler } from '../access/route-handlers.js';
import { idempotencyContext } from '../idempotency/idempotency-context.js';
import { RATE_LIMIT, type RateLimitRule } from '../rate-limits/rate-limit.js';

/** What a route declares about whoever calls it. */
export interface RouteDeclared {
  rule: AccessRule;
  /** Whether the database is asked if the token's session lives. */
  asksSession: boolean;
  rateLimit: RateLimitRule;
  takesIdempotencyKey: boolean;
}

/** What an endpoint asks of whoever calls it. */
export interface Endpoint extends RouteDeclared {
  method: string;
  /** As it is served, with every prefix. */
  path: string;
}

/**
 * Every endpoint of an application that was started, in order of their paths. All of it is read where
 * the guards read it, so that what is said here cannot differ from what is done.
 */
export function describeEndpoints(app: NestFastifyApplication): Endpoint[] {
  const reflector = app.get(Reflector);
  const server = app.getHttpAdapter().getInstance();
  const all = app.get(RouteHandlers, { strict: false }).all();
  return all
    .flatMap((route) =>
      route.paths.map((path) => ({
        method: route.method,
        path: servedPath(server, route.method, path),
        ...declarationsOf(route, reflector),
      })),
    )
    .sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
}

function sortKey({ path, method }: Endpoint): string {
  return `${path} ${method}`;
}

/** What a route declares, read where the guards read it. */
export function declarationsOf(route: RouteHandler, reflector: Reflector): RouteDeclared {
  const { handler, controller } = route;
  const declaredAt = [handler, controller];
  const access = reflector.getAllAndOverride<RouteAccess>(ROUTE_ACCESS, declaredAt);
  return {
    rule: access.rule,
    asksSession:
      reflector.getAllAndOverride<boolean | undefined>(LIVE_SESSION, declaredAt) === true,
    rateLimit:
      reflector.getAllAndOverride<RateLimitRule | undefined>(RATE_LIMIT, declaredAt) ?? 'default',
    takesIdempotencyKey: takesKey(route),
  };
}

/** The address that the server has; it alone knows which ones are without the prefix. */
function servedPath(server: FastifyInstance, method: string, path: string): string {
  const candidates = [`/api/v1${path}`.replace(/\/$/, ''), path];
  const served = candidates.find((url) => server.hasRoute({ method, url }));
  if (served === undefined) throw new Error(`${method} ${path} is declared, but not served.`);
  return served;
}

function takesKey({ controller, name }: RouteHandler): boolean {
  const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) as
    Record<string, { factory?: unknown }> | undefined;
  return Object.values(parameters ?? {}).some(({ factory }) => factory === idempotencyContext);
}

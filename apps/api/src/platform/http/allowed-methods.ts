import { ProblemCode } from '@boxoffice/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import findMyWay from 'find-my-way';
import { DomainError } from '../problems/domain-error.js';

/** What CORS registers to be asked at all: no path of ours. */
const EVERY_PATH = '*';

/**
 * Answers requests for paths that are there with a method that is not: 405, and `Allow` says which are. What
 * asks for just that (`OPTIONS`) gets it as its answer; the headers for pages of other origins are added by
 * CORS, which comes first.
 */
export function answerOtherMethods(fastify: FastifyInstance): void {
  const paths = new KnownPaths();
  fastify.addHook('onRoute', ({ url, method }) => {
    if (url !== EVERY_PATH) paths.add(url, [method].flat());
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.method === 'OPTIONS') {
      const allowed = paths.allowedAt(request.url);
      if (allowed !== undefined) void reply.header('allow', allowed);
      // A browser that asks before a page may call is told about the origin, whatever the path.
      if (allowed !== undefined || isPreflight(request)) void reply.status(204).send();
      else done(new DomainError(ProblemCode.RouteNotFound, 'There is nothing at this address.'));
      return;
    }
    const allowed = paths.allowedInstead(request);
    if (allowed === undefined) {
      done();
      return;
    }
    void reply.header('allow', allowed);
    done(
      new DomainError(
        ProblemCode.MethodNotAllowed,
        `This address takes ${allowed}. Nothing was changed.`,
      ),
    );
  });
}

function isPreflight({ headers }: FastifyRequest): boolean {
  return 'origin' in headers && 'access-control-request-method' in headers;
}

/** Every path that is served, with its methods. */
class KnownPaths {
  private readonly methods = new Map<string, Set<string>>();
  /** The same router as the server's own, asked for the path alone. */
  private readonly router = findMyWay();

  add(path: string, methods: string[]): void {
    let known = this.methods.get(path);
    if (known === undefined) {
      known = new Set(['OPTIONS']);
      this.methods.set(path, known);
      this.router.on('GET', path, () => undefined, known);
    }
    for (const method of methods) known.add(method.toUpperCase());
  }

  /** The value of `Allow`, or undefined where there is nothing at the address. */
  allowedAt(url: string): string | undefined {
    const methods = this.router.find('GET', url)?.store as Set<string> | undefined;
    return methods && [...methods].sort().join(', ');
  }

  /**
   * The value of `Allow` where the address is there, but not for the request's method. The server's router
   * would take `GET /booking/reserve` for a booking whose id is `reserve`.
   */
  allowedInstead({ url, method, is404 }: FastifyRequest): string | undefined {
    const query = url.indexOf('?');
    const exact = this.methods.get(query === -1 ? url : url.slice(0, query));
    if (exact ? exact.has(method) : !is404) return undefined;
    return this.allowedAt(url);
  }
}

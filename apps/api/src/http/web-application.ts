import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The build names these files by a hash of what is in them, so they never change. */
const HASHED_FILE = /-[A-Z0-9]{8}\.\w+$/;
const ONE_YEAR_SECONDS = 31_536_000;

/** Addresses that are the server's own: an unknown one below them is an error, not a page. */
const OWN_PATHS = /^\/(api|docs|docs-json|health)(\/|$)/;

/**
 * Serves the built web application: its files, and its first page for every address that a browser
 * opens and the server does not know (the pages' own addresses, "deep links").
 *
 * @param root folder of the built application
 */
export async function serveWebApplication(fastify: FastifyInstance, root: string): Promise<void> {
  await fastify.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      const value = HASHED_FILE.test(path)
        ? `public, max-age=${ONE_YEAR_SECONDS}, immutable`
        : 'no-cache';
      void response.header('cache-control', value);
    },
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isPage(request)) void sendFirstPage(reply);
    else done();
  });
}

function sendFirstPage(reply: FastifyReply): FastifyReply {
  return reply.sendFile('index.html');
}

/** Whether a browser asks for a page: it says that it takes HTML, and no file is named. */
function isPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '/';
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    !OWN_PATHS.test(path) &&
    !/\.\w+$/.test(path) &&
    (request.headers.accept ?? '').includes('text/html')
  );
}

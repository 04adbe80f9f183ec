import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The build names these files by a hash of what is in them, so they never change. */
const HASHED_FILE = /-[\w-]{8}\.(js|css)(\.br|\.gz)?$/;
const ONE_YEAR_SECONDS = 31_536_000;

/** Fonts keep their names; a new version of one may be seen a month late. */
const FONT_ENDING = '.woff2';
const ONE_MONTH_SECONDS = 2_592_000;

/** Addresses that are the server's own: an unknown one below them is an error, not a page. */
const OWN_PATHS = /^\/(api|dev|docs|docs-json|health)(\/|$)/;

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
    // The build leaves a smaller copy beside each file that compresses well.
    preCompressed: true,
    index: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      void response.header('cache-control', cachingOf(path));
    },
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isPage(request)) void sendFirstPage(reply);
    else done();
  });
}

function cachingOf(path: string): string {
  if (HASHED_FILE.test(path)) return `public, max-age=${ONE_YEAR_SECONDS}, immutable`;
  return path.endsWith(FONT_ENDING) ? `public, max-age=${ONE_MONTH_SECONDS}` : 'no-cache';
}

function sendFirstPage(reply: FastifyReply): FastifyReply {
  return reply.sendFile('index.html');
}

/**
 * Whether a browser asks for a page: it says that it takes HTML, and no file is named. The address of
 * the site itself is a page whoever asks.
 */
function isPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '/';
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    !OWN_PATHS.test(path) &&
    !/\.\w+$/.test(path) &&
    (path === '/' || (request.headers.accept ?? '').includes('text/html'))
  );
}

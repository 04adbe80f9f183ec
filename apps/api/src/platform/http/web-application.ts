import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Negotiator from 'negotiator';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import type { PageContent, PageContents } from './pages/page-content.js';
import { NONCE_PLACE, PageTemplate } from './pages/page-template.js';
import {
  headersOfCheckout,
  headersOfDoor,
  headersOfPage,
  policyOfWorker,
  type Headers,
} from './security-headers.js';

/** The build names these files by a hash of what is in them, so they never change. */
const HASHED_FILE = /-[\w-]{8}\.(js|css)(\.br|\.gz)?$/;
const ONE_YEAR_SECONDS = 31_536_000;

/** Fonts keep their names; a new version of one may be seen a month late. */
const FONT_ENDING = '.woff2';
const ONE_MONTH_SECONDS = 2_592_000;

/** The one script that pages of others load; a new version of it may be seen an hour late. */
const EMBED_SCRIPT = /[\\/]embed\.js(\.br|\.gz)?$/;
const ONE_HOUR_SECONDS = 3_600;

/** It keeps pages in the browser for when there is no network. */
const SERVICE_WORKER = /[\\/]offline-worker\.js(\.br|\.gz)?$/;

/** What pages of others show in a frame: it has nothing of its reader's, and nothing on it is bought by a click. */
const FRAMED_PAGES = '/embed/';

/** The only pages that load anything of a payment provider, where it is used. */
const CHECKOUT_PAGES = '/checkout/';

/** The only page that looks through a camera. */
const DOOR_PAGE = /^\/door(\?|$)/;

/** As many bytes as nobody guesses. */
const NONCE_BYTES = 16;

/** Addresses that are the server's own: an unknown one below them is an error, not a page. */
const OWN_PATHS = /^\/(api|dev|docs|docs-json|health|livez|readyz|sitemaps|\.well-known)(\/|$)/i;

/**
 * Serves the built web application: its files, and its first page for every address that a browser
 * opens and the server does not know (the pages' own addresses, "deep links").
 *
 * @param root folder of the built application
 * @param contents what some pages have of their own before any script runs
 */
export async function serveWebApplication(
  fastify: FastifyInstance,
  root: string,
  settings: Settings,
  contents: PageContents,
): Promise<void> {
  const sendPage = pageSender(root, settings);
  await fastify.register(fastifyStatic, {
    root,
    wildcard: false,
    // The build leaves a smaller copy beside each file that compresses well.
    preCompressed: true,
    index: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      void response.header('cache-control', cachingOf(path));
      if (EMBED_SCRIPT.test(path)) {
        void response.header('cross-origin-resource-policy', 'cross-origin');
      }
      if (SERVICE_WORKER.test(path)) {
        void response.header('content-security-policy', policyOfWorker());
      }
    },
  });
  // So that it is known as an address, with its methods.
  fastify.get('/', (request, reply) => sendPage(request, reply));
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isPage(request)) {
      done();
      return;
    }
    const content = contents.of(request, reply);
    if (content === undefined) sendPage(request, reply);
    else void content.then((known) => sendPage(request, reply, known));
  });
}

function cachingOf(path: string): string {
  if (HASHED_FILE.test(path)) return `public, max-age=${ONE_YEAR_SECONDS}, immutable`;
  if (EMBED_SCRIPT.test(path)) return `public, max-age=${ONE_HOUR_SECONDS}`;
  return path.endsWith(FONT_ENDING) ? `public, max-age=${ONE_MONTH_SECONDS}` : 'no-cache';
}

/**
 * The page is small and goes out whole each time: its nonce must be new, and the same as that of its
 * policy, so neither the browser nor a cache between may keep one of them.
 */
function pageSender(
  root: string,
  settings: Settings,
): (request: FastifyRequest, reply: FastifyReply, content?: PageContent) => FastifyReply {
  const template = new PageTemplate(readFileSync(join(root, 'index.html'), 'utf8'));
  // Made once, as they are the same but for the nonce.
  const headers = {
    nobody: Object.entries(headersOfPage(settings, NONCE_PLACE)),
    anybody: Object.entries(headersOfPage(settings, NONCE_PLACE, 'anybody')),
    checkout: Object.entries(headersOfCheckout(settings, NONCE_PLACE)),
    door: Object.entries(headersOfDoor(settings, NONCE_PLACE)),
  };
  return (request, reply, content) => {
    const kind = kindOf(request.url);
    if (kind === 'anybody') void reply.removeHeader('x-frame-options');
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    const own: Headers = Object.fromEntries(
      headers[kind].map(([name, value]) => [name, value.replaceAll(NONCE_PLACE, nonce)]),
    );
    return reply
      .status(content?.status ?? 200)
      .headers({
        ...own,
        'content-type': 'text/html; charset=utf-8',
        vary: content === undefined ? 'accept' : 'accept, accept-language',
      })
      .send(template.render(nonce, content));
  };
}

function kindOf(url: string): 'nobody' | 'anybody' | 'checkout' | 'door' {
  if (url.startsWith(FRAMED_PAGES)) return 'anybody';
  if (DOOR_PAGE.test(url)) return 'door';
  return url.startsWith(CHECKOUT_PAGES) ? 'checkout' : 'nobody';
}

/**
 * Whether a page is asked for: at an address that is not the server's own and names no file, by somebody who
 * takes HTML (RFC 9110, 12.5.1). Whoever says nothing, or takes everything, takes that too.
 */
function isPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '/';
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    !OWN_PATHS.test(path) &&
    (path === '/index.html' || !/\.\w+$/.test(path)) &&
    (path === '/' || new Negotiator(request.raw).mediaType(['text/html']) !== undefined)
  );
}

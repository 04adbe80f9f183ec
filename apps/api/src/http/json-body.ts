import type { FastifyInstance } from 'fastify';

/**
 * Reads JSON bodies, and no others. Fastify would also read `text/plain`, which a page of any other
 * site may send without asking first; JSON it may not.
 *
 * An empty body counts as none: clients send the header on requests that have nothing to say.
 */
export function readJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    (request, body: string, done) => {
      if (body.trim() === '') done(null, undefined);
      else void parse(request, body, done);
    },
  );
}

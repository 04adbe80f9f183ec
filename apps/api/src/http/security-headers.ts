import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import type { Settings } from '../config/settings.js';

/**
 * Sends the headers that Helmet recommends, with a policy under which the web application and
 * Swagger UI really run.
 *
 * They are the same for every answer, so Helmet is asked once, at start; asked at every request, it
 * takes as long as validating one.
 */
export function sendSecurityHeaders(fastify: FastifyInstance, settings: Settings): void {
  const headers = securityHeaders(settings.NODE_ENV === 'production');
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}

/** @param production whether browsers are told to come by TLS only from then on */
function securityHeaders(production: boolean): Record<string, string> {
  const headers: Record<string, string> = {};
  const recommend = helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // Angular and Swagger UI set styles of elements at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        // Served over plain HTTP on a developer's machine; a proxy with TLS adds its own.
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: production,
  });
  const response = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => undefined,
  };
  let failure: unknown;
  recommend({} as IncomingMessage, response as unknown as ServerResponse, (error) => {
    failure = error;
  });
  if (failure instanceof Error) throw failure;
  return headers;
}

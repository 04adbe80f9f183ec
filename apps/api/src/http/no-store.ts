import type { FastifyInstance } from 'fastify';

/** Answers about people, and with secrets in them. */
const PERSONAL = /^\/api\/v1\/(auth|account|admin|users|booking)(\/|\?|$)/;

/** Keeps what is about one person out of the caches of browsers and of proxies that share one. */
export function keepPersonalAnswersUncached(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (PERSONAL.test(request.url)) void reply.header('cache-control', 'no-store');
    done();
  });
}

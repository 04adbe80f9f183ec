import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger as Pino } from 'pino';
import type { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import type { Settings } from './platform/config/settings.js';
import { Health } from './platform/service/health.js';
import { readJsonBodies } from './platform/http/json-body.js';
import { takeUploads } from './platform/http/uploads.js';
import { answerOtherMethods } from './platform/http/allowed-methods.js';
import { proxyCheck, warnAboutUnknownProxies } from './platform/http/caller-address.js';
import { BODY_LIMIT_BYTES, limitBodies } from './platform/http/request-size/body-limit.js';
import {
  answerBrokenRequest,
  HEADERS_LIMIT_BYTES,
  limitRequests,
} from './platform/http/request-limits.js';
import { logAnswer, logRequests, NestLog } from './platform/http/logging.js';
import { PageContents } from './platform/http/pages/page-content.js';
import { serveOpenApi } from './platform/http/openapi.js';
import { writeProblem } from './platform/http/problem-filter.js';
import { sendSharedAnswers } from './platform/http/shared-answers.js';
import { headersOfData, sendSecurityHeaders } from './platform/http/security-headers.js';
import { serveWebApplication } from './platform/http/web-application.js';

/**
 * Longest time that a request may take to come in, in milliseconds: whoever sends a byte a second keeps
 * a connection that others need.
 */
const REQUEST_TIMEOUT_MS = 30_000;

/** A request id that is taken over from a proxy: harmless in a log, whoever sent it. */
const TRUSTED_REQUEST_ID = /^[\w-]{8,64}$/;

/** Builds the HTTP server, not listening yet. */
export async function createApp(
  settings: Settings,
  dataSource: DataSource,
  log: Pino,
): Promise<NestFastifyApplication> {
  const headers = headersOfData(settings);
  const isProxy = proxyCheck(settings.TRUSTED_PROXIES);
  const adapter = new FastifyAdapter({
    loggerInstance: log,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { maxHeaderSize: HEADERS_LIMIT_BYTES },
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, headers),
    genReqId: requestId,
    trustProxy: settings.TRUSTED_PROXIES.length > 0 ? isProxy : false,
    // A log of its own for each request costs as much as reading its body, and most are never written to:
    // whoever writes a line names the request in it.
    childLoggerFactory: (logger: FastifyBaseLogger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    // Whoever has a connection open when the shutdown begins still gets an answer.
    return503OnClosing: false,
    // Raised before a request has hooks, so what these do is done here.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers({ ...headers, 'x-request-id': request.id });
      writeProblem(error, request, reply);
      logAnswer(request, reply);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(settings, dataSource),
    adapter,
    { logger: new NestLog(log), bodyParser: false },
  );
  const fastify = app.getHttpAdapter().getInstance();
  limitBodies(fastify);
  // Read where one is wanted, not at every request: buying needs none.
  await fastify.register(fastifyCookie, { hook: false });
  logRequests(fastify);
  nameRequests(fastify);
  closeConnectionsAtTheEnd(fastify, app.get(Health));
  sendSecurityHeaders(fastify, settings);
  readJsonBodies(fastify);
  takeUploads(fastify);
  sendSharedAnswers(fastify);
  limitRequests(fastify);
  warnAboutUnknownProxies(fastify, isProxy);
  answerOtherMethods(fastify);
  if (settings.CORS_ORIGINS.length > 0) {
    app.enableCors({
      // Named one by one: with credentials, an origin that is let in can act as whoever visits it.
      origin: settings.CORS_ORIGINS,
      credentials: true,
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'x-request-id'],
      exposedHeaders: [
        'idempotency-replayed',
        'ratelimit',
        'ratelimit-policy',
        'retry-after',
        'x-request-id',
      ],
      maxAge: 600,
      // It adds its headers; `answerOtherMethods` answers.
      strictPreflight: false,
      preflightContinue: true,
    });
  }
  app.setGlobalPrefix('api/v1', {
    exclude: [
      'health',
      'livez',
      'readyz',
      '.well-known/jwks.json',
      'dev/mail',
      'dev/mail/*path',
      'robots.txt',
      'sitemap.xml',
      'sitemaps/:file',
    ],
  });
  await serveOpenApi(app);
  if (settings.WEB_ROOT !== undefined) {
    await serveWebApplication(fastify, settings.WEB_ROOT, settings, app.get(PageContents));
  }
  return app;
}

function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && TRUSTED_REQUEST_ID.test(given) ? given : randomUUID();
}

/** Every answer says which lines of the log are about it. */
function nameRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
}

/**
 * Once the process is about to end, every answer ends its connection: whoever is connected, a proxy or a
 * browser, is told to make the next request elsewhere, before the connection is closed under it. And a
 * server closes once its connections have; those that are idle then are closed by Fastify.
 */
function closeConnectionsAtTheEnd(fastify: FastifyInstance, health: Health): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (health.isEnding) void reply.header('connection', 'close');
    done(null, payload);
  });
}

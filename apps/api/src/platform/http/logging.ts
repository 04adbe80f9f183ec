import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pino, type Level, type Logger as Pino } from 'pino';
import type { Settings } from '../config/settings.js';

/** The process's log: one JSON object a line for machines, or lines for people. */
export function createLog(settings: Pick<Settings, 'LOG_LEVEL' | 'LOG_FORMAT'>): Pino {
  const pretty = { target: 'pino-pretty', options: { ignore: 'pid,hostname', singleLine: true } };
  return pino({
    level: settings.LOG_LEVEL,
    ...(settings.LOG_FORMAT === 'pretty' ? { transport: pretty } : {}),
  });
}

/**
 * Logs each request once, when it has been answered. Neither headers nor bodies nor the query are
 * logged: they hold what people say about themselves.
 */
export function logRequests(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    logAnswer(request, reply);
    done();
  });
}

/** Logs that a request has been answered. */
export function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const level = reply.statusCode >= 500 ? 'error' : 'info';
  // Nothing is put together for a line that nobody wants.
  if (!(request.log as Pino).isLevelEnabled(level)) return;
  request.log[level](
    {
      reqId: request.id,
      method: request.method,
      path: request.url.split('?')[0],
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    },
    'answered',
  );
}

/** Lets Nest, and all that logs through it, write into the process's log. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Pino) {}

  log(message: unknown, context?: string): void {
    // What Nest says while it starts (every module and route) helps only whoever changes them.
    this.write(isOfFramework(context) ? 'debug' : 'info', message, context);
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack, ...factsOf(message) }, sentenceOf(message));
  }

  warn(message: unknown, context?: string): void {
    this.write('warn', message, context);
  }

  debug(message: unknown, context?: string): void {
    this.write('debug', message, context);
  }

  verbose(message: unknown, context?: string): void {
    this.write('trace', message, context);
  }

  private write(level: Level, message: unknown, context?: string): void {
    this.logger[level]({ context, ...factsOf(message) }, sentenceOf(message));
  }
}

/** A sentence with what machines look for beside it, such as a code that raises an alert. */
type WithFacts = Readonly<Record<string, unknown> & { msg: string }>;

function hasFacts(message: unknown): message is WithFacts {
  return typeof message === 'object' && message !== null && 'msg' in message;
}

function factsOf(message: unknown): Record<string, unknown> {
  if (!hasFacts(message)) return {};
  return Object.fromEntries(Object.entries(message).filter(([name]) => name !== 'msg'));
}

function sentenceOf(message: unknown): string {
  return hasFacts(message) ? message.msg : String(message);
}

const FRAMEWORK_CONTEXTS = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

function isOfFramework(context?: string): boolean {
  return context !== undefined && FRAMEWORK_CONTEXTS.has(context);
}

import type { IncomingMessage } from 'node:http';
import { preferredLanguage, type Language } from '@boxoffice/contracts/formats';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';

/** The language that a browser prefers by its `Accept-Language`: by the rule that the pages choose theirs by. */
export function languageOf(request: IncomingMessage): Language {
  return preferredLanguage(new Negotiator(request).languages());
}

/** The language of the page that a request comes from, in a handler's parameters. */
export const RequestLanguage = createParamDecorator(
  (_: unknown, context: ExecutionContext): Language =>
    languageOf(context.switchToHttp().getRequest<FastifyRequest>().raw),
);

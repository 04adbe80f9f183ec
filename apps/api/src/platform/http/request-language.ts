import {
  DEFAULT_LANGUAGE,
  isLanguage,
  LANGUAGES,
  type Language,
} from '@boxoffice/contracts/formats';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';

/** The language of the page that a request comes from, in a handler's parameters: by `Accept-Language`. */
export const RequestLanguage = createParamDecorator(
  (_: unknown, context: ExecutionContext): Language => {
    const { raw } = context.switchToHttp().getRequest<FastifyRequest>();
    const wanted = new Negotiator(raw).language([...LANGUAGES]);
    return isLanguage(wanted) ? wanted : DEFAULT_LANGUAGE;
  },
);

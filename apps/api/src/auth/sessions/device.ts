import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerAddress } from '../../platform/http/caller-address.js';

/** Where a request comes from, as its user will recognise it in the list of sessions. */
export interface Device {
  ip: string;
  /** What the browser calls itself; null where it does not. */
  userAgent: string | null;
}

/** Enough to recognise a browser by. */
const USER_AGENT_MAX_LENGTH = 300;

/** Where the request comes from, in a handler's parameters. */
export const RequestDevice = createParamDecorator(
  (_: unknown, context: ExecutionContext): Device => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const userAgent = request.headers['user-agent']?.slice(0, USER_AGENT_MAX_LENGTH).trim();
    return {
      ip: callerAddress(request) ?? '',
      userAgent: userAgent === '' ? null : (userAgent ?? null),
    };
  },
);

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerAddress } from '../../platform/http/caller-address.js';

/** Where a request comes from, as the list of sessions shows it. */
export interface Device {
  ip: string;
  /** The `User-Agent`, or null. */
  userAgent: string | null;
}

/** Enough to recognise a browser. */
const USER_AGENT_MAX_LENGTH = 300;

/** Handler parameter: where the request comes from. */
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

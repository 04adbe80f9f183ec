import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { IdentifiedRequest } from '../auth/access.js';
import { countedAddress } from './counted-address.js';
import { RATE_LIMIT, type RateLimitRule } from './rate-limit.js';
import { RateLimits } from './rate-limits.js';

/** Which rule a route counts for. */
function ruleOf(reflector: Reflector, context: ExecutionContext): RateLimitRule {
  return (
    reflector.getAllAndOverride<RateLimitRule | undefined>(RATE_LIMIT, [
      context.getHandler(),
      context.getClass(),
    ]) ?? 'default'
  );
}

/** Counts a request by the address that it comes from, before anybody asks who it is. */
@Injectable()
export class AddressLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    if (!this.limits.areOn) return true;
    const http = context.switchToHttp();
    const address = countedAddress(http.getRequest<IdentifiedRequest>().ip);
    const rule = ruleOf(this.reflector, context);
    return this.limits.count(rule, 'address', address, http.getResponse<FastifyReply>());
  }
}

/**
 * Counts a request by the account that its token is of, once that is known. The demo identity has no
 * token, and can name whom it likes: it is counted by its address alone.
 */
@Injectable()
export class AccountLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    if (!this.limits.areOn) return true;
    const http = context.switchToHttp();
    const { caller } = http.getRequest<IdentifiedRequest>();
    if (!caller?.userId || caller.sessionId === null) return true;
    const rule = ruleOf(this.reflector, context);
    return this.limits.count(rule, 'account', caller.userId, http.getResponse<FastifyReply>());
  }
}

import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { IdentifiedRequest } from '../access/access.js';
import { RouteDeclarations } from '../access/route-declarations.js';
import { callerAddress } from '../http/caller-address.js';
import { connectionClosed } from '../http/connection-closed.js';
import { countedAddress } from './counted-address.js';
import { RATE_LIMIT, type RateLimitRule } from './rate-limit.js';
import { RateLimits } from './rate-limits.js';

/** Which rule a route counts for, where it names none. */
const RULE: RateLimitRule = 'default';

/** Counts a request by the address that it comes from, before anybody asks who it is. */
@Injectable()
export class AddressLimitGuard implements CanActivate {
  private readonly rules: RouteDeclarations<RateLimitRule>;

  constructor(
    reflector: Reflector,
    private readonly limits: RateLimits,
  ) {
    this.rules = new RouteDeclarations(reflector, RATE_LIMIT);
  }

  canActivate(context: ExecutionContext): true | Promise<true> {
    if (!this.limits.areOn) return true;
    const http = context.switchToHttp();
    const address = callerAddress(http.getRequest<IdentifiedRequest>());
    // Gone before it was read: there is nobody to answer.
    if (address === undefined) throw connectionClosed();
    const rule = this.rules.of(context) ?? RULE;
    return this.limits.count(
      rule,
      'address',
      countedAddress(address),
      http.getResponse<FastifyReply>(),
    );
  }
}

/**
 * Counts a request by the account that its token is of, once that is known. The demo identity has no
 * token, and can name whom it likes: it is counted by its address alone.
 */
@Injectable()
export class AccountLimitGuard implements CanActivate {
  private readonly rules: RouteDeclarations<RateLimitRule>;

  constructor(
    reflector: Reflector,
    private readonly limits: RateLimits,
  ) {
    this.rules = new RouteDeclarations(reflector, RATE_LIMIT);
  }

  canActivate(context: ExecutionContext): true | Promise<true> {
    if (!this.limits.areOn) return true;
    const http = context.switchToHttp();
    const { caller } = http.getRequest<IdentifiedRequest>();
    if (!caller?.userId || caller.sessionId === null) return true;
    const rule = this.rules.of(context) ?? RULE;
    return this.limits.count(rule, 'account', caller.userId, http.getResponse<FastifyReply>());
  }
}

import { isId, ProblemCode, toId } from '@boxoffice/contracts';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DEMO_TOKEN_KEYS } from '../platform/config/account-settings.js';
import { Settings } from '../platform/config/settings.js';
import { DomainError } from '../platform/problems/domain-error.js';
import {
  Caller,
  LIVE_SESSION,
  NOBODY,
  ROUTE_ACCESS,
  type AccessRule,
  type IdentifiedRequest,
  type RouteAccess,
} from '../platform/access/access.js';
import { RouteDeclarations } from '../platform/access/route-declarations.js';
import { Sessions } from './sessions/sessions.js';
import { AccessTokens, type TokenHolder } from './tokens/access-tokens.js';
import { isOfDoorDevice } from '../platform/access/door-bearer.js';
import { isFromThisMachine, isOriginOfThisMachine } from '../platform/access/this-machine.js';
import { haveKeyInCommon } from '../platform/config/token-keys.js';

/** `Bearer`, in any case, and a token (RFC 6750). */
const BEARER = /^bearer +([\w.~+/-]+=*)$/i;

/**
 * Decides whether a request is let in; every route passes here.
 *
 * A request with an `Authorization` header is judged by its token alone. The *demo identity* trusts a request
 * without one: it acts as the user it names, or as the demo's admin if it names none. It works only from and
 * to a loopback address, whatever the settings say, and only under a loopback host name.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly keysAreKnown: boolean;
  private readonly access: RouteDeclarations<RouteAccess>;
  private readonly mustLive: RouteDeclarations<boolean>;

  constructor(
    reflector: Reflector,
    private readonly settings: Settings,
    private readonly tokens: AccessTokens,
    private readonly sessions: Sessions,
  ) {
    this.access = new RouteDeclarations(reflector, ROUTE_ACCESS);
    this.mustLive = new RouteDeclarations(reflector, LIVE_SESSION);
    this.keysAreKnown = haveKeyInCommon(settings.TOKEN_KEYS, DEMO_TOKEN_KEYS);
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const access = this.access.of(context);
    if (!access) {
      throw new DomainError(ProblemCode.Forbidden, 'Nobody has been given access to this.');
    }
    const { rule } = access;
    if (rule === 'anyone') return true;
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    const { authorization } = request.headers;
    // No token of a person's: the door's own guard, which comes next, looks whose it is.
    if (rule === 'door_device' && isOfDoorDevice(authorization)) return true;
    if (authorization === undefined) return admit(request, rule, this.unproved(request, access));
    const mustLive = this.mustLive.of(context) === true;
    const holder = this.holderOf(request, authorization);
    // Synchronous for a token that is known, as a buyer's usually is.
    if (holder !== undefined && !(holder instanceof Promise)) {
      if (!mustLive && !changesForOthers(request, holder)) {
        return admit(request, rule, callerOf(holder));
      }
    }
    return this.admitHolder(request, rule, holder, mustLive);
  }

  private async admitHolder(
    request: IdentifiedRequest,
    rule: Exclude<AccessRule, 'anyone'>,
    asked: TokenHolder | undefined | Promise<TokenHolder | undefined>,
    mustLive: boolean,
  ): Promise<boolean> {
    let holder = await asked;
    if (holder && (mustLive || changesForOthers(request, holder)))
      holder = await this.sessions.holderOf(holder.sessionId);
    if (!holder) throw new DomainError(ProblemCode.Unauthenticated, 'The token is not valid.');
    return admit(request, rule, callerOf(holder));
  }

  private holderOf(
    request: IdentifiedRequest,
    authorization: string,
  ): TokenHolder | undefined | Promise<TokenHolder | undefined> {
    const token = BEARER.exec(authorization)?.[1];
    // Anybody can sign with the keys in the source, so those must not work from another machine.
    if (token === undefined || (this.keysAreKnown && !isFromThisMachine(request))) return undefined;
    return this.tokens.holderOf(token);
  }

  /** Who calls without a token: the user that the request names, where the demo identity is on. */
  private unproved(request: IdentifiedRequest, access: RouteAccess): Caller {
    if (!this.settings.DEMO_IDENTITY || !isFromThisMachine(request)) {
      if (access.rule === 'visitor') return NOBODY;
      throw new DomainError(ProblemCode.Unauthenticated, 'Sign in first.');
    }
    if (!this.isOwnPage(request)) {
      throw new DomainError(ProblemCode.Forbidden, 'Pages of other sites may not do this.');
    }
    const named = namedUser(request, access);
    return new Caller(named, named === null ? 'admin' : 'customer');
  }

  /**
   * Browsers send a request without a body to any site without a preflight, and say which page it comes from.
   * Pages of this machine and of the allowed origins are accepted.
   */
  private isOwnPage(request: IdentifiedRequest): boolean {
    const { origin } = request.headers;
    if (origin === undefined || this.settings.CORS_ORIGINS.includes(origin)) return true;
    return isOriginOfThisMachine(origin);
  }
}

/** @throws DomainError FORBIDDEN */
function admit(
  request: IdentifiedRequest,
  rule: Exclude<AccessRule, 'anyone'>,
  caller: Caller,
): boolean {
  caller.require(rule);
  request.caller = caller;
  return true;
}

/**
 * An admin acts for everybody. The database is asked whether they still may, whatever the route: one who was
 * disabled or demoted must stop at once, not when the token expires. Admins are few and can wait for a query.
 */
function changesForOthers({ method }: IdentifiedRequest, { role }: TokenHolder): boolean {
  return role === 'admin' && method !== 'GET';
}

function callerOf({ userId, role, sessionId, mailbox }: TokenHolder): Caller {
  return new Caller(userId, role, sessionId, mailbox);
}

function namedUser(request: IdentifiedRequest, { namedBy }: RouteAccess): string | null {
  if (namedBy === undefined) return null;
  const source = (namedBy === 'body' ? request.body : request.params) as
    { userId?: unknown } | null | undefined;
  // Not an id: validation refuses it later.
  const named = toId(source?.userId);
  return isId(named) ? named : null;
}

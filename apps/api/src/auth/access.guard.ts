import { isId, ProblemCode, toId } from '@boxoffice/contracts';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DEMO_TOKEN_KEYS } from '../platform/config/account-settings.js';
import { Settings } from '../platform/config/settings.js';
import { DomainError } from '../platform/problems/domain-error.js';
import {
  Caller,
  LIVE_SESSION,
  ROUTE_ACCESS,
  type AccessRule,
  type IdentifiedRequest,
  type RouteAccess,
} from '../platform/access/access.js';
import { RouteDeclarations } from '../platform/access/route-declarations.js';
import { Sessions } from './sessions/sessions.js';
import { AccessTokens, type TokenHolder } from './tokens/access-tokens.js';
import { isFromThisMachine, isOriginOfThisMachine } from '../platform/access/this-machine.js';
import { haveKeyInCommon } from '../platform/config/token-keys.js';

/** `Bearer`, in any case, and a token (RFC 6750). */
const BEARER = /^bearer +([\w.~+/-]+=*)$/i;

/**
 * Lets a request in, or not; every route passes here.
 *
 * A request with an `Authorization` header is judged by its token alone. The *demo identity* believes
 * a request without one: it acts as the user that it names, or as the demo's admin where it names
 * none. It works only from and to a loopback address, whatever the settings say, and only under a
 * loopback host name.
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
    if (authorization === undefined) return admit(request, rule, this.named(request, access));
    const mustLive = this.mustLive.of(context) === true;
    const holder = this.holderOf(request, authorization);
    // Without a detour through the event loop where the token is known, as a buyer's mostly is.
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
    // Everybody can sign with keys that stand in the source: those must not work from elsewhere.
    if (token === undefined || (this.keysAreKnown && !isFromThisMachine(request))) return undefined;
    return this.tokens.holderOf(token);
  }

  /** Whom the demo identity takes a request's word for. */
  private named(request: IdentifiedRequest, access: RouteAccess): Caller {
    if (!this.settings.DEMO_IDENTITY || !isFromThisMachine(request)) {
      throw new DomainError(ProblemCode.Unauthenticated, 'Sign in first.');
    }
    if (!this.isOwnPage(request)) {
      throw new DomainError(ProblemCode.Forbidden, 'Pages of other sites may not do this.');
    }
    const named = namedUser(request, access);
    return new Caller(named, named === null ? 'admin' : 'customer');
  }

  /**
   * Browsers send a request without a body to any site without asking it first, and say from which
   * page. Those of this machine, and of the origins that are let in by a setting, are meant.
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
 * An admin acts for everybody. One who has been disabled, or is an admin no more, does so not for a minute
 * longer: what admins change is asked about, whatever the route. They are few, and can wait for a question.
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
  // What is not an id names nobody; the validation that follows refuses it.
  const named = toId(source?.userId);
  return isId(named) ? named : null;
}

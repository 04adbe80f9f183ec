import { isId, ProblemCode, toId } from '@boxoffice/contracts';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isLoopback, Settings } from '../config/settings.js';
import { DomainError } from '../problems/domain-error.js';
import { Caller, ROUTE_ACCESS, type IdentifiedRequest, type RouteAccess } from './access.js';
import { isFromThisMachine, withoutBrackets } from './this-machine.js';

/**
 * Lets a request in, or not; every route passes here.
 *
 * The *demo identity* believes a request without a token: it acts as the user that it names, or as
 * the demo's admin where it names none. It works only from and to a loopback address, whatever the
 * settings say, and only under a loopback host name, so that a page elsewhere on the web cannot
 * reach it through a name that it lets point here (DNS rebinding).
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly settings: Settings,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) {
      throw new DomainError(ProblemCode.Forbidden, 'Nobody has been given access to this.');
    }
    if (access.rule === 'anyone') return true;
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    const caller = this.identify(request, access);
    if (access.rule === 'admin' && !caller.isAdmin) {
      throw new DomainError(ProblemCode.Forbidden, 'This is for admins only.');
    }
    request.caller = caller;
    return true;
  }

  private identify(request: IdentifiedRequest, access: RouteAccess): Caller {
    if (request.headers.authorization !== undefined) {
      // A token decides alone, also where the demo identity is on; and no token is issued yet.
      throw new DomainError(ProblemCode.Unauthenticated, 'The token is not valid.');
    }
    if (!this.settings.DEMO_IDENTITY || !isFromThisMachine(request)) {
      throw new DomainError(ProblemCode.Unauthenticated, 'Sign in first.');
    }
    if (!this.isOwnPage(request)) {
      throw new DomainError(ProblemCode.Forbidden, 'Pages of other sites may not do this.');
    }
    const named = namedUser(request, access);
    return new Caller(named, named === null);
  }

  /**
   * Browsers send a request without a body to any site without asking it first, and say from which
   * page. Those of this machine, and of the origins that are let in by a setting, are meant.
   */
  private isOwnPage(request: IdentifiedRequest): boolean {
    const { origin } = request.headers;
    if (origin === undefined || this.settings.CORS_ORIGINS.includes(origin)) return true;
    return URL.canParse(origin) && isLoopback(withoutBrackets(new URL(origin).hostname));
  }
}

function namedUser(request: IdentifiedRequest, { namedBy }: RouteAccess): string | null {
  if (namedBy === undefined) return null;
  const source = (namedBy === 'body' ? request.body : request.params) as
    { userId?: unknown } | null | undefined;
  // What is not an id names nobody; the validation that follows refuses it.
  const named = toId(source?.userId);
  return isId(named) ? named : null;
}

import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemCode } from '@boxoffice/contracts';
import { DomainError } from '../problems/domain-error.js';

/**
 * Who may call a route.
 *
 * - `anyone`: nobody is asked who they are.
 * - `customer`: somebody known; they act for themselves alone, an admin for everybody.
 * - `admin`: admins alone.
 */
export type AccessRule = 'anyone' | 'customer' | 'admin';

/** Where a request of the demo identity names the user that it acts as. */
export type NamedBy = 'body' | 'path';

export interface RouteAccess {
  rule: AccessRule;
  namedBy?: NamedBy;
}

export const ROUTE_ACCESS = 'boxoffice:route-access';

/** Declares who may call a route. A route without it is closed to everyone. */
export function Access(rule: AccessRule, namedBy?: NamedBy): MethodDecorator & ClassDecorator {
  return SetMetadata<string, RouteAccess>(ROUTE_ACCESS, { rule, namedBy });
}

/** Who is calling. */
export class Caller {
  /**
   * @param userId the user; null for the demo's admin, whom no request names
   * @param isAdmin whether they may act for others
   */
  constructor(
    readonly userId: string | null,
    readonly isAdmin: boolean,
  ) {}

  /**
   * The user for whom something is to be done.
   *
   * @param userId whom the request names; the caller where it names nobody
   * @throws DomainError FORBIDDEN where the caller is somebody else and no admin; VALIDATION_FAILED
   * where neither the request nor a token says who it is
   */
  actingFor(userId: string | undefined = this.userId ?? undefined): string {
    if (userId === undefined) throw nobodyNamed();
    if (this.isAdmin || this.userId === userId) return userId;
    throw new DomainError(ProblemCode.Forbidden, 'You can do this for yourself only.');
  }

  /** The only user whose things may be seen; null: everybody's. For the condition of a query. */
  get onlyUser(): string | null {
    return this.isAdmin ? null : this.userId;
  }
}

function nobodyNamed(): DomainError {
  const message = 'userId must be an id: a whole number from 1';
  return new DomainError(
    ProblemCode.ValidationFailed,
    `The request cannot be carried out, and nothing was changed: ${message}.`,
    { errors: [{ field: 'userId', messages: [message] }] },
  );
}

/** A request that has passed the guard. */
export type IdentifiedRequest = FastifyRequest & { caller?: Caller };

/** The caller, in a handler's parameters. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => {
    const { caller } = context.switchToHttp().getRequest<IdentifiedRequest>();
    if (!caller) throw new Error('The route asks for a caller, but lets anyone in.');
    return caller;
  },
);

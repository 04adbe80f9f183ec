import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemCode, type UserRole } from '@boxoffice/contracts';
import { DomainError } from '../problems/domain-error.js';

/**
 * Who may call a route.
 *
 * - `anyone`: nobody is asked who they are.
 * - `visitor`: nobody has to say who they are, and whoever does may see more.
 * - `buyer`: somebody known, also a guest; they act for themselves alone, an admin for everybody.
 * - `customer`: somebody with an account, in whatever role; a guest is none.
 * - `door_staff`, `organiser`, `admin`: those who have the role, or one that may do more.
 * - `door_device`: a device that scans at the door, and nobody else; `DoorAccess` of the door says which one it is.
 */
export type AccessRule =
  | 'anyone'
  | 'visitor'
  | 'buyer'
  | 'customer'
  | 'door_staff'
  | 'organiser'
  | 'admin'
  | 'door_device';

/** The roles that a rule lets in. An organiser may what the door staff may, an admin everything. */
const LET_IN: Record<Exclude<AccessRule, 'anyone'>, ReadonlySet<UserRole>> = {
  visitor: new Set(['guest', 'customer', 'door_staff', 'organiser', 'admin']),
  buyer: new Set(['guest', 'customer', 'door_staff', 'organiser', 'admin']),
  customer: new Set(['customer', 'door_staff', 'organiser', 'admin']),
  door_staff: new Set(['door_staff', 'organiser', 'admin']),
  organiser: new Set(['organiser', 'admin']),
  admin: new Set(['admin']),
  door_device: new Set(),
};

/** Whom a rule is for, in the words of its refusal. */
const MEANT_FOR: Record<Exclude<AccessRule, 'anyone'>, string> = {
  visitor: 'everybody',
  buyer: 'buyers',
  customer: 'people with an account',
  door_staff: 'the door staff',
  organiser: 'organisers',
  admin: 'admins',
  door_device: 'devices that were lent for the door',
};

/** Where a request of the demo identity names the user that it acts as. */
export type NamedBy = 'body' | 'path';

export interface RouteAccess {
  rule: AccessRule;
  namedBy?: NamedBy;
}

export const ROUTE_ACCESS = 'boxoffice:route-access';
export const LIVE_SESSION = 'boxoffice:live-session';

/** Declares who may call a route. An API with a route that declares nothing does not start. */
export function Access(rule: AccessRule, namedBy?: NamedBy): MethodDecorator & ClassDecorator {
  return SetMetadata<string, RouteAccess>(ROUTE_ACCESS, { rule, namedBy });
}

/**
 * Has the database asked whether the token's session still lives, and what its user may do now. For
 * routes that are called seldom and can do harm; elsewhere a token is believed until it ends.
 */
export function LiveSession(): MethodDecorator & ClassDecorator {
  return SetMetadata(LIVE_SESSION, true);
}

/** Who is calling. */
export class Caller {
  /**
   * @param userId the user; null for the demo's admin, whom no request names
   * @param role what they may do
   * @param sessionId where they are signed in; null for the demo identity
   * @param mailbox that of their account, as a digest; undefined where there is none
   */
  constructor(
    readonly userId: string | null,
    readonly role: UserRole,
    readonly sessionId: string | null = null,
    readonly mailbox?: string,
  ) {}

  /** Whether they may act for others. */
  get isAdmin(): boolean {
    return this.role === 'admin';
  }

  /** @throws DomainError FORBIDDEN where the rule does not let the caller in */
  require(rule: Exclude<AccessRule, 'anyone'>): void {
    if (LET_IN[rule].has(this.role)) return;
    throw new DomainError(ProblemCode.Forbidden, `This is for ${MEANT_FOR[rule]} only.`);
  }

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

  /**
   * The caller's own id.
   *
   * @throws DomainError UNAUTHENTICATED for the demo's admin, whom no request names: they have no account
   */
  get ownId(): string {
    if (this.userId !== null) return this.userId;
    throw new DomainError(ProblemCode.Unauthenticated, 'Sign in first.');
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

/** Somebody who hasn't said who they are. */
export const NOBODY = new Caller(null, 'guest');

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

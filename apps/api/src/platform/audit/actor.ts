import type { UserRole } from '@boxoffice/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IdentifiedRequest } from '../access/access.js';
import { callerAddress } from '../http/caller-address.js';

/** What somebody was when they did something; `nobody` had not said who they are. */
export type ActorRole = UserRole | 'system' | 'nobody';

/** Who does something, and from where. */
export interface Actor {
  /** Null for the system, for nobody, and for the demo's admin, whom no request names. */
  actorId: string | null;
  actorRole: ActorRole;
  /** As {@link callerAddress} knows it; only its network is kept. */
  ip: string | null;
  /** Leads to the lines of the log that are about the request. */
  requestId: string | null;
  /** The mailbox of an account, as its token says: by which limits count, and never recorded. */
  mailbox?: string;
}

/** What happens by itself: a hold ends by its time, a job removes what is too old. */
export const THE_SYSTEM: Actor = Object.freeze({
  actorId: null,
  actorRole: 'system',
  ip: null,
  requestId: null,
});

/** Who does what a request asks for. */
export function actorOf(request: IdentifiedRequest): Actor {
  const { caller, id } = request;
  return {
    actorId: caller?.userId ?? null,
    actorRole: caller?.role ?? 'nobody',
    ip: callerAddress(request) ?? null,
    requestId: id,
    mailbox: caller?.mailbox,
  };
}

/** Who does what the request asks for, in a handler's parameters. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return actorOf(context.switchToHttp().getRequest<IdentifiedRequest>());
});

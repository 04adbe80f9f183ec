import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller, IdentifiedRequest } from '../platform/access/access.js';
import { actorOf } from '../platform/audit/actor.js';
import { readId } from '../platform/http/id-param.js';
import type { ChangeRequest } from './event-changes.js';
import type { SeriesRequest } from './series/series-changes.js';

type Addressed = IdentifiedRequest & { params: Readonly<Record<string, string>> };

/** Which event is to be changed, and by whom, as the address and the token say; its ids are ids. */
export const EventToChange = createParamDecorator(
  (_: unknown, context: ExecutionContext): ChangeRequest => {
    const request = context.switchToHttp().getRequest<Addressed>();
    return {
      organiserId: readId(request.params.organiserId),
      eventId: readId(request.params.eventId),
      caller: callerOf(request),
      actor: actorOf(request),
    };
  },
);

/** As {@link EventToChange}, for a series. */
export const SeriesToChange = createParamDecorator(
  (_: unknown, context: ExecutionContext): SeriesRequest => {
    const request = context.switchToHttp().getRequest<Addressed>();
    return {
      organiserId: readId(request.params.organiserId),
      seriesId: readId(request.params.seriesId),
      caller: callerOf(request),
      actor: actorOf(request),
    };
  },
);

function callerOf({ caller }: IdentifiedRequest): Caller {
  if (!caller) throw new Error('The route asks for a caller, but lets anyone in.');
  return caller;
}

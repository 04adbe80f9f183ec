import { ProblemCode } from '@boxoffice/contracts';
import { applyDecorators } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { OfOrganiser, ORGANISER_ID } from '../organisers/organiser-param.js';

export { ORGANISER_ID };

/** Parameters of paths, as they are described. */
export const EVENT_ID = { name: 'eventId', description: "The event's id.", example: '1' };

export const TIER_ID = { name: 'tierId', description: "The tier's id.", example: '1' };

const ALLOTMENT_ID = {
  name: 'allotmentId',
  description: "The allotment's id.",
  example: '7300000000000000004',
};

const CODE_ID = {
  name: 'codeId',
  description: "The code's id.",
  example: '7300000000000000005',
};

const TICKET_TYPE_ID = {
  name: 'ticketTypeId',
  description: "The ticket type's id.",
  example: '7300000000000000003',
};

const SERIES_ID = {
  name: 'seriesId',
  description: "The series's id.",
  example: '7300000000000000009',
};

/**
 * A description of 20,000 characters, and a hundred ticket types with name and condition, are 46,000 characters: up to
 * four bytes each.
 */
export const EVENT_BODY_BYTES = 256 * 1024;

/** As {@link OfOrganiser}, for a route below one of its events. */
export function OfEvent(...problems: ProblemCode[]) {
  return applyDecorators(ApiParam(EVENT_ID), OfOrganiser(ProblemCode.EventNotFound, ...problems));
}

/** As {@link OfEvent}, for a route that changes the event, which can't be done once it is cancelled. */
export function ChangesEvent(...problems: ProblemCode[]) {
  return OfEvent(ProblemCode.EventStateConflict, ...problems);
}

/** As {@link ChangesEvent}, for a route below one of its tiers. */
export function ChangesTier(...problems: ProblemCode[]) {
  return applyDecorators(ApiParam(TIER_ID), ChangesEvent(ProblemCode.TierNotFound, ...problems));
}

/** As {@link ChangesTier}, for a route below one of its ticket types. */
export function ChangesTicketType(...problems: ProblemCode[]) {
  return applyDecorators(
    ApiParam(TICKET_TYPE_ID),
    ChangesTier(ProblemCode.TicketTypeNotFound, ...problems),
  );
}

/** As {@link ChangesEvent}, for a route below one of its allotments. */
export function ChangesAllotment(...problems: ProblemCode[]) {
  return applyDecorators(
    ApiParam(ALLOTMENT_ID),
    ChangesEvent(ProblemCode.AllotmentNotFound, ...problems),
  );
}

/** As {@link ChangesEvent}, for a route below one of its codes. */
export function ChangesCode(...problems: ProblemCode[]) {
  return applyDecorators(ApiParam(CODE_ID), ChangesEvent(ProblemCode.CodeNotFound, ...problems));
}

/** As {@link OfOrganiser}, for a route below one of its series. */
export function OfSeries(...problems: ProblemCode[]) {
  return applyDecorators(ApiParam(SERIES_ID), OfOrganiser(ProblemCode.SeriesNotFound, ...problems));
}

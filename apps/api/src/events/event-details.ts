import type { EventState, FieldErrorDto } from '@boxoffice/contracts';
import type { EventEntity } from './event.entity.js';

/** What an organisation writes of an event. */
export type EventDetails = Pick<
  EventEntity,
  | 'name'
  | 'subtitle'
  | 'description'
  | 'languages'
  | 'venue'
  | 'address'
  | 'startsAt'
  | 'endsAt'
  | 'doorsAt'
  | 'timeZone'
  | 'currency'
  | 'saleStartsAt'
  | 'saleEndsAt'
  | 'holdSeconds'
  | 'maxTicketsPerBooking'
  | 'maxTicketsPerUser'
  | 'taxName'
  | 'taxBasisPoints'
  | 'taxIncluded'
  | 'buyerRefundDays'
  | 'buyerRefundFees'
  | 'codesRotate'
  | 'transferHours'
>;

/** How long an event without an end is taken to last. */
const LENGTH_MS = 24 * 60 * 60 * 1_000;

/** When an event is over. */
export function endOf({ startsAt, endsAt }: Pick<EventDetails, 'startsAt' | 'endsAt'>): Date {
  return endsAt ?? new Date(startsAt.getTime() + LENGTH_MS);
}

/** When an `event` is over: {@link endOf} in SQL. */
export const END_SQL = `coalesce(event.ends_at, event.starts_at + interval '24 hours')`;

/** Whether an `event` is over by the database's clock. */
export const IS_OVER_SQL = `${END_SQL} <= now()`;

/** The state of an `event`, that it has ended included: {@link stateOf} in SQL. */
export const STATE_SQL = `CASE WHEN event.state IN ('published', 'paused') AND ${IS_OVER_SQL}
    THEN 'ended' ELSE event.state END`;

/**
 * The state of an event, that it has ended included.
 *
 * @param now milliseconds since 1970
 */
export function stateOf(event: EventEntity, now: number): EventState {
  const isRunning = event.state === 'published' || event.state === 'paused';
  return isRunning && endOf(event).getTime() <= now ? 'ended' : event.state;
}

/** What is wrong with the order of an event's times. */
export function errorsInOrder(event: EventDetails): FieldErrorDto[] {
  const { startsAt, endsAt, doorsAt, saleStartsAt, saleEndsAt } = event;
  const rules: [field: string, isBroken: boolean, rule: string][] = [
    ['endsAt', endsAt !== null && endsAt <= startsAt, 'must be after startsAt'],
    ['doorsAt', doorsAt !== null && doorsAt > startsAt, 'must not be after startsAt'],
    ['saleStartsAt', saleStartsAt !== null && saleStartsAt >= startsAt, 'must be before startsAt'],
    [
      'saleEndsAt',
      saleEndsAt !== null && saleStartsAt !== null && saleEndsAt <= saleStartsAt,
      'must be after saleStartsAt',
    ],
    [
      'saleEndsAt',
      saleEndsAt !== null && saleEndsAt > endOf(event),
      'must not be after the end of the event',
    ],
  ];
  return rules
    .filter(([, isBroken]) => isBroken)
    .map(([field, , rule]) => ({ field, messages: [`${field} ${rule}`] }));
}

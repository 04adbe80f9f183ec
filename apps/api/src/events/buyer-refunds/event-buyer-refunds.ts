import type { BuyerRefundsDto, BuyerRefundTermsDto } from '@boxoffice/contracts';
import type { EventEntity } from '../event.entity.js';
import { momentDaysBefore } from '../times/event-times.js';

/** The columns that say until when buyers return tickets. */
export type BuyerRefundColumns = Pick<EventEntity, 'buyerRefundDays' | 'buyerRefundFees'>;

/** Whether buyers return tickets of an event, as its organiser has set it; null: they can't. */
export function buyerRefundsOf({
  buyerRefundDays,
  buyerRefundFees,
}: BuyerRefundColumns): BuyerRefundsDto | null {
  return buyerRefundDays === null || buyerRefundFees === null
    ? null
    : { untilDaysBefore: buyerRefundDays, fees: buyerRefundFees };
}

/** The columns of what an organiser has set. */
export function buyerRefundColumns(refunds: BuyerRefundsDto | null): BuyerRefundColumns {
  return {
    buyerRefundDays: refunds?.untilDaysBefore ?? null,
    buyerRefundFees: refunds?.fees ?? null,
  };
}

/** The same as buyers are shown it, for the start that the event has now. */
export function buyerRefundTermsOf(
  event: BuyerRefundColumns & Pick<EventEntity, 'startsAt' | 'timeZone'>,
): BuyerRefundTermsDto | null {
  const refunds = buyerRefundsOf(event);
  if (!refunds) return null;
  const until = momentDaysBefore(event.startsAt, refunds.untilDaysBefore, event.timeZone);
  return { until: until.toISOString(), fees: refunds.fees };
}

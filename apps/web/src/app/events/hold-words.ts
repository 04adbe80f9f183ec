import { minutes, tickets } from '../design/counts';
import { ORDER_TICKETS_MAX } from './order/order';

/**
 * What to know before choosing. A limit is named where the event sets one; 500 surprises nobody.
 *
 * @param most tickets of one order
 */
export function holdWords(isFree: boolean, most: number, holdSeconds: number): string {
  if (isFree) {
    return most < ORDER_TICKETS_MAX
      ? $localize`Free. Up to ${tickets(most)}:tickets: per order.`
      : $localize`Free. There’s nothing to pay.`;
  }
  const time = minutes(Math.round(holdSeconds / 60));
  return most < ORDER_TICKETS_MAX
    ? $localize`Up to ${tickets(most)}:tickets: per order. We’ll hold them for ${time}:time: while you pay.`
    : $localize`We’ll hold your tickets for ${time}:time: while you pay.`;
}

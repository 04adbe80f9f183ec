import type { EventDto } from '@boxoffice/contracts';

export type SaleState = 'open' | 'not-begun' | 'over' | 'paused' | 'cancelled';

/**
 * Whether the event is on sale.
 *
 * @param now on the server's clock, in milliseconds
 */
export function saleState(
  event: Pick<EventDto, 'state' | 'saleStartsAt' | 'saleEndsAt'>,
  now: number,
): SaleState {
  if (event.state === 'cancelled') return 'cancelled';
  if (event.state === 'ended') return 'over';
  if (event.saleEndsAt !== null && now >= Date.parse(event.saleEndsAt)) return 'over';
  if (event.state === 'paused') return 'paused';
  if (event.saleStartsAt !== null && now < Date.parse(event.saleStartsAt)) return 'not-begun';
  return 'open';
}

import type { EventDto } from '@boxoffice/contracts';

export type SaleState = 'open' | 'not-begun' | 'over' | 'paused' | 'cancelled';

/** Whether the event is on sale at this moment of the server's clock. */
export function saleState(
  event: Pick<EventDto, 'state' | 'saleStartsAt' | 'saleEndsAt'>,
  serverTime: string,
): SaleState {
  const now = Date.parse(serverTime);
  if (event.state === 'cancelled') return 'cancelled';
  if (event.saleEndsAt !== null && now >= Date.parse(event.saleEndsAt)) return 'over';
  if (event.state === 'paused') return 'paused';
  if (event.saleStartsAt !== null && now < Date.parse(event.saleStartsAt)) return 'not-begun';
  return 'open';
}

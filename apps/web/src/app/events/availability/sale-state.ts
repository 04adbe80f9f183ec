import type { EventDto } from '@boxoffice/contracts';

export type SaleState = 'open' | 'not-begun' | 'over';

/** Whether the event is on sale at this moment of the server's clock. */
export function saleState(
  event: Pick<EventDto, 'saleStartsAt' | 'saleEndsAt'>,
  serverTime: string,
): SaleState {
  const now = Date.parse(serverTime);
  if (event.saleStartsAt !== null && now < Date.parse(event.saleStartsAt)) return 'not-begun';
  if (event.saleEndsAt !== null && now >= Date.parse(event.saleEndsAt)) return 'over';
  return 'open';
}

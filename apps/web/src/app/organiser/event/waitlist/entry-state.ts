import type { WaitingBuyerDto } from '@boxoffice/contracts';

/** What became of somebody who waited, in words. */
export function entryState({
  state,
  bookingStatus,
}: Pick<WaitingBuyerDto, 'state' | 'bookingStatus'>): string {
  switch (state) {
    case 'waiting':
      return $localize`Waiting`;
    case 'left':
      return $localize`Left the waitlist`;
    case 'refused':
      return $localize`Couldn’t be offered tickets: limit reached, or no longer sold`;
    case 'sale_ended':
      return $localize`Sale ended`;
    case 'offered':
      break;
  }
  if (bookingStatus === 'pending') return $localize`Offered, not paid for yet`;
  if (bookingStatus === 'confirmed') return $localize`Bought tickets`;
  return $localize`Offered, not taken`;
}

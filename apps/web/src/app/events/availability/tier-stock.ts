import type { TierAvailabilityDto } from '@boxoffice/contracts';
import { FEW_LEFT } from '@boxoffice/contracts/event-limits';

type Counts = Pick<TierAvailabilityDto, 'available' | 'held' | 'booked'>;

/**
 * How a tier stands: on sale, nearly gone, all held by others (some may come back), sold out (none
 * will), or never put on sale.
 */
export type TierStock =
  | { state: 'on-sale' }
  | { state: 'few'; left: number }
  | { state: 'held'; held: number }
  | { state: 'sold-out' }
  | { state: 'none' };

export function tierStock(counts: Counts): TierStock {
  if (counts.available > FEW_LEFT) return { state: 'on-sale' };
  if (counts.available > 0) return { state: 'few', left: counts.available };
  if (counts.held > 0) return { state: 'held', held: counts.held };
  if (counts.booked > 0) return { state: 'sold-out' };
  return { state: 'none' };
}

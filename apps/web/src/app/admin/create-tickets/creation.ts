import type {
  CREATE_TICKETS_MAX,
  CreatedTicketsDto,
  CreateTicketsDto,
  EventSummaryDto,
  EventTierDto,
} from '@boxoffice/contracts';

/** Most tickets of one call; its type is the contract's constant, so the two cannot part. */
export const CREATION_MAX: typeof CREATE_TICKETS_MAX = 20_000;

/** The three counts of the API, and the tiers that they create. */
export const COUNTED_TIERS = [
  { field: 'vipCount', created: 'vip', tier: 'VIP' },
  { field: 'frontRowCount', created: 'frontRow', tier: 'Front Row' },
  { field: 'gaCount', created: 'ga', tier: 'GA' },
] as const satisfies readonly {
  field: keyof CreateTicketsDto;
  created: keyof CreatedTicketsDto['breakdown'];
  tier: string;
}[];

/** Whether an event has any of the tiers that tickets are created for here. */
export function hasCountedTier({ tierNames }: Pick<EventSummaryDto, 'tierNames'>): boolean {
  return COUNTED_TIERS.some(({ tier }) => tierNames.includes(tier));
}

export type CountField = (typeof COUNTED_TIERS)[number]['field'];
export type Counts = Readonly<Record<CountField, number>>;

export const NO_TICKETS: Counts = { vipCount: 0, frontRowCount: 0, gaCount: 0 };

export interface CreationLine {
  field: CountField;
  tier: string;
  priceMinor: number;
  quantity: number;
  /** Most that this count may be while the others stay as they are. */
  max: number;
}

export interface Creation {
  lines: CreationLine[];
  count: number;
  faceValueMinor: number;
}

/** Works out what would be created. Tiers that the event does not have are left out. */
export function planCreation(tiers: readonly EventTierDto[], counts: Counts): Creation {
  const count = COUNTED_TIERS.reduce((sum, { field }) => sum + counts[field], 0);
  const lines = COUNTED_TIERS.flatMap(({ field, tier }) => {
    const found = tiers.find((one) => one.name === tier);
    if (!found) return [];
    const quantity = counts[field];
    const max = CREATION_MAX - (count - quantity);
    return [{ field, tier, priceMinor: found.priceMinor, quantity, max }];
  });
  const faceValueMinor = lines.reduce((sum, line) => sum + line.quantity * line.priceMinor, 0);
  return { lines, count, faceValueMinor };
}

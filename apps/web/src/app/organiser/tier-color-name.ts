import type { TierColor } from '@boxoffice/contracts/event-limits';

const NAMES: Record<Exclude<TierColor, ''>, () => string> = {
  red: () => $localize`Red`,
  orange: () => $localize`Orange`,
  yellow: () => $localize`Yellow`,
  green: () => $localize`Green`,
  teal: () => $localize`Teal`,
  blue: () => $localize`Blue`,
  indigo: () => $localize`Indigo`,
  purple: () => $localize`Purple`,
  pink: () => $localize`Pink`,
  grey: () => $localize`Grey`,
};

export function tierColorName(color: Exclude<TierColor, ''>): string {
  return NAMES[color]();
}

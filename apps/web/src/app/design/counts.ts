import { formatNumber, plural } from './formats';

/** `1 ticket`, `3 tickets`, `20,000 tickets`. */
export function tickets(count: number): string {
  return plural(count, {
    one: $localize`1 ticket`,
    other: $localize`${formatNumber(count)}:count: tickets`,
  });
}

/** `1 minute`, `10 minutes`. */
export function minutes(count: number): string {
  return plural(count, {
    one: $localize`1 minute`,
    other: $localize`${formatNumber(count)}:count: minutes`,
  });
}

/** `Only 1 VIP ticket left`, `Only 12 VIP tickets left`. */
export function onlyLeft(count: number, tier: string): string {
  return plural(count, {
    one: $localize`Only 1 ${tier}:tier: ticket left`,
    other: $localize`Only ${formatNumber(count)}:count: ${tier}:tier: tickets left`,
  });
}

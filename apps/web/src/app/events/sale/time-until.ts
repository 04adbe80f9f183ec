import { formatNumber, plural } from '../../design/formats';

const DAY_SECONDS = 86_400;

/** How long it is until a moment: `in 12 days` while it is far, `1:02:03` on the last two days. */
export function timeUntil(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds >= 2 * DAY_SECONDS) {
    const days = Math.floor(seconds / DAY_SECONDS);
    return plural(days, {
      one: $localize`in 1 day`,
      other: $localize`in ${formatNumber(days)}:count: days`,
    });
  }
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part, at) => String(part).padStart(at === 0 ? 1 : 2, '0')).join(':');
}

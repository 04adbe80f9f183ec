/**
 * A moment for people, as clocks show it where it matters.
 *
 * @param at ISO 8601
 * @param timeZone IANA name; one that is not known counts as UTC
 */
export function momentIn(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: isKnown(timeZone) ? timeZone : 'UTC',
    timeZoneName: 'short',
  }).format(new Date(at));
}

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
    return true;
  } catch {
    return false;
  }
}

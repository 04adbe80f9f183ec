/** A moment as the clock at a venue shows it, as fields of forms and the API take it: `2027-03-14T19:30`. */
export function localTimeIn(instant: string | null, timeZone: string): string {
  if (instant === null) return '';
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(instant))
    .replace(' ', 'T');
}

const DAY_MS = 86_400_000;

/**
 * Whether the clock at a venue shows a time twice, as it does in the night in which it goes back. The API takes the
 * first of the two.
 *
 * @param time as fields of forms have it
 */
export function isShownTwice(time: string, timeZone: string): boolean {
  const written = Date.parse(`${time}Z`);
  if (Number.isNaN(written)) return false;
  try {
    const [before, after] = [-DAY_MS, DAY_MS].map((distance) => {
      const nearby = written + distance;
      const shown = Date.parse(`${localTimeIn(new Date(nearby).toISOString(), timeZone)}Z`);
      // The moment that the time would be, if the clock went as it does a day away.
      return new Date(written - (shown - nearby)).toISOString();
    });
    return (
      before !== after &&
      [before, after].every((moment) => localTimeIn(moment ?? null, timeZone) === time)
    );
  } catch {
    // A zone that the browser doesn't know.
    return false;
  }
}

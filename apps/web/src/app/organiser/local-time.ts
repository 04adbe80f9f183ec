/** A moment as the clock at a venue shows it, as fields of forms and the API take it: `2027-03-14T19:30`. */
export function localTimeIn(instant: string | null, timeZone: string): string {
  if (instant === null) return '';
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(instant))
    .replace(' ', 'T');
}

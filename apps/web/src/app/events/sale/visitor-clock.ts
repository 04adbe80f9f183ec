import { formatEventMoment } from '../../design/formats';

/** The time zone of whoever looks at the page, as their device has it. */
function visitorZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Day and time of a moment on the visitor's own clock; undefined where it shows what the clock at the venue does. */
export function visitorMoment(instant: string, timeZone: string): string | undefined {
  const zone = visitorZone();
  return offsetOf(instant, zone) === offsetOf(instant, timeZone)
    ? undefined
    : formatEventMoment(instant, zone);
}

/** A moment as a clock shows it: the same text for the same difference from UTC. */
function offsetOf(instant: string, timeZone: string): string {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'medium' } as const;
  try {
    return new Intl.DateTimeFormat('sv-SE', options).format(new Date(instant));
  } catch {
    // As the formats do: a zone that the browser doesn't know counts as UTC.
    return new Intl.DateTimeFormat('sv-SE', { ...options, timeZone: 'UTC' }).format(
      new Date(instant),
    );
  }
}

/** The event's day, in the venue's time zone: `Saturday, June 12, 2027`. */
export function formatDay(instant: string, timeZone: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }).format(new Date(instant));
}

/** The event's time with the name of the venue's zone: `8:30 PM GMT+2`. */
export function formatEventTime(instant: string, timeZone: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(instant));
}

/** A moment that concerns the reader, in the reader's own time zone: `8:10 PM`. */
export function formatTime(instant: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(instant));
}

/** As {@link formatTime}, with the day: `Nov 22, 2026, 8:10 PM`. */
export function formatDayAndTime(instant: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  );
}

/** Day and time as people write them, the same on the pages and in the mails. */

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, found);
  }
  return found;
}

function format(instant: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return formatterOf(locale, options).format(new Date(instant));
}

/** A time zone that isn't known counts as UTC: an event's time with a name beside it is better than none. */
function known(timeZone: string): string {
  try {
    formatterOf('en', { timeZone });
    return timeZone;
  } catch {
    return 'UTC';
  }
}

/**
 * An event's day, in the venue's time zone: `Saturday, 12 June 2027`. Put together here: whether a comma
 * follows the weekday changes from one version of the browsers' and of Node's data to the next.
 */
export function formatDay(instant: string, timeZone: string, locale: string): string {
  const zone = { timeZone: known(timeZone) };
  const weekday = format(instant, locale, { weekday: 'long', ...zone });
  return `${weekday}, ${format(instant, locale, { dateStyle: 'long', ...zone })}`;
}

/** An event's day where there is little room, in the venue's time zone: `Sat, 12 Jun 2027`. */
export function formatShortDay(instant: string, timeZone: string, locale: string): string {
  const zone = { timeZone: known(timeZone) };
  const weekday = format(instant, locale, { weekday: 'short', ...zone }).replace('.', '');
  return `${weekday}, ${format(instant, locale, { dateStyle: 'medium', ...zone })}`;
}

/** An event's time on the clock at the venue: `20:30`. */
export function formatClockTime(instant: string, timeZone: string, locale: string): string {
  return format(instant, locale, { timeStyle: 'short', timeZone: known(timeZone) });
}

/** An event's time, with the name of the venue's zone: `20:30 CEST`. */
export function formatEventTime(instant: string, timeZone: string, locale: string): string {
  return format(instant, locale, {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: known(timeZone),
    timeZoneName: 'short',
  });
}

/** From when to when an event goes on: `20:30 – 22:45 CEST`; with the day where it ends on another one. */
export function formatEventTimes(
  startsAt: string,
  endsAt: string | null | undefined,
  timeZone: string,
  locale: string,
): string {
  if (!endsAt) return formatEventTime(startsAt, timeZone, locale);
  const isOneDay = formatDay(startsAt, timeZone, locale) === formatDay(endsAt, timeZone, locale);
  const end = isOneDay
    ? formatEventTime(endsAt, timeZone, locale)
    : formatEventMoment(endsAt, timeZone, locale);
  return `${formatClockTime(startsAt, timeZone, locale)} – ${end}`;
}

/** Day and time of an event: `Saturday, 12 June 2027, 20:30 CEST`. */
export function formatEventMoment(instant: string, timeZone: string, locale: string): string {
  return `${formatDay(instant, timeZone, locale)}, ${formatEventTime(instant, timeZone, locale)}`;
}

/** A moment that concerns the reader, in the reader's own time zone: `20:10`. */
export function formatTime(instant: string, locale: string): string {
  return format(instant, locale, { timeStyle: 'short' });
}

/** As {@link formatTime}, with the day: `22 Nov 2026, 20:10`. */
export function formatDayAndTime(instant: string, locale: string): string {
  return format(instant, locale, { dateStyle: 'medium', timeStyle: 'short' });
}

/** As {@link formatDayAndTime}, to the second: for records. */
export function formatRecordedMoment(instant: string, locale: string): string {
  return format(instant, locale, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** A day of the calendar, `2027-06-12`, wherever the reader is: `12 Jun 2027`; short: `12 Jun`. */
export function formatCalendarDay(
  day: string,
  locale: string,
  length: 'medium' | 'short' = 'medium',
): string {
  const options: Intl.DateTimeFormatOptions =
    length === 'medium' ? { dateStyle: 'medium' } : { day: 'numeric', month: 'short' };
  return format(`${day}T00:00:00Z`, locale, { ...options, timeZone: 'UTC' });
}

/**
 * An instant as ISO 8601 with the offset that its time zone has then: `2027-06-12T20:30:00+02:00`. In UTC where the
 * zone is not known.
 */
export function instantInZone(instant: string, timeZone: string): string {
  const moment = new Date(instant);
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const day = [part('year').padStart(4, '0'), part('month'), part('day')].join('-');
  const time = [part('hour'), part('minute'), part('second')].join(':');
  // `GMT+02:00`; `GMT` alone for none.
  const offset = part('timeZoneName').replace('GMT', '');
  return `${day}T${time}${offset === '' ? '+00:00' : offset}`;
}

const FIELDS: Intl.DateTimeFormatOptions = {
  calendar: 'iso8601',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'longOffset',
};

/** By the zones that there are, which are some hundreds; making one takes longer than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = makeFormatter(timeZone);
  // Anybody can write a zone in many ways, and some that are none.
  if (formatters.size >= FORMATTERS_MAX) formatters.clear();
  formatters.set(timeZone, made);
  return made;
}

const FORMATTERS_MAX = 1_000;

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en', { ...FIELDS, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en', { ...FIELDS, timeZone: 'UTC' });
  }
}

import { pageLocale } from '../../language/page-language';

/** The days of the week from Monday, in the page's language. */
export function weekdayNames(): { short: string; long: string }[] {
  const name = (weekday: 'short' | 'long', day: number): string =>
    // 1 January 2024 was a Monday.
    new Intl.DateTimeFormat(pageLocale(), { weekday, timeZone: 'UTC' }).format(
      Date.UTC(2024, 0, 1 + day),
    );
  return [0, 1, 2, 3, 4, 5, 6].map((day) => ({
    short: name('short', day),
    long: name('long', day),
  }));
}

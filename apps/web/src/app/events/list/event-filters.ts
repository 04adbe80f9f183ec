/** What the list of events is narrowed to, as it stands in the address. */
export interface EventFilters {
  q: string;
  /** Days of the calendar at the venue, both included: `2026-11-25`. */
  from: string;
  to: string;
  place: string;
  /** `free`, or the most in a currency's smallest unit: `2500-EUR`. */
  price: string;
  /** Id of the one whose events they are. */
  organiser: string;
}

export type FilterName = keyof EventFilters;

const TEXT_MAX_LENGTH = 100;
const DAY = /^2[01]\d\d-\d\d-\d\d$/;
const PRICE = /^(free|\d{1,9}-[A-Z]{3})$/;
const ID = /^[1-9]\d{0,18}$/;

/** Reads the filters from an address that anybody may have typed: what makes no sense is left out. */
export function readEventFilters(given: Partial<Record<FilterName, string>>): EventFilters {
  const fitting = (value: string | undefined, shape: RegExp): string => {
    const text = (value ?? '').trim();
    return shape.test(text) ? text : '';
  };
  const words = (value: string | undefined): string =>
    Array.from((value ?? '').trim())
      .slice(0, TEXT_MAX_LENGTH)
      .join('');
  const from = fitting(given.from, DAY);
  const to = fitting(given.to, DAY);
  return {
    q: words(given.q),
    from: isDay(from) ? from : '',
    // A day before the first one would leave nothing.
    to: isDay(to) && !(from > to) ? to : '',
    place: words(given.place),
    price: fitting(given.price, PRICE),
    organiser: fitting(given.organiser, ID),
  };
}

/** The filters that narrow anything, for the page's own address. */
export function filterParams(filters: EventFilters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}

/** The same, as the API takes them. */
export function eventsQuery({ price, organiser, ...rest }: EventFilters): Record<string, string> {
  const [maxPriceMinor = '', currency = ''] = price.split('-');
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== '')),
    ...(price === 'free' && { free: 'true' }),
    ...(currency !== '' && { maxPriceMinor, currency }),
    ...(organiser !== '' && { organiserId: organiser }),
  };
}

function isDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}

/** Days that are asked for by name. */
export type Period = 'any' | 'today' | 'weekend' | 'week' | 'month' | 'chosen';

export interface Days {
  from: string;
  to: string;
}

/** The days of a period, seen from a day. A weekend is what is left of it. */
export function daysOf(period: Exclude<Period, 'any' | 'chosen'>, today: Date): Days {
  const daysAhead = (days: number): string => {
    // The calendar's own arithmetic: a day may have 23 hours.
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() + days);
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  };
  const weekday = today.getDay();
  switch (period) {
    case 'today':
      return { from: daysAhead(0), to: daysAhead(0) };
    case 'weekend':
      return weekday === 0
        ? { from: daysAhead(0), to: daysAhead(0) }
        : { from: daysAhead(6 - weekday), to: daysAhead(7 - weekday) };
    case 'week':
      return { from: daysAhead(0), to: daysAhead(6) };
    case 'month':
      return { from: daysAhead(0), to: daysAhead(29) };
  }
}

/** The period that some days are, seen from a day. */
export function periodOf({ from, to }: Days, today: Date): Period {
  if (from === '' && to === '') return 'any';
  const named = (['today', 'weekend', 'week', 'month'] as const).find((period) => {
    const days = daysOf(period, today);
    return days.from === from && days.to === to;
  });
  return named ?? 'chosen';
}

import * as formats from '@boxoffice/contracts/formats';
import * as money from '@boxoffice/contracts/money';
import { pageLocale } from '../language/page-language';

/** Dates, times, numbers and money in the language of the page. The mails write them by the same functions. */

export const formatMoney = (minor: number, currency: string): string =>
  money.formatMoney(minor, currency, pageLocale());

/** Hundredths of a percent. */
export const formatPercent = (basisPoints: number): string =>
  formats.formatPercent(basisPoints, pageLocale());

export const formatNumber = (value: number): string => formats.formatNumber(value, pageLocale());

export const formatDay = (instant: string, timeZone: string): string =>
  formats.formatDay(instant, timeZone, pageLocale());

export const formatShortDay = (instant: string, timeZone: string): string =>
  formats.formatShortDay(instant, timeZone, pageLocale());

export const formatClockTime = (instant: string, timeZone: string): string =>
  formats.formatClockTime(instant, timeZone, pageLocale());

export const formatEventTime = (instant: string, timeZone: string): string =>
  formats.formatEventTime(instant, timeZone, pageLocale());

export const formatEventTimes = (
  startsAt: string,
  endsAt: string | null | undefined,
  timeZone: string,
): string => formats.formatEventTimes(startsAt, endsAt, timeZone, pageLocale());

export const formatEventMoment = (instant: string, timeZone: string): string =>
  formats.formatEventMoment(instant, timeZone, pageLocale());

export const formatCalendarDay = (day: string, length?: 'medium' | 'short'): string =>
  formats.formatCalendarDay(day, pageLocale(), length);

export const formatTime = (instant: string): string => formats.formatTime(instant, pageLocale());

export const formatDayAndTime = (instant: string): string =>
  formats.formatDayAndTime(instant, pageLocale());

export const formatRecordedMoment = (instant: string): string =>
  formats.formatRecordedMoment(instant, pageLocale());

/** The form of a text for a number, by the rules of the page's language. Templates take the finished text. */
export const plural = (count: number, forms: formats.PluralForms): string =>
  formats.pluralForm(count, forms, pageLocale());

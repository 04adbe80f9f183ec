import { BASIS_POINTS_MAX } from '@boxoffice/contracts/pricing';
import { pageLocale } from '../language/page-language';

/** A percentage as it is typed: `19`, `7.5` or `7,5`; at most two digits after the point. */
const PERCENT = /^\d{1,3}(?:[.,]\d{1,2})?$/;

/** Reads a percentage without a fault, in hundredths of a per cent. */
export function readPercent(text: string): number {
  return Math.round(Number(text.trim().replace(',', '.')) * 100);
}

/** What is wrong with a percentage, in words; undefined: nothing. */
export function percentFault(text: string): string | undefined {
  const typed = text.trim();
  const isRight =
    PERCENT.test(typed) && readPercent(typed) >= 1 && readPercent(typed) <= BASIS_POINTS_MAX;
  return isRight ? undefined : $localize`Enter a percentage up to 100, like ${example()}:percent:`;
}

/** A percentage as it would be typed. */
export function percentText(basisPoints: number): string {
  return String(basisPoints / 100);
}

function example(): string {
  return new Intl.NumberFormat(pageLocale()).format(7.5);
}

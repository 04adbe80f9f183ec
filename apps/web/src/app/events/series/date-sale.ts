import type { SeriesDateDto } from '@boxoffice/contracts';
import { formatEventMoment } from '../../design/formats';

/** How the sale of a date stands, in a few words. */
export function dateSaleWords({ sale, saleStartsAt, timeZone }: SeriesDateDto): string {
  switch (sale) {
    case 'available':
      return $localize`Available`;
    case 'few_left':
      return $localize`Few left`;
    case 'all_held':
      return $localize`All held right now`;
    case 'sold_out':
      return $localize`Sold out`;
    case 'not_yet':
      return saleStartsAt
        ? $localize`On sale from ${formatEventMoment(saleStartsAt, timeZone)}:moment:`
        : $localize`Not on sale yet`;
    case 'closed':
      return $localize`Sale ended`;
    case 'paused':
      return $localize`Sale paused`;
    case 'cancelled':
      return $localize`Cancelled`;
    case 'over':
      return $localize`Over`;
  }
}

/** Whether tickets can be had now. */
export function isOpen({ sale }: Pick<SeriesDateDto, 'sale'>): boolean {
  return sale === 'available' || sale === 'few_left' || sale === 'all_held';
}

/** Whether tickets can be had now, or from a later moment on. */
export function isToCome(date: Pick<SeriesDateDto, 'sale'>): boolean {
  return isOpen(date) || date.sale === 'not_yet';
}

import type { EventSummaryDto } from '@boxoffice/contracts';
import {
  formatClockTime,
  formatEventTime,
  formatMoney,
  formatShortDay,
} from '../../design/formats';
import { visitorMoment } from '../sale/visitor-clock';

/** What a card says of the tickets, and how loudly. */
export interface SaleWords {
  tone: 'quiet' | 'warning' | 'error';
  text: string;
}

/** What stands between a buyer and tickets; nothing while they are on sale. */
export function saleWords(event: EventSummaryDto): SaleWords | undefined {
  switch (event.sale) {
    case 'on_sale':
      return undefined;
    case 'not_yet':
      return { tone: 'quiet', text: onSaleFrom(event) };
    case 'held':
      return { tone: 'warning', text: $localize`Last tickets on hold` };
    case 'sold_out':
      return { tone: 'quiet', text: $localize`Sold out` };
    case 'paused':
      return { tone: 'warning', text: $localize`Sales paused` };
    case 'over':
      return { tone: 'quiet', text: $localize`Sales have ended` };
    case 'cancelled':
      return { tone: 'error', text: $localize`Cancelled` };
  }
}

function onSaleFrom({ saleStartsAt, timeZone }: EventSummaryDto): string {
  if (saleStartsAt === null) return $localize`Not on sale yet`;
  const day = formatShortDay(saleStartsAt, timeZone);
  // Where the visitor's clock shows another time, the venue's says which it is.
  const isOther = visitorMoment(saleStartsAt, timeZone) !== undefined;
  const time = (isOther ? formatEventTime : formatClockTime)(saleStartsAt, timeZone);
  return $localize`On sale ${day}:day:, ${time}:time:`;
}

/** What the cheapest ticket costs, unless there is none to come. */
export function priceWords({ fromPriceMinor, currency, sale }: EventSummaryDto): string {
  if (fromPriceMinor === null || sale === 'cancelled' || sale === 'over') return '';
  if (fromPriceMinor === 0) return $localize`Free`;
  return $localize`from ${formatMoney(fromPriceMinor, currency)}:price:`;
}

import { applyEach, validate, type SchemaPathTree } from '@angular/forms/signals';
import type { ChangeSeriesDto, RESERVE_TICKETS_MAX } from '@boxoffice/contracts';
import {
  EVENT_ADDRESS_MAX_LENGTH,
  EVENT_DESCRIPTION_MAX_LENGTH,
  EVENT_NAME_MAX_LENGTH,
  EVENT_TICKETS_MAX,
} from '@boxoffice/contracts/event-limits';
import { isTimeOfDay } from '@boxoffice/contracts/series-dates';
import { isLine, isText } from '../../form/rules';
import { isCount } from '../create/event-rules';
import { languagesIn } from '../create/languages-field';
import { priceFault, readPrice } from '../price-text';

const BOOKING_TICKETS_MAX: typeof RESERVE_TICKETS_MAX = 500;

/** Longest time between the start of a sale and the event, in days. */
const DAYS_BEFORE_MAX = 730;

/** What many dates are changed to, as it is typed. Empty: it stays as it is. */
export interface SeriesChangeDraft {
  name: string;
  subtitle: string;
  /** Tags with a blank between them. */
  languages: string;
  description: string;
  venue: string;
  address: string;
  saleStartsDays: string;
  saleStartsTime: string;
  saleEndsDays: string;
  saleEndsTime: string;
  maxTicketsPerBooking: string;
  maxTicketsPerUser: string;
  prices: SeriesPriceDraft[];
}

/** A price that all dates share: of a tier, or of a ticket type within it. */
export interface SeriesPriceDraft {
  tier: string;
  ticketType: string;
  price: string;
}

export function newSeriesChange(prices: SeriesPriceDraft[]): SeriesChangeDraft {
  return {
    name: '',
    subtitle: '',
    languages: '',
    description: '',
    venue: '',
    address: '',
    saleStartsDays: '',
    saleStartsTime: '09:00',
    saleEndsDays: '',
    saleEndsTime: '18:00',
    maxTicketsPerBooking: '',
    maxTicketsPerUser: '',
    prices,
  };
}

export function isSeriesChange(
  path: SchemaPathTree<SeriesChangeDraft>,
  currency: () => string,
): void {
  for (const line of [path.name, path.subtitle, path.venue]) isLine(line, EVENT_NAME_MAX_LENGTH);
  isText(path.address, EVENT_ADDRESS_MAX_LENGTH);
  isText(path.description, EVENT_DESCRIPTION_MAX_LENGTH);
  isCount(path.saleStartsDays, 0, DAYS_BEFORE_MAX, { isOptional: true });
  isCount(path.saleEndsDays, 0, DAYS_BEFORE_MAX, { isOptional: true });
  isCount(path.maxTicketsPerBooking, 1, BOOKING_TICKETS_MAX, { isOptional: true });
  isCount(path.maxTicketsPerUser, 1, EVENT_TICKETS_MAX, { isOptional: true });
  for (const time of [path.saleStartsTime, path.saleEndsTime]) {
    validate(time, ({ value }) =>
      isTimeOfDay(value()) ? null : { kind: 'time', message: $localize`Enter a time like 19:30` },
    );
  }
  applyEach(path.prices, (row) => {
    validate(row.price, ({ value }) => {
      const message = value().trim() === '' ? undefined : priceFault(value(), currency());
      return message === undefined ? null : { kind: 'price', message };
    });
  });
}

/** What the API takes: only what was filled in. */
export function changeSeriesDto(draft: SeriesChangeDraft, currency: string): ChangeSeriesDto {
  const texts = ['name', 'subtitle', 'description', 'venue', 'address'] as const;
  const filled = texts.filter((text) => draft[text].trim() !== '');
  const prices = draft.prices
    .filter(({ price }) => price.trim() !== '')
    .map(({ tier, ticketType, price }) => ({
      tier,
      ...(ticketType && { ticketType }),
      priceMinor: readPrice(price, currency),
    }));
  return {
    ...Object.fromEntries(filled.map((text) => [text, draft[text]])),
    ...(draft.languages && { languages: languagesIn(draft.languages) }),
    ...(draft.saleStartsDays.trim() && {
      saleStarts: { days: Number(draft.saleStartsDays), time: draft.saleStartsTime },
    }),
    ...(draft.saleEndsDays.trim() && {
      saleEnds: { days: Number(draft.saleEndsDays), time: draft.saleEndsTime },
    }),
    ...(draft.maxTicketsPerBooking.trim() && {
      maxTicketsPerBooking: Number(draft.maxTicketsPerBooking),
    }),
    ...(draft.maxTicketsPerUser.trim() && { maxTicketsPerUser: Number(draft.maxTicketsPerUser) }),
    ...(prices.length > 0 && { prices }),
  };
}

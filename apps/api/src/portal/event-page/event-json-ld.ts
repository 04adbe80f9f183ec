import type {
  EventDto,
  EventOrganiserDto,
  EventTierDto,
  SeriesDto,
  TicketListingDto,
  TierAvailabilityDto,
} from '@boxoffice/contracts';
import { NO_WORDS } from '@boxoffice/contracts';
import { toDecimal } from '@boxoffice/contracts/money';
import { plainTextOf } from '../../events/description/render-markdown.js';
import { oneLine } from '../../platform/text/plain-text.js';
import { instantInZone } from './instant-in-zone.js';

/**
 * An event in the words of schema.org, as search engines read them
 * (https://developers.google.com/search/docs/appearance/structured-data/event). What isn't known is left out.
 *
 * @param url of the event's page
 * @param image of the event
 */
export function eventJsonLd(
  event: EventDto,
  listing: TicketListingDto,
  url: string,
  image: string,
): Record<string, unknown> {
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: oneLine(event.name),
    ...(event.description === '' ? {} : { description: plainTextOf(event.description) }),
    ...spoken(event.languages),
    image: [image],
    url,
    organizer: organizer(event.organiser),
    startDate: instantInZone(event.startsAt, event.timeZone),
    ...moment('endDate', event.endsAt, event.timeZone),
    ...moment('doorTime', event.doorsAt, event.timeZone),
    eventStatus: `https://schema.org/${event.state === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    ...place(event),
    offers: event.tiers.flatMap((tier) => offersOf(event, tier, listing, url)),
  };
}

/** Dates of a series that are told, the next ones first; each has its own page for the rest. */
const DATES_TOLD_MAX = 100;

/**
 * A series in the words of schema.org: what it is, and the dates to come, which say on their own pages what they cost.
 *
 * @param address of the venue of its next date
 */
export function seriesJsonLd(
  series: SeriesDto,
  address: string,
  publicUrl: string,
  image: string,
): Record<string, unknown> {
  const ahead = series.dates.filter(({ sale }) => sale !== 'over').slice(0, DATES_TOLD_MAX);
  const [first] = ahead;
  const last = ahead.at(-1);
  return {
    '@context': 'https://schema.org',
    '@type': 'EventSeries',
    name: oneLine(series.name),
    ...(series.description === '' ? {} : { description: plainTextOf(series.description) }),
    image: [image],
    url: `${publicUrl}/series/${series.id}`,
    organizer: organizer(series.organiser),
    ...(first ? moment('startDate', first.startsAt, first.timeZone) : {}),
    ...(last ? moment('endDate', last.startsAt, last.timeZone) : {}),
    subEvent: ahead.map((date) => ({
      '@type': 'Event',
      name: oneLine(date.name),
      url: `${publicUrl}/events/${date.eventId}`,
      image: [image],
      startDate: instantInZone(date.startsAt, date.timeZone),
      eventStatus: `https://schema.org/${date.sale === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
      ...place({ venue: date.venue, address: date.venue === first?.venue ? address : '' }),
    })),
  };
}

function organizer({ name, contactEmail }: EventOrganiserDto): Record<string, unknown> {
  return { '@type': 'Organization', name: oneLine(name), email: contactEmail };
}

/** Without words is no language. */
function spoken(languages: readonly string[]): Record<string, unknown> {
  const tags = languages.filter((tag) => tag !== NO_WORDS);
  return tags.length === 0 ? {} : { inLanguage: tags };
}

function place({ venue, address }: Pick<EventDto, 'venue' | 'address'>): Record<string, unknown> {
  const name = oneLine(venue);
  const where = oneLine(address);
  if (name === '' && where === '') return {};
  // Both are asked for; one is better than none.
  return { location: { '@type': 'Place', name: name || where, address: where || name } };
}

/** One for each ticket type of the tier, or for the tier where it has none. */
function offersOf(
  event: EventDto,
  tier: EventTierDto,
  listing: TicketListingDto,
  url: string,
): Record<string, unknown>[] {
  const counts = listing.tiers.find(({ id }) => id === tier.id);
  const offer = (name: string, fullPriceMinor: number, sale: Sale): Record<string, unknown> => ({
    '@type': 'Offer',
    name,
    price: toDecimal(fullPriceMinor, event.currency),
    priceCurrency: event.currency,
    availability: `https://schema.org/${availability(event, counts, sale, listing.asOf)}`,
    url,
    ...moment('validFrom', sale.saleStartsAt, event.timeZone),
    ...moment('validThrough', sale.saleEndsAt, event.timeZone),
  });
  const name = oneLine(tier.name);
  if (tier.ticketTypes.length === 0) return [offer(name, tier.fullPriceMinor, event)];
  return tier.ticketTypes.map((type) =>
    offer(`${name}, ${oneLine(type.name)}`, type.fullPriceMinor, {
      saleStartsAt: later(type.saleStartsAt, event.saleStartsAt),
      saleEndsAt: earlier(type.saleEndsAt, event.saleEndsAt),
    }),
  );
}

function later(a: string | null, b: string | null): string | null {
  return a === null || b === null ? (a ?? b) : a > b ? a : b;
}

function earlier(a: string | null, b: string | null): string | null {
  return a === null || b === null ? (a ?? b) : a < b ? a : b;
}

/** When something is sold; the event's or its own. */
type Sale = Pick<EventDto, 'saleStartsAt' | 'saleEndsAt'>;

/** "Sold out" only where nobody holds the last tickets: those may come back. */
function availability(
  event: EventDto,
  counts: TierAvailabilityDto | undefined,
  { saleStartsAt, saleEndsAt }: Sale,
  asOf: string,
): string {
  const now = Date.parse(asOf);
  if (event.state !== 'published') return 'OutOfStock';
  if (saleEndsAt !== null && now >= Date.parse(saleEndsAt)) return 'OutOfStock';
  if (saleStartsAt !== null && now < Date.parse(saleStartsAt)) return 'PreOrder';
  if (counts === undefined) return 'OutOfStock';
  if (counts.available > 0) return 'InStock';
  if (counts.held > 0) return 'Reserved';
  return counts.booked > 0 ? 'SoldOut' : 'OutOfStock';
}

function moment(name: string, instant: string | null, timeZone: string): Record<string, string> {
  return instant === null ? {} : { [name]: instantInZone(instant, timeZone) };
}

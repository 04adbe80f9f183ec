import type { EventDto, TicketListingDto, TierAvailabilityDto } from '@boxoffice/contracts';
import { toDecimal } from '@boxoffice/contracts/money';
import { oneLine } from '../../platform/text/plain-text.js';
import { instantInZone } from './instant-in-zone.js';

/**
 * An event in the words of schema.org, as search engines read them
 * (https://developers.google.com/search/docs/appearance/structured-data/event). What isn't known is left out.
 *
 * @param url of the event's page
 */
export function eventJsonLd(
  event: EventDto,
  listing: TicketListingDto,
  url: string,
): Record<string, unknown> {
  const venue = oneLine(event.venue);
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: oneLine(event.name),
    ...(event.description === '' ? {} : { description: event.description }),
    url,
    startDate: instantInZone(event.startsAt, event.timeZone),
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    ...(venue === '' ? {} : { location: { '@type': 'Place', name: venue, address: venue } }),
    offers: listing.tiers.map((tier) => ({
      '@type': 'Offer',
      name: oneLine(tier.name),
      price: toDecimal(tier.priceMinor, event.currency),
      priceCurrency: event.currency,
      availability: `https://schema.org/${availability(event, tier, listing.asOf)}`,
      url,
      ...(event.saleStartsAt === null
        ? {}
        : { validFrom: instantInZone(event.saleStartsAt, event.timeZone) }),
      ...(event.saleEndsAt === null
        ? {}
        : { validThrough: instantInZone(event.saleEndsAt, event.timeZone) }),
    })),
  };
}

/** "Sold out" only where nobody holds the last tickets: those may come back. */
function availability(event: EventDto, tier: TierAvailabilityDto, asOf: string): string {
  const now = Date.parse(asOf);
  if (event.saleEndsAt !== null && now >= Date.parse(event.saleEndsAt)) return 'OutOfStock';
  if (event.saleStartsAt !== null && now < Date.parse(event.saleStartsAt)) return 'PreOrder';
  if (tier.available > 0) return 'InStock';
  if (tier.held > 0) return 'Reserved';
  return tier.booked > 0 ? 'SoldOut' : 'OutOfStock';
}

import { priceOrder, type PricingTerms } from '@boxoffice/contracts/pricing';
import type { BookingFeesOf } from './order';

/**
 * What orders of an event cost beside their tickets, whose full prices the server says. Loaded for events with such fees
 * alone.
 */
export function bookingFees(terms: PricingTerms): BookingFeesOf {
  return (lines) => priceOrder(lines, terms).charges?.bookingFees ?? [];
}

import type { ListEventsQueryDto } from '@boxoffice/contracts';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';

/** A search in its normal form: queries that mean the same are equal. */
export interface ListingQuery {
  q: string;
  place: string;
  from: string | null;
  to: string | null;
  currency: string | null;
  maxPriceMinor: number | null;
  free: boolean;
  organiserId: string | null;
}

/** @throws DomainError VALIDATION_FAILED for fields that make no sense together */
export function listingQueryOf(query: ListEventsQueryDto): ListingQuery {
  const { from = null, to = null, currency = null, maxPriceMinor = null } = query;
  if (from !== null && to !== null && to < from) {
    throw validationFailed([{ field: 'to', messages: ['to must not be before from'] }]);
  }
  if (maxPriceMinor !== null && currency === null) {
    const messages = ['currency must be given with maxPriceMinor'];
    throw validationFailed([{ field: 'currency', messages }]);
  }
  return {
    q: query.q ?? '',
    place: query.place ?? '',
    from,
    to,
    currency,
    maxPriceMinor,
    free: query.free === 'true',
    organiserId: query.organiserId ?? null,
  };
}

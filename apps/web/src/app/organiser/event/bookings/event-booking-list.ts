import type { EventBookingPageDto, EventBookingRowDto } from '@boxoffice/contracts';
import { apiUrl } from '../../../api/api-url';
import { PagedList } from '../../../api/paged-list';
import { filterParams, type BookingFilters } from './booking-filters';

/** Bookings a page: two screens of a dense table. */
const PAGE_SIZE = 50;

/** An event's bookings that match, newest first. */
export class EventBookingList extends PagedList<EventBookingPageDto, EventBookingRowDto> {
  constructor(organiserId: () => string, eventId: () => string, filters: () => BookingFilters) {
    super({
      address: (after) => {
        const page = { limit: String(PAGE_SIZE), ...(after && { after }) };
        const params = new URLSearchParams({ ...filterParams(filters()), ...page });
        return `${apiUrl('organisers', organiserId(), 'events', eventId(), 'bookings')}?${params.toString()}`;
      },
      itemsOf: ({ bookings }) => bookings,
      idOf: ({ id }) => id,
      nextOf: ({ next }) => next ?? undefined,
    });
  }
}

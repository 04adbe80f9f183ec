import { computed, inject } from '@angular/core';
import type { BookingDto, UserBookingsDto } from '@boxoffice/contracts';
import { apiUrl } from '../api/api-url';
import { afterFullPage, PagedList } from '../api/paged-list';
import { Identity } from './identity';

/** Bookings a page. Each may carry a hundred tickets, so a page stays small. */
const PAGE_SIZE = 10;

/** The chosen person's bookings, newest first, page by page. */
export class BookingHistory extends PagedList<UserBookingsDto, BookingDto> {
  readonly totalTickets = computed(() => this.pages().at(0)?.totalTickets ?? 0);

  constructor() {
    const { userId } = inject(Identity);
    super({
      address: (before) => {
        const id = userId();
        const page = `?limit=${PAGE_SIZE}${before ? `&before=${before}` : ''}`;
        return id === undefined ? undefined : apiUrl('booking', 'user', id) + page;
      },
      itemsOf: ({ bookings }) => bookings,
      idOf: ({ id }) => id,
      nextOf: ({ bookings }) => afterFullPage(bookings, PAGE_SIZE),
    });
  }
}

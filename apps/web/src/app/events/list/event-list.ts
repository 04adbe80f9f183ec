import { computed, effect, linkedSignal } from '@angular/core';
import type { EventListingDto, EventSummaryDto } from '@boxoffice/contracts';
import { API } from '../../api/api-url';
import { PagedList } from '../../api/paged-list';
import { eventsQuery, type EventFilters } from './event-filters';

/** Events a page: some rows of cards. */
const PAGE_SIZE = 24;

/** What is on and matches, the next events first, page by page. */
export class EventList extends PagedList<EventListingDto, EventSummaryDto> {
  /** Whether nothing was found yet and there is more to look through. */
  private readonly isLooking = computed(() => this.items()?.length === 0 && this.hasMore());
  /** What was found last, until there is an answer for other filters: nothing blinks while somebody types. */
  readonly shown = linkedSignal<EventSummaryDto[] | undefined, EventSummaryDto[] | undefined>({
    source: () => (this.isLooking() ? undefined : this.items()),
    computation: (now, before) => now ?? before?.value,
  });
  readonly isStale = computed(
    () => (this.items() === undefined || this.isLooking()) && this.shown() !== undefined,
  );
  /** Why there is nothing to show. */
  readonly whyNothing = computed(() =>
    this.isLooking() ? this.more.failure() : this.items() ? undefined : this.failure(),
  );
  readonly isSimilar = computed(() => this.pages().at(0)?.match === 'similar');

  constructor(filters: () => EventFilters) {
    super({
      address: (after) => {
        const page = { limit: String(PAGE_SIZE), ...(after && { after }) };
        const params = new URLSearchParams({ ...eventsQuery(filters()), ...page });
        return `${API}/events?${params.toString()}`;
      },
      itemsOf: ({ events }) => events,
      idOf: ({ id }) => id,
      nextOf: ({ next }) => next ?? undefined,
    });
    effect(() => {
      if (this.isLooking() && !this.more.isBusy() && !this.more.failure()) void this.loadMore();
    });
  }

  tryAgain(): void {
    if (this.isLooking()) this.more.failure.set(undefined);
    else this.reload();
  }
}

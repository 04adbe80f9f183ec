import { computed } from '@angular/core';
import type { EventTakingsDto, OrganiserTakingsDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { PagedList } from '../../api/paged-list';

const PAGE_SIZE = 50;

/** Days that narrow the takings; empty: all. */
export interface TakingsRange {
  from: string;
  to: string;
}

/** What an organisation's events have taken, the latest event first. */
export class TakingsList extends PagedList<OrganiserTakingsDto, EventTakingsDto> {
  readonly totals = computed(() => this.pages().at(0)?.totals ?? []);

  constructor(organiserId: () => string, range: () => TakingsRange) {
    super({
      address: (after) => {
        const { from, to } = range();
        const params = new URLSearchParams({
          limit: String(PAGE_SIZE),
          ...(from && { from }),
          ...(to && { to }),
          ...(after && { after }),
        });
        return `${apiUrl('organisers', organiserId(), 'takings')}?${params.toString()}`;
      },
      itemsOf: ({ events }) => events,
      idOf: ({ eventId }) => eventId,
      nextOf: ({ next }) => next ?? undefined,
    });
  }
}

import type { OrganiserEventSummaryDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { afterFullPage, PagedList } from '../../api/paged-list';

const PAGE_SIZE = 50;

/** An organisation's events, drafts too. */
export class OrganiserEventList extends PagedList<
  OrganiserEventSummaryDto[],
  OrganiserEventSummaryDto
> {
  constructor(organiserId: () => string) {
    super({
      address: (after) =>
        `${apiUrl('organisers', organiserId(), 'events')}?limit=${PAGE_SIZE}${after ? `&after=${after}` : ''}`,
      itemsOf: (events) => events,
      idOf: ({ id }) => id,
      nextOf: (events) => afterFullPage(events, PAGE_SIZE),
    });
  }
}

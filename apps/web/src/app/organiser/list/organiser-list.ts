import type { OrganiserSummaryDto } from '@boxoffice/contracts';
import { API } from '../../api/api-url';
import { afterFullPage, PagedList } from '../../api/paged-list';

const PAGE_SIZE = 50;

/** The organisations that somebody works for; all of them for an admin. */
export class OrganiserList extends PagedList<OrganiserSummaryDto[], OrganiserSummaryDto> {
  constructor() {
    super({
      address: (after) => `${API}/organisers?limit=${PAGE_SIZE}${after ? `&after=${after}` : ''}`,
      itemsOf: (organisers) => organisers,
      idOf: ({ id }) => id,
      nextOf: (organisers) => afterFullPage(organisers, PAGE_SIZE),
    });
  }
}

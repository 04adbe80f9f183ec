import type { CodeDto } from '@boxoffice/contracts';
import { afterFullPage, PagedList } from '../../../api/paged-list';

/** Codes a page. Thousands are created at once, and a search is by the beginning of a code. */
const PAGE_SIZE = 50;

/** An event's codes, the oldest first. */
export class EventCodes extends PagedList<CodeDto[], CodeDto> {
  constructor(address: () => string, search: () => string) {
    super({
      address: (after) => {
        const params = new URLSearchParams({
          limit: String(PAGE_SIZE),
          ...(search() && { search: search() }),
          ...(after && { after }),
        });
        return `${address()}?${params.toString()}`;
      },
      itemsOf: (codes) => codes,
      idOf: ({ id }) => id,
      nextOf: (codes) => afterFullPage(codes, PAGE_SIZE),
    });
  }

  /** Shows a code as it is now. */
  show(code: CodeDto): void {
    this.edit((codes) => codes.map((other) => (other.id === code.id ? code : other)));
  }
}

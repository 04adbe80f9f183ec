import { computed } from '@angular/core';
import type { AuditEntryDto, AuditPageDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { PagedList } from '../../api/paged-list';
import { shownName } from '../person-name';
import { auditQuery, type AuditFilters } from './audit-filters';

/** Entries a page: a screen and a half of a dense table. */
const PAGE_SIZE = 50;

/** The entries that match, the latest first, page by page. */
export class AuditList extends PagedList<AuditPageDto, AuditEntryDto> {
  /** What the people in these entries are called now. */
  readonly names = computed<Record<string, string | undefined>>(() =>
    Object.fromEntries(
      this.pages()
        .flatMap((page) => Object.entries(page.names))
        .map(([id, name]) => [id, shownName(name)]),
    ),
  );

  constructor(filters: () => AuditFilters) {
    super({
      address: (before) => {
        const page = { limit: String(PAGE_SIZE), ...(before && { before }) };
        const params = new URLSearchParams({ ...auditQuery(filters()), ...page });
        return `${apiUrl('admin', 'audit')}?${params.toString()}`;
      },
      itemsOf: ({ entries }) => entries,
      idOf: ({ position }) => position,
      nextOf: ({ next }) => next ?? undefined,
    });
  }
}

import { computed } from '@angular/core';
import type { InvoiceKind, OrganiserInvoiceDto, OrganiserInvoicesDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { PagedList } from '../../api/paged-list';

/** Rows a page: two screens of a dense table. */
const PAGE_SIZE = 50;

/** What the list is narrowed to, as it stands in the address. */
export interface InvoiceFilters {
  search: string;
  kind: InvoiceKind | '';
  year: string;
}

/** Reads the filters from an address that anybody may have typed. */
export function readFilters(said: Partial<Record<keyof InvoiceFilters, string>>): InvoiceFilters {
  const { search = '', kind, year = '' } = said;
  return {
    search: search.trim().slice(0, 50),
    kind: kind === 'invoice' || kind === 'credit_note' ? kind : '',
    year: /^2\d{3}$/.test(year) ? year : '',
  };
}

/** The filters as parameters of an address; what narrows nothing is left out. */
export function filterParams(filters: InvoiceFilters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}

/** An organisation's invoices and credit notes that match, newest first. */
export class InvoiceList extends PagedList<OrganiserInvoicesDto, OrganiserInvoiceDto> {
  /** Years that have some, the latest first. */
  readonly years = computed(() => (this.pages().at(0)?.years ?? []).map(String));

  constructor(organiserId: () => string, filters: () => InvoiceFilters) {
    super({
      address: (before) => {
        const page = { limit: String(PAGE_SIZE), ...(before && { before }) };
        const params = new URLSearchParams({ ...filterParams(filters()), ...page });
        return `${apiUrl('organisers', organiserId(), 'invoices')}?${params.toString()}`;
      },
      itemsOf: ({ invoices }) => invoices,
      idOf: ({ id }) => id,
      nextOf: ({ next }) => next ?? undefined,
    });
  }
}

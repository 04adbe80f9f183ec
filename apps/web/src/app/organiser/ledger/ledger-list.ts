import { computed } from '@angular/core';
import type { LedgerDto, LedgerTransferDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { PagedList } from '../../api/paged-list';

const PAGE_SIZE = 50;

/** What narrows the ledger; what is left out narrows nothing. */
export interface LedgerFilter {
  eventId?: string;
  kind?: string;
  from?: string;
  to?: string;
}

/** An organisation's ledger: its balances, and its transfers, the newest first. */
export class LedgerList extends PagedList<LedgerDto, LedgerTransferDto> {
  readonly balances = computed(() => this.pages().at(0)?.balances ?? []);
  readonly eventName = computed(() => this.pages().at(0)?.eventName ?? '');

  constructor(organiserId: () => string, filter: () => LedgerFilter) {
    super({
      address: (after) => {
        const params = new URLSearchParams({
          limit: String(PAGE_SIZE),
          ...filter(),
          ...(after && { after }),
        });
        return `${apiUrl('organisers', organiserId(), 'ledger')}?${params.toString()}`;
      },
      itemsOf: ({ transfers }) => transfers,
      idOf: ({ id }) => id,
      nextOf: ({ next }) => next ?? undefined,
    });
  }
}

import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { LedgerTransferDto } from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { apiUrl } from '../../api/api-url';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { Task } from '../../api/task';
import { FailureNotice } from '../../design/failure-notice';
import { formatDayAndTime } from '../../design/formats';
import { MoneyPipe } from '../../design/money-pipe';
import { PageState } from '../../design/page-state';
import { ShowMore } from '../../design/show-more';
import { CurrentOrganiser } from '../current-organiser';
import { ExportButtons } from '../exports/export-buttons';
import { UnreadPage } from '../unread-page';
import { LedgerList, type LedgerFilter } from './ledger-list';
import { readAmount, sidesOf, transferName, TRANSFER_KINDS } from './ledger-words';

/** Watched during a sale. */
const REFRESH_MS = 10_000;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^\d{1,19}$/;

/** Whose money is where: the accounts of an organisation, and each payment, refund and dispute in them. */
@Component({
  selector: 'box-ledger-page',
  imports: [ExportButtons, FailureNotice, MoneyPipe, PageState, RouterLink, ShowMore, UnreadPage],
  templateUrl: './ledger-page.html',
  styleUrls: ['../../admin/filters.scss', '../../design/table.scss', './ledger-page.scss'],
})
export class LedgerPage {
  /** From the address, like what follows. */
  readonly event = input<string>();
  readonly kind = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();

  private readonly router = inject(Router);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly kinds = TRANSFER_KINDS;
  protected readonly kindName = transferName;
  protected readonly number = formatReference;
  protected readonly when = formatDayAndTime;

  /** What an address can say wrongly is as if it weren't said. */
  protected readonly filter = computed((): LedgerFilter => {
    const [eventId, from, to] = [this.event() ?? '', this.from() ?? '', this.to() ?? ''];
    const kind = TRANSFER_KINDS.find((one) => one === this.kind());
    return {
      ...(ID.test(eventId) && { eventId }),
      ...(kind && { kind }),
      ...(DAY.test(from) && { from }),
      ...(DAY.test(to) && { to }),
    };
  });
  protected readonly list = new LedgerList(this.current.id, this.filter);
  protected readonly sides = computed(() => sidesOf(this.list.balances()));
  protected readonly sidesInOrder = ['where', 'whose'] as const;
  protected readonly hasDays = computed(() => Boolean(this.filter().from ?? this.filter().to));
  protected readonly isNarrowed = computed(() => Object.keys(this.filter()).length > 0);

  protected readonly exporting = new Task();
  protected readonly exports = computed(() =>
    apiUrl('organisers', this.current.id(), 'ledger', 'exports'),
  );
  protected readonly exported = $localize`Ledger`;

  constructor() {
    refreshWhileVisible(() => this.list.refresh(), REFRESH_MS);
  }

  protected amountsOf({ entries }: LedgerTransferDto) {
    return entries.map(readAmount);
  }

  protected narrow(change: LedgerFilter): void {
    const { eventId, kind, ...days } = { ...this.filter(), ...change };
    let { from = '', to = '' } = days;
    // Whoever moves one day past the other means that day alone.
    if (from !== '' && to !== '' && from > to) from = to = change.from ?? change.to ?? '';
    const queryParams = {
      ...(eventId && { event: eventId }),
      ...(kind && { kind }),
      ...(from && { from }),
      ...(to && { to }),
    };
    void this.router.navigate([], { queryParams, replaceUrl: true });
  }
}

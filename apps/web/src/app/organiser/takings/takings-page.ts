import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { EventTakingsDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { Task } from '../../api/task';
import { FailureNotice } from '../../design/failure-notice';
import { formatEventMoment, plural } from '../../design/formats';
import { MoneyPipe } from '../../design/money-pipe';
import { NumberPipe } from '../../design/number-pipe';
import { PageState } from '../../design/page-state';
import { ShowMore } from '../../design/show-more';
import { CurrentOrganiser } from '../current-organiser';
import { ExportButtons } from '../exports/export-buttons';
import { UnreadPage } from '../unread-page';
import { TakingsList, type TakingsRange } from './takings-list';

/** Watched during a sale. */
const REFRESH_MS = 10_000;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What all events of an organisation have taken: in all, by currency, and one by one. */
@Component({
  selector: 'box-takings-page',
  imports: [
    ExportButtons,
    FailureNotice,
    MoneyPipe,
    NumberPipe,
    PageState,
    RouterLink,
    ShowMore,
    UnreadPage,
  ],
  templateUrl: './takings-page.html',
  styleUrls: ['../../admin/filters.scss', '../../design/table.scss', './takings-page.scss'],
})
export class TakingsPage {
  /** From the address. */
  readonly from = input<string>();
  readonly to = input<string>();

  private readonly router = inject(Router);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly range = computed((): TakingsRange => ({
    from: dayOf(this.from()),
    to: dayOf(this.to()),
  }));
  protected readonly list = new TakingsList(this.current.id, this.range);
  protected readonly exporting = new Task();
  protected readonly exports = computed(() =>
    apiUrl('organisers', this.current.id(), 'takings', 'exports'),
  );
  protected readonly exported = $localize`Takings by event`;
  /** The days of the page; those that aren't chosen are left out. */
  protected readonly days = computed(() => {
    const { from, to } = this.range();
    return { ...(from && { from }), ...(to && { to }) };
  });

  constructor() {
    refreshWhileVisible(() => this.list.refresh(), REFRESH_MS);
  }

  protected when({ startsAt, timeZone }: EventTakingsDto): string {
    return formatEventMoment(startsAt, timeZone);
  }

  protected ticketsText(count: number): string {
    return plural(count, {
      one: $localize`1 ticket sold`,
      other: $localize`${count}:count: tickets sold`,
    });
  }

  protected narrow(change: Partial<TakingsRange>): void {
    let { from, to } = { ...this.range(), ...change };
    // Whoever moves one day past the other means that day alone.
    if (from !== '' && to !== '' && from > to) from = to = change.from ?? change.to ?? '';
    const queryParams = { ...(from && { from }), ...(to && { to }) };
    void this.router.navigate([], { queryParams, replaceUrl: true });
  }
}

function dayOf(said = ''): string {
  return DAY.test(said) ? said : '';
}

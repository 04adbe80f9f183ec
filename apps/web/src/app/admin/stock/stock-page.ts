import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { TicketListingDto } from '@boxoffice/contracts';
import { API } from '../../api/api-url';
import { readApi } from '../../api/read';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { FailureNotice } from '../../design/failure-notice';
import { MoneyPipe } from '../../design/money-pipe';
import { NumberPipe } from '../../design/number-pipe';
import { PageState } from '../../design/page-state';
import { StockBar } from '../../design/stock-bar';
import { chooseEvent } from '../chosen-event';
import { EventPicker } from '../event-picker';
import { stockRows, stockTotals } from './stock';

/** Watched during a sale: fresh enough to see it move, rare enough not to weigh on it. */
const REFRESH_MS = 4_000;

@Component({
  selector: 'box-stock-page',
  imports: [
    EventPicker,
    FailureNotice,
    MatButton,
    MoneyPipe,
    NumberPipe,
    PageState,
    RouterLink,
    StockBar,
  ],
  templateUrl: './stock-page.html',
  styleUrl: './stock-page.scss',
})
export class StockPage {
  /** From the address: `?event=…`. */
  readonly event = input<string>();

  protected readonly chosen = chooseEvent(this.event);
  protected readonly listing = readApi<TicketListingDto>(() => {
    const event = this.chosen.event();
    return event ? `${API}/tickets?eventId=${event.id}&limit=0` : undefined;
  });
  protected readonly rows = computed(() => stockRows(this.listing.data()?.tiers ?? []));
  protected readonly totals = computed(() => stockTotals(this.rows()));
  protected readonly failure = computed(
    () => this.listing.failure() ?? this.chosen.events.failure(),
  );

  constructor() {
    refreshWhileVisible(() => this.listing.reload(), REFRESH_MS);
  }

  protected retry(): void {
    this.chosen.events.reload();
    this.listing.reload();
  }
}

import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { RouterLink } from '@angular/router';
import type { EventFiguresDto, TicketTypeFiguresDto } from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { apiUrl } from '../../../api/api-url';
import { readOwn } from '../../../api/read';
import { refreshWhileVisible } from '../../../api/refresh-while-visible';
import { FailureNotice } from '../../../design/failure-notice';
import { formatCalendarDay, formatDayAndTime, formatNumber } from '../../../design/formats';
import { MoneyPipe } from '../../../design/money-pipe';
import { Notice } from '../../../design/notice';
import { NumberPipe } from '../../../design/number-pipe';
import { StockBar } from '../../../design/stock-bar';
import { TierSwatch } from '../../../design/tier-swatch';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { StateBadge } from '../../state-badge';
import { EventExports } from './event-exports';
import { SalesChart, type Measure } from './sales-chart';
import { salesDays } from './sales-days';

/** Watched during a sale. */
const REFRESH_MS = 5_000;

/** How the sale of an event stands: counts, takings by tier and day, and a curve. */
@Component({
  selector: 'box-dashboard-page',
  imports: [
    EventExports,
    FailureNotice,
    MatButtonToggle,
    MatButtonToggleGroup,
    MoneyPipe,
    Notice,
    NumberPipe,
    RouterLink,
    SalesChart,
    StateBadge,
    StockBar,
    TierSwatch,
    UnreadPage,
  ],
  templateUrl: './dashboard-page.html',
  styleUrls: ['../../../design/table.scss', './dashboard-page.scss'],
})
export class DashboardPage {
  readonly eventId = input.required<string>();

  protected readonly current = inject(CurrentOrganiser);
  protected readonly reading = readOwn<EventFiguresDto>(() =>
    apiUrl('organisers', this.current.id(), 'events', this.eventId(), 'figures'),
  );
  protected readonly figures = this.reading.data;
  protected readonly days = computed(() => {
    const figures = this.figures();
    return figures ? salesDays(figures) : [];
  });
  protected readonly seesTakings = computed(() => this.figures()?.takingsMinor !== null);

  /** What takings are made of, as far as there is anything: fees, tax and discounts. */
  protected readonly apart = computed(() => {
    const { takings, disputes } = this.figures() ?? {};
    if (!takings) return undefined;
    const parts = [
      { name: $localize`of which fees`, amountMinor: takings.feesMinor },
      { name: $localize`of which tax`, amountMinor: takings.taxMinor },
      { name: $localize`Discounts given`, amountMinor: takings.discountsMinor },
      { name: $localize`of which disputed`, amountMinor: disputes?.openMinor ?? 0 },
      { name: $localize`Lost in disputes`, amountMinor: disputes?.lostMinor ?? 0 },
    ].filter(({ amountMinor }) => amountMinor !== 0);
    return parts.length > 0 ? parts : undefined;
  });

  protected readonly measure = signal<Measure>('tickets');
  protected readonly view = signal<'curve' | 'table'>('curve');
  protected readonly daysOfTable = computed(() => this.days().toReversed());
  protected readonly day = (day: string): string => formatCalendarDay(day);
  protected readonly number = formatReference;
  protected readonly disputedWords = (count: number): string =>
    count === 1
      ? $localize`A payment is disputed`
      : $localize`${formatNumber(count)}:count: payments are disputed`;
  protected readonly moment = (instant: string): string => formatDayAndTime(instant);

  constructor() {
    refreshWhileVisible(() => {
      this.reading.reload();
    }, REFRESH_MS);
    effect(() => {
      if (!this.seesTakings()) this.measure.set('tickets');
    });
  }

  /** Ticket types are worth rows of their own where a tier sells more than its own price. */
  protected typesOf(types: TicketTypeFiguresDto[]): TicketTypeFiguresDto[] {
    return types.some(({ id }) => id !== null) ? types : [];
  }
}

import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { OrganiserEventSummaryDto } from '@boxoffice/contracts';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { formatEventMoment } from '../../design/formats';
import { NumberPipe } from '../../design/number-pipe';
import { PageState } from '../../design/page-state';
import { ShowMore } from '../../design/show-more';
import { StockBar, type StockCounts } from '../../design/stock-bar';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { StateBadge } from '../state-badge';
import { OrganiserEventList } from './organiser-event-list';

/** Watched during a sale. */
const REFRESH_MS = 10_000;

/** An organisation's events: state, date, and what became of their tickets. */
@Component({
  selector: 'box-organiser-events-page',
  imports: [
    MatButton,
    NumberPipe,
    PageState,
    RouterLink,
    ShowMore,
    StateBadge,
    StockBar,
    UnreadPage,
  ],
  templateUrl: './organiser-events-page.html',
  styleUrl: './organiser-events-page.scss',
})
export class OrganiserEventsPage {
  protected readonly current = inject(CurrentOrganiser);
  protected readonly list = new OrganiserEventList(this.current.id);
  protected readonly isAnySetAside = computed(
    () => this.list.items()?.some(({ setAside }) => setAside > 0) ?? false,
  );

  constructor() {
    refreshWhileVisible(() => this.list.refresh(), REFRESH_MS);
  }

  protected when({ startsAt, timeZone }: OrganiserEventSummaryDto): string {
    return formatEventMoment(startsAt, timeZone);
  }

  protected counts({ held, sold, capacity }: OrganiserEventSummaryDto): StockCounts {
    return { held, booked: sold, all: capacity };
  }
}

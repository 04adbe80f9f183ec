import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { SeriesDateDto, SeriesDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { isRefusal } from '../../api/problem';
import { readApi } from '../../api/read';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { formatDay, formatEventTime } from '../../design/formats';
import { PageState } from '../../design/page-state';
import { pageLocale } from '../../language/page-language';
import { PageTitle } from '../../shell/page-title';
import { EventDescription } from '../about/event-description';
import { OrganiserFooter } from '../about/organiser-footer';
import { EventSkeleton } from '../event-skeleton';
import { EventImage } from '../poster/event-image';
import { Poster } from '../poster/poster';
import { dateSaleWords, isOpen } from './date-sale';
import { monthsOf } from './months';
import { weekdayNames } from './weekday-names';

/** Those who choose a date look at it for a minute or two. */
const REFRESH_MS = 10_000;

type View = 'list' | 'calendar';

/** Many dates of one thing: choose one, from a list or a calendar. */
@Component({
  selector: 'box-series-page',
  imports: [
    EventDescription,
    EventImage,
    EventSkeleton,
    MatButton,
    OrganiserFooter,
    PageState,
    Poster,
    RouterLink,
  ],
  templateUrl: './series-page.html',
  styleUrl: './series-page.scss',
})
export class SeriesPage {
  readonly seriesId = input.required<string>();

  protected readonly series = readApi<SeriesDto>(() => apiUrl('series', this.seriesId()));
  protected readonly view = signal<View>('list');
  protected readonly first = computed(() => this.series.data()?.dates[0]);
  protected readonly months = computed(() => monthsOf(this.series.data()?.dates ?? []));
  protected readonly isNotFound = computed(() => {
    const failure = this.series.failure();
    return (
      failure !== undefined &&
      (isRefusal(failure, 'SERIES_NOT_FOUND') || isRefusal(failure, 'INVALID_ID'))
    );
  });
  protected readonly weekdays = weekdayNames();
  protected readonly saleWords = dateSaleWords;
  protected readonly isOpen = isOpen;

  constructor() {
    refreshWhileVisible(() => {
      this.series.reload();
    }, REFRESH_MS);
    const pageTitle = inject(PageTitle);
    effect(() => {
      const name = this.series.data()?.name;
      if (name) pageTitle.set(name);
    });
  }

  protected dayOf({ startsAt, timeZone }: SeriesDateDto): string {
    return formatDay(startsAt, timeZone);
  }

  protected timeOf({ startsAt, timeZone }: SeriesDateDto): string {
    return formatEventTime(startsAt, timeZone);
  }

  protected monthName(month: string): string {
    const options = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
    return new Intl.DateTimeFormat(pageLocale(), options).format(new Date(`${month}-01T00:00Z`));
  }

  /** What differs from the series: another name, or another place. */
  protected ownWords(date: SeriesDateDto): string {
    const isOwn = date.name !== this.series.data()?.name;
    return [isOwn ? date.name : '', date.venue].filter((words) => words !== '').join(' · ');
  }
}

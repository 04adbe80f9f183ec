import { Component, computed, DOCUMENT, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { SeriesDateDto, SeriesDto } from '@boxoffice/contracts';
import { apiUrl } from '../api/api-url';
import { isRefusal } from '../api/problem';
import { readApi } from '../api/read';
import { refreshWhileVisible } from '../api/refresh-while-visible';
import { FailureNotice } from '../design/failure-notice';
import { formatEventMoment } from '../design/formats';
import { dateSaleWords, isOpen } from '../events/series/date-sale';
import { EmbeddedMissing } from './embedded-missing';

const REFRESH_MS = 10_000;

/** The dates of a series on somebody else's page: the tickets of each are one step further, in the same frame. */
@Component({
  selector: 'box-embedded-series',
  imports: [EmbeddedMissing, FailureNotice, MatButton],
  template: `
    @if (series.data(); as series) {
      <header>
        <h1>{{ series.name }}</h1>
        @if (series.subtitle) {
          <p class="muted">{{ series.subtitle }}</p>
        }
      </header>
      <ul>
        @for (date of dates(); track date.eventId) {
          <li>
            <a [href]="'/embed/events/' + date.eventId + search">
              <span class="when">
                <strong class="figures" [class.muted]="!isOpen(date)">{{ whenOf(date) }}</strong>
                @if (date.venue) {
                  <span class="muted small">{{ date.venue }}</span>
                }
              </span>
              <span class="small muted">{{ saleWords(date) }}</span>
            </a>
          </li>
        } @empty {
          <li i18n class="none muted">All dates are over.</li>
        }
      </ul>
    } @else if (isMissing()) {
      <box-embedded-missing />
    } @else if (series.failure(); as failure) {
      <box-failure-notice [failure]="failure" />
      <button i18n matButton="outlined" type="button" (click)="series.reload()">Try again</button>
    } @else {
      <p i18n class="visually-hidden" role="status">Loading the dates</p>
      <div class="skeleton" aria-hidden="true"></div>
    }
  `,
  styles: `
    :host,
    header {
      display: grid;
      gap: var(--space-3);
      overflow-wrap: anywhere;
    }
    h1 {
      font-size: var(--title-s);
    }
    ul {
      border-radius: var(--radius-l);
      background: var(--surface);
      box-shadow: var(--shadow);
      overflow: hidden;
    }
    li + li {
      border-top: 1px solid var(--hairline);
    }
    li a,
    .none {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-1) var(--space-4);
      min-height: var(--target);
      padding: var(--space-3) var(--space-4);
      text-decoration: none;
    }
    li a:hover {
      background: var(--hover);
    }
    li a:focus-visible {
      outline-offset: -3px;
    }
    .when {
      display: grid;
      min-width: 0;
    }
    .skeleton {
      height: 240px;
    }
  `,
})
export class EmbeddedSeries {
  readonly seriesId = input.required<string>();

  /** The language and the theme of the page around, for the next page in the frame. */
  protected readonly search = inject(DOCUMENT).location.search;
  protected readonly series = readApi<SeriesDto>(() => apiUrl('series', this.seriesId()));
  protected readonly dates = computed(() =>
    (this.series.data()?.dates ?? []).filter(({ sale }) => sale !== 'over'),
  );
  protected readonly isMissing = computed(() => {
    const failure = this.series.failure();
    return (
      failure !== undefined &&
      (isRefusal(failure, 'SERIES_NOT_FOUND') || isRefusal(failure, 'INVALID_ID'))
    );
  });
  protected readonly saleWords = dateSaleWords;
  protected readonly isOpen = isOpen;

  constructor() {
    refreshWhileVisible(() => this.series.reload(), REFRESH_MS);
  }

  protected whenOf({ startsAt, timeZone }: SeriesDateDto): string {
    return formatEventMoment(startsAt, timeZone);
  }
}

import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { EventSeriesDto, SeriesDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readApi } from '../../api/read';
import { formatEventMoment } from '../../design/formats';
import { dateSaleWords, isToCome } from './date-sale';

/** Most dates that stand beside an event: all of them are one link away. */
const SHOWN_MAX = 4;

/** The other dates of an event's series, for whoever can't make this one. */
@Component({
  selector: 'box-other-dates',
  imports: [RouterLink],
  template: `
    <nav [attr.aria-label]="label">
      @if (others().length > 0) {
        <h2>{{ label }}</h2>
      }
      <ul>
        @for (date of others(); track date.eventId) {
          <li>
            <a [routerLink]="['/events', date.eventId]">{{ date.when }}</a>
            <span class="muted small">{{ date.sale }}</span>
          </li>
        }
        <li>
          <a i18n [routerLink]="['/series', series().id]">All dates</a>
        </li>
      </ul>
    </nav>
  `,
  styles: `
    h2 {
      font-size: var(--text-l);
    }
    ul {
      display: grid;
      gap: var(--space-1);
      margin-top: var(--space-2);
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 var(--space-3);
    }
    a {
      display: inline-flex;
      align-items: center;
      min-height: var(--target);
    }
  `,
})
export class OtherDates {
  readonly series = input.required<EventSeriesDto>();
  readonly eventId = input.required<string>();

  protected readonly label = $localize`Other dates`;
  private readonly all = readApi<SeriesDto>(() => apiUrl('series', this.series().id));
  protected readonly others = computed(() =>
    (this.all.data()?.dates ?? [])
      .filter((date) => date.eventId !== this.eventId() && isToCome(date))
      .slice(0, SHOWN_MAX)
      .map((date) => ({
        eventId: date.eventId,
        when: formatEventMoment(date.startsAt, date.timeZone),
        sale: dateSaleWords(date),
      })),
  );
}

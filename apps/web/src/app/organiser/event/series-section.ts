import { HttpClient } from '@angular/common/http';
import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type {
  Envelope,
  OrganiserEventDto,
  OrganiserSeriesDto,
  SeriesDatesDto,
} from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { SeriesDatesForm } from '../series/series-dates-form';

/** Makes a series of an event, or leads to the one that it is a date of. */
@Component({
  selector: 'box-series-section',
  imports: [MatButton, RouterLink, SeriesDatesForm],
  template: `
    <h2 i18n>Series</h2>
    @if (event().seriesId; as seriesId) {
      <p i18n class="muted">
        This event is one date of a series. What you change here, you change for this date alone.
      </p>
      <p>
        <a
          i18n
          matButton="outlined"
          [routerLink]="['/organiser', event().organiserId, 'series', seriesId]"
        >
          All dates of the series
        </a>
      </p>
    } @else {
      <p i18n class="muted">
        More dates of the same thing? They get the same tiers, prices and tickets, and one page for
        all of them.
      </p>
      <box-series-dates-form
        words="Create series"
        i18n-words
        [timeZone]="event().timeZone"
        [send]="create"
      />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    h2 {
      font-size: var(--text-l);
    }
  `,
})
export class SeriesSection {
  readonly event = input.required<OrganiserEventDto>();

  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);

  protected readonly create = async (dates: SeriesDatesDto): Promise<void> => {
    const { organiserId, id: eventId } = this.event();
    const url = apiUrl('organisers', organiserId, 'series');
    const body = Object.assign({ eventId }, dates);
    const request = this.http.post<Envelope<OrganiserSeriesDto>>(url, body);
    const { data } = await firstValueFrom(request);
    await this.router.navigate(['/organiser', organiserId, 'series', data.id]);
  };
}

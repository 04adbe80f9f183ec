import { HttpClient } from '@angular/common/http';
import { inject } from '@angular/core';
import type {
  ChangeSeriesDto,
  Envelope,
  OrganiserSeriesDto,
  SeriesDatesDto,
} from '@boxoffice/contracts';
import { firstValueFrom, type Observable } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import type { Cancelling } from '../event/cancelling';

/** What leads many dates at once from one state to the next. */
export type SeriesStep = 'publish' | 'pause' | 'resume';

/** One series of an organisation, and what is done to its dates. */
export class OrganiserSeries {
  private readonly http = inject(HttpClient);
  readonly series = readOwn<OrganiserSeriesDto>(() => this.url());

  constructor(
    private readonly organiserId: () => string,
    private readonly seriesId: () => string,
  ) {}

  change(change: ChangeSeriesDto): Promise<OrganiserSeriesDto> {
    return this.send(this.http.patch<Envelope<OrganiserSeriesDto>>(this.url(), change));
  }

  step(step: SeriesStep, eventIds: string[] | undefined): Promise<OrganiserSeriesDto> {
    const body = eventIds ? { eventIds } : {};
    return this.send(this.http.post<Envelope<OrganiserSeriesDto>>(this.url(step), body));
  }

  cancel(eventIds: string[] | undefined, cancelling: Cancelling): Promise<OrganiserSeriesDto> {
    const body = { ...(eventIds && { eventIds }), ...cancelling };
    return this.send(this.http.post<Envelope<OrganiserSeriesDto>>(this.url('cancel'), body));
  }

  addDates(dates: SeriesDatesDto): Promise<OrganiserSeriesDto> {
    return this.send(this.http.post<Envelope<OrganiserSeriesDto>>(this.url('dates'), dates));
  }

  /** Where it is said how many buyers some dates have; without any, all that aren’t cancelled or over. */
  buyersUrl(eventIds: readonly string[]): string {
    const query = eventIds.map((id) => `eventIds=${id}`).join('&');
    return query ? `${this.url('buyers')}?${query}` : this.url('buyers');
  }

  reload(): void {
    this.series.reload();
  }

  private async send(
    request: Observable<Envelope<OrganiserSeriesDto>>,
  ): Promise<OrganiserSeriesDto> {
    try {
      return (await firstValueFrom(request)).data;
    } finally {
      this.reload();
    }
  }

  private url(...path: string[]): string {
    return apiUrl('organisers', this.organiserId(), 'series', this.seriesId(), ...path);
  }
}

import { HttpClient } from '@angular/common/http';
import { inject } from '@angular/core';
import type {
  ChangeEventDto,
  ChecklistDto,
  DuplicateEventDto,
  Envelope,
  OrganiserEventDto,
} from '@boxoffice/contracts';
import { firstValueFrom, type Observable } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { CurrentEvent } from '../current-event';
import type { Cancelling } from './cancelling';

/** What leads from one state of an event to the next. */
export type StateStep = 'publish' | 'pause' | 'resume' | 'cancel';

/** One event of an organisation, what it still needs, and what is done to it. */
export class OrganiserEvent {
  private readonly http = inject(HttpClient);
  private readonly frame = inject(CurrentEvent);
  readonly event = readOwn<OrganiserEventDto>(() => this.url());
  readonly checklist = readOwn<ChecklistDto>(() =>
    this.event.data()?.state === 'draft' ? this.url('checklist') : undefined,
  );

  constructor(
    private readonly organiserId: () => string,
    private readonly eventId: () => string,
  ) {}

  change(change: ChangeEventDto): Promise<OrganiserEventDto> {
    return this.send(this.http.patch<Envelope<OrganiserEventDto>>(this.url(), change));
  }

  /** @param cancelling how, where it is cancelled */
  step(step: StateStep, cancelling?: Cancelling): Promise<OrganiserEventDto> {
    const body = cancelling ?? {};
    return this.send(this.http.post<Envelope<OrganiserEventDto>>(this.url(step), body));
  }

  setCapacity(tierId: string, capacity: number): Promise<OrganiserEventDto> {
    const url = this.url('tiers', tierId, 'capacity');
    return this.send(this.http.put<Envelope<OrganiserEventDto>>(url, { capacity }));
  }

  /** @returns the new one, a draft */
  duplicate(body: DuplicateEventDto): Promise<OrganiserEventDto> {
    const url = this.url('duplicate');
    return this.send(this.http.post<Envelope<OrganiserEventDto>>(url, body));
  }

  reload(): void {
    this.event.reload();
    this.checklist.reload();
    this.frame.event.reload();
  }

  private async send(request: Observable<Envelope<OrganiserEventDto>>): Promise<OrganiserEventDto> {
    try {
      return (await firstValueFrom(request)).data;
    } finally {
      // Also where it was refused: what is shown may be what was out of date.
      this.reload();
    }
  }

  private url(...path: string[]): string {
    return apiUrl('organisers', this.organiserId(), 'events', this.eventId(), ...path);
  }
}

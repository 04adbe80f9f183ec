import { HttpClient } from '@angular/common/http';
import { inject } from '@angular/core';
import { firstValueFrom, type Observable } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import {
  newTierDto,
  ticketTypeFieldsDto,
  tierFieldsDto,
  type TicketTypeFieldsDraft,
  type TierFieldsDraft,
} from './tier-drafts';

/** What is done to the tiers and ticket types of one event. */
export class EventTiers {
  private readonly http = inject(HttpClient);

  constructor(
    private readonly organiserId: () => string,
    private readonly eventId: () => string,
    /** Reads the event again, also where something was refused: what is shown may be out of date. */
    private readonly reload: () => void,
  ) {}

  add(draft: TierFieldsDraft, currency: string): Promise<unknown> {
    return this.send(this.http.post(this.url(), newTierDto(draft, currency)));
  }

  change(tierId: string, draft: TierFieldsDraft, currency: string): Promise<unknown> {
    return this.send(this.http.put(this.url(tierId), tierFieldsDto(draft, currency)));
  }

  remove(tierId: string): Promise<unknown> {
    return this.send(this.http.delete(this.url(tierId)));
  }

  reorder(tierIds: string[]): Promise<unknown> {
    return this.send(this.http.put(this.url('order'), { tierIds }));
  }

  addType(tierId: string, draft: TicketTypeFieldsDraft, currency: string): Promise<unknown> {
    const url = this.url(tierId, 'ticket-types');
    return this.send(this.http.post(url, ticketTypeFieldsDto(draft, currency)));
  }

  changeType(
    tierId: string,
    typeId: string,
    draft: TicketTypeFieldsDraft,
    currency: string,
  ): Promise<unknown> {
    const url = this.url(tierId, 'ticket-types', typeId);
    return this.send(this.http.put(url, ticketTypeFieldsDto(draft, currency)));
  }

  removeType(tierId: string, typeId: string): Promise<unknown> {
    return this.send(this.http.delete(this.url(tierId, 'ticket-types', typeId)));
  }

  reorderTypes(tierId: string, ticketTypeIds: string[]): Promise<unknown> {
    const url = this.url(tierId, 'ticket-types', 'order');
    return this.send(this.http.put(url, { ticketTypeIds }));
  }

  private async send(request: Observable<unknown>): Promise<unknown> {
    try {
      return await firstValueFrom(request);
    } finally {
      this.reload();
    }
  }

  private url(...path: string[]): string {
    return apiUrl('organisers', this.organiserId(), 'events', this.eventId(), 'tiers', ...path);
  }
}

import { HttpClient } from '@angular/common/http';
import { inject } from '@angular/core';
import type { CorrectBuyerDto, EventBookingDto } from '@boxoffice/contracts';
import { firstValueFrom, type Observable } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import { readOwn } from '../../../api/read';

/** One booking of an event, and what the box office does with it. */
export class EventBooking {
  private readonly http = inject(HttpClient);
  readonly reading = readOwn<EventBookingDto>(() => this.url());

  constructor(private readonly address: () => readonly [string, string, string]) {}

  mail(): Promise<void> {
    return this.send(this.http.post(this.url('mail'), {}));
  }

  correct(buyer: CorrectBuyerDto): Promise<void> {
    return this.send(this.http.put(this.url('buyer'), buyer));
  }

  cancel(): Promise<void> {
    return this.send(this.http.post(this.url('cancel'), {}));
  }

  papersUrl(): string {
    return this.url();
  }

  private async send(request: Observable<unknown>): Promise<void> {
    try {
      await firstValueFrom(request);
    } finally {
      // Also where it was refused: what is shown may be what was out of date.
      this.reading.reload();
    }
  }

  private url(...path: string[]): string {
    const [organiserId, eventId, bookingId] = this.address();
    return apiUrl('organisers', organiserId, 'events', eventId, 'bookings', bookingId, ...path);
  }
}

import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { BookingDto, CancelBookingDto, Envelope } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';

/** Asks the server for more time to pay. How much, and how often, is the server's to say. */
@Service()
export class ExtendHold {
  private readonly http = inject(HttpClient);

  async extend(bookingId: string, userId: string | undefined): Promise<void> {
    const body: CancelBookingDto = { userId };
    await firstValueFrom(
      this.http.post<Envelope<BookingDto>>(apiUrl('booking', bookingId, 'extend'), body),
    );
  }
}

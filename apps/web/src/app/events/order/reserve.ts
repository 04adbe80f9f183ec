import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Envelope, ReservationDto, ReserveDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';

/** Asks the server to hold tickets: all that is asked for, or nothing. */
@Service()
export class Reserve {
  private readonly http = inject(HttpClient);

  async hold(order: ReserveDto): Promise<ReservationDto> {
    const answer = await firstValueFrom(
      this.http.post<Envelope<ReservationDto>>(apiUrl('booking', 'reserve'), order),
    );
    return answer.data;
  }

  /** As `getFree` in `get-free.ts`. */
  async getFree(bookingId: string): Promise<boolean> {
    try {
      const { getFree } = await import('./get-free');
      return await getFree(this.http, bookingId);
    } catch {
      return false;
    }
  }
}

import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  BookingDto,
  ConfirmDto,
  Envelope,
  ReservationDto,
  ReserveDto,
} from '@boxoffice/contracts';
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

  /**
   * Makes held tickets that cost nothing the buyer's.
   *
   * @returns whether they are; not where the event asks who comes, or where the answer got lost: the checkout goes on
   */
  async getFree(bookingId: string): Promise<boolean> {
    try {
      const { data: booking } = await firstValueFrom(
        this.http.get<Envelope<BookingDto>>(apiUrl('booking', bookingId)),
      );
      if (booking.asksAttendees) return false;
      const { userId, tickets } = booking;
      const body: ConfirmDto = { userId, bookingId, ticketIds: tickets.map(({ id }) => id) };
      await firstValueFrom(this.http.post(apiUrl('booking', 'confirm'), body));
      return true;
    } catch {
      return false;
    }
  }
}

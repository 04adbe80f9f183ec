import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  BookingDto,
  CancelBookingDto,
  ConfirmationDto,
  ConfirmDto,
  Envelope,
  PaymentFailureDto,
} from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';

/** Pays for a booking, or gives it up. */
@Service()
export class Payment {
  private readonly http = inject(HttpClient);

  /** Pays for all of the booking's tickets. A declined payment is an answer, not an error. */
  async pay(
    booking: BookingDto,
    userId: string | undefined,
    paymentSimulation: 'success' | 'fail',
  ): Promise<'paid' | 'declined'> {
    const body: ConfirmDto = {
      userId,
      ticketIds: booking.tickets.map((ticket) => ticket.id),
      bookingId: booking.id,
      // A payment that goes through is asked for in the same words everywhere; only a demonstration
      // knows how to let one fail.
      ...(paymentSimulation === 'fail' && { paymentSimulation }),
    };
    const answer = await firstValueFrom(
      this.http.post<Envelope<ConfirmationDto | PaymentFailureDto>>(
        apiUrl('booking', 'confirm'),
        body,
      ),
    );
    return answer.data.success ? 'paid' : 'declined';
  }

  async cancel(bookingId: string, userId: string | undefined): Promise<void> {
    const body: CancelBookingDto = { userId };
    await firstValueFrom(
      this.http.post<Envelope<BookingDto>>(apiUrl('booking', bookingId, 'cancel'), body),
    );
  }
}

import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  BookingDto,
  CancelBookingDto,
  CompletePaymentDto,
  ConfirmationDto,
  ConfirmDto,
  Envelope,
  PaymentDto,
  PaymentProviderName,
  PaymentResultDto,
  SimulatedOutcome,
  StartedPaymentDto,
  StartPaymentDto,
} from '@boxoffice/contracts';
import { firstValueFrom, type Observable } from 'rxjs';
import { apiUrl } from '../../api/api-url';

/** Pays for a booking, or gives it up. */
@Service()
export class Payment {
  private readonly http = inject(HttpClient);

  /** Begins a payment, or goes on with the one that was begun; no money moves yet. */
  start(bookingId: string, provider: PaymentProviderName): Promise<StartedPaymentDto> {
    const body: StartPaymentDto = { provider };
    const url = apiUrl('bookings', bookingId, 'payments');
    return dataOf(this.http.post<Envelope<StartedPaymentDto>>(url, body));
  }

  /** Has the money taken that the buyer agreed to, or finds out what became of it; nothing is taken twice. */
  complete(
    bookingId: string,
    paymentId: string,
    simulation?: SimulatedOutcome,
  ): Promise<PaymentResultDto> {
    const body: CompletePaymentDto = simulation ? { simulation } : {};
    const url = apiUrl('bookings', bookingId, 'payments', paymentId, 'complete');
    return dataOf(this.http.post<Envelope<PaymentResultDto>>(url, body));
  }

  /** The payments of a booking, the first one first. */
  list(bookingId: string): Promise<PaymentDto[]> {
    return dataOf(this.http.get<Envelope<PaymentDto[]>>(apiUrl('bookings', bookingId, 'payments')));
  }

  /** Makes the tickets of a booking that costs nothing the buyer's. */
  async confirmFree(booking: BookingDto, userId: string | undefined): Promise<void> {
    const body: ConfirmDto = {
      userId,
      ticketIds: booking.tickets.map((ticket) => ticket.id),
      bookingId: booking.id,
    };
    await firstValueFrom(
      this.http.post<Envelope<ConfirmationDto>>(apiUrl('booking', 'confirm'), body),
    );
  }

  async cancel(bookingId: string, userId: string | undefined): Promise<void> {
    const body: CancelBookingDto = { userId };
    await firstValueFrom(
      this.http.post<Envelope<BookingDto>>(apiUrl('booking', bookingId, 'cancel'), body),
    );
  }
}

async function dataOf<T>(answer: Observable<Envelope<T>>): Promise<T> {
  return (await firstValueFrom(answer)).data;
}

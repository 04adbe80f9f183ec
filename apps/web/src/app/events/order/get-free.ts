import type { HttpClient } from '@angular/common/http';
import type { BookingDto, ConfirmDto, Envelope } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';

/**
 * Makes held tickets that cost nothing the buyer's.
 *
 * @returns whether they are; not where the event asks who comes: the checkout does
 */
export async function getFree(http: HttpClient, bookingId: string): Promise<boolean> {
  const { data: booking } = await firstValueFrom(
    http.get<Envelope<BookingDto>>(apiUrl('booking', bookingId)),
  );
  if (booking.asksAttendees) return false;
  const { userId, tickets } = booking;
  const body: ConfirmDto = { userId, bookingId, ticketIds: tickets.map(({ id }) => id) };
  await firstValueFrom(http.post(apiUrl('booking', 'confirm'), body));
  return true;
}

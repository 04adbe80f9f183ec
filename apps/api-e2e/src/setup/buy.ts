import type { ConfirmationDto, Envelope, ReservationDto } from '@boxoffice/contracts';
import type { ApiUnderTest } from './api-under-test.ts';
import type { Sale, TierName } from './open-sale.ts';

/** Tickets that a user holds. */
export interface Hold {
  readonly userId: string;
  readonly bookingId: string;
  readonly ticketIds: string[];
  readonly expiresAt: string;
}

/** Holds tickets for a user; anything but success fails the test. */
export async function hold(
  api: ApiUnderTest,
  sale: Sale,
  userId: string,
  tier: TierName = 'GA',
  quantity = 1,
): Promise<Hold> {
  const { status, body } = await api.post<Envelope<ReservationDto>>('/booking/reserve', {
    userId,
    eventId: sale.eventId,
    tickets: [{ tier, quantity }],
  });
  if (status !== 200) throw new Error(`Could not reserve: ${status} ${JSON.stringify(body)}`);
  const { bookingId, expiresAt, reservedTickets } = body.data;
  return { userId, bookingId, expiresAt, ticketIds: reservedTickets.map(({ id }) => id) };
}

/** Pays for a hold; anything but success fails the test. */
export async function pay(
  api: ApiUnderTest,
  { userId, ticketIds }: Pick<Hold, 'userId' | 'ticketIds'>,
): Promise<ConfirmationDto> {
  const { status, body } = await api.post<Envelope<ConfirmationDto>>('/booking/confirm', {
    userId,
    ticketIds,
  });
  if (status !== 200 || !body.success) {
    throw new Error(`Could not confirm: ${status} ${JSON.stringify(body)}`);
  }
  return body.data;
}

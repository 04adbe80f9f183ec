import { expect, type APIRequestContext } from '@playwright/test';
import type {
  BookingDto,
  Envelope,
  ReservationDto,
  ReserveLineDto,
  TicketListingDto,
  TierAvailabilityDto,
  UserBookingsDto,
} from '@boxoffice/contracts';

export const JOHN = '1';
export const JANE = '2';

/** Sets the stage over HTTP: what a test needs to exist before somebody looks at it. */
export class BoxOffice {
  constructor(private readonly request: APIRequestContext) {}

  async tier(name: string): Promise<TierAvailabilityDto> {
    const answer = await this.request.get('/api/v1/tickets?eventId=1&limit=0');
    expect(answer.ok()).toBe(true);
    const { data } = (await answer.json()) as Envelope<TicketListingDto>;
    const tier = data.tiers.find((one) => one.name === name);
    if (!tier) throw new Error(`The event has no tier ${name}`);
    return tier;
  }

  /** Puts enough on sale that no earlier test can have left too little. */
  async stockUp(count = 20): Promise<void> {
    const answer = await this.request.post('/api/v1/tickets/create', {
      data: { eventId: '1', vipCount: count, frontRowCount: count, gaCount: count },
    });
    expect(answer.status()).toBe(201);
  }

  async reserve(tickets: ReserveLineDto[], userId = JOHN): Promise<ReservationDto> {
    const answer = await this.request.post('/api/v1/booking/reserve', {
      data: { userId, eventId: '1', tickets },
    });
    expect(answer.status(), await answer.text()).toBe(200);
    return ((await answer.json()) as Envelope<ReservationDto>).data;
  }

  async pay(reservation: ReservationDto, userId = JOHN): Promise<void> {
    const ticketIds = reservation.reservedTickets.map((ticket) => ticket.id);
    const answer = await this.request.post('/api/v1/booking/confirm', {
      data: { userId, ticketIds },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  }

  async cancel(reservation: ReservationDto, userId = JOHN): Promise<void> {
    const answer = await this.request.post(`/api/v1/booking/${reservation.bookingId}/cancel`, {
      data: { userId },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  }

  /** The user's bookings, newest first. */
  async bookings(userId = JOHN): Promise<BookingDto[]> {
    const answer = await this.request.get(`/api/v1/booking/user/${userId}?limit=100`);
    expect(answer.ok()).toBe(true);
    return ((await answer.json()) as Envelope<UserBookingsDto>).data.bookings;
  }

  /** Ends what earlier tests left open, so that a page shows what this one made. */
  async releaseHolds(userId = JOHN): Promise<void> {
    for (const { id, status } of await this.bookings(userId)) {
      if (status === 'pending') {
        await this.request.post(`/api/v1/booking/${id}/cancel`, { data: { userId } });
      }
    }
  }

  async booking(id: string): Promise<BookingDto> {
    const answer = await this.request.get(`/api/v1/booking/${id}`);
    expect(answer.ok()).toBe(true);
    return ((await answer.json()) as Envelope<BookingDto>).data;
  }
}

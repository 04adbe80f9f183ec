import { expect, type APIRequestContext } from '@playwright/test';
import type {
  BookingDto,
  ChangeAttendeeFormDto,
  CreateCodeDto,
  Envelope,
  OrganiserEventDto,
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

  async reserve(tickets: ReserveLineDto[], userId = JOHN, eventId = '1'): Promise<ReservationDto> {
    const answer = await this.request.post('/api/v1/booking/reserve', {
      data: { userId, eventId, tickets },
    });
    expect(answer.status(), await answer.text()).toBe(200);
    return ((await answer.json()) as Envelope<ReservationDto>).data;
  }

  /**
   * Publishes an event of the demo's house with two tiers, later than all others that tests look for.
   *
   * @param asked what it asks of attendees
   */
  async publishWorkshop(asked?: ChangeAttendeeFormDto): Promise<string> {
    const events = '/api/v1/organisers/1/events';
    const created = await this.request.post(events, {
      data: {
        name: 'Singing for beginners',
        venue: 'St Mary’s Church',
        timeZone: 'Europe/Berlin',
        startsAt: '2098-03-14T10:00',
        currency: 'EUR',
        maxTicketsPerUser: null,
        tiers: [
          {
            name: 'Nave',
            priceMinor: 2_800,
            capacity: 50,
            ticketTypes: [
              { name: 'Adult', priceMinor: 2_800 },
              { name: 'Student', priceMinor: 1_400 },
            ],
          },
          { name: 'Gallery', priceMinor: 1_500, capacity: 50 },
        ],
      },
    });
    expect(created.status(), await created.text()).toBe(201);
    const { id } = ((await created.json()) as Envelope<OrganiserEventDto>).data;
    const published = await this.request.post(`${events}/${id}/publish`, { data: {} });
    expect(published.status(), await published.text()).toBe(200);
    if (asked) {
      const answer = await this.request.put(`${events}/${id}/questions`, { data: asked });
      expect(answer.status(), await answer.text()).toBe(200);
    }
    return id;
  }

  async makeCode(eventId: string, code: CreateCodeDto): Promise<void> {
    const codes = `/api/v1/organisers/1/events/${eventId}/codes`;
    const answer = await this.request.post(codes, { data: code });
    expect(answer.status(), await answer.text()).toBe(201);
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

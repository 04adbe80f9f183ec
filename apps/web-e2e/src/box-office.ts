import { expect, type APIRequestContext } from '@playwright/test';
import type {
  BookingDto,
  ChangeAttendeeFormDto,
  CreateCodeDto,
  CreateEventDto,
  CreateOrganiserDto,
  Envelope,
  OrganiserDto,
  OrganiserEventDto,
  ReservationDto,
  ReserveLineDto,
  TicketListingDto,
  TierAvailabilityDto,
  UserBookingsDto,
} from '@boxoffice/contracts';
import { freshAddress, Mailbox } from './mailbox.js';

export const JOHN = '1';
export const JANE = '2';

/** The organisation of event 1. */
const HOUSE = '/api/v1/organisers/1';

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

  /** Puts enough on sale that no earlier test can have left too little, and no more: an order has a limit. */
  async stockUp(count = 20): Promise<void> {
    const answer = await this.request.get('/api/v1/tickets?eventId=1&limit=0');
    const { data } = (await answer.json()) as Envelope<TicketListingDto>;
    const missing = (name: string): number => {
      const available = data.tiers.find((tier) => tier.name === name)?.available ?? 0;
      return Math.max(0, count - available);
    };
    const counts = {
      vipCount: missing('VIP'),
      frontRowCount: missing('Front Row'),
      gaCount: missing('GA'),
    };
    if (Object.values(counts).every((one) => one === 0)) return;
    const created = await this.request.post('/api/v1/tickets/create', {
      data: { eventId: '1', ...counts },
    });
    expect(created.status()).toBe(201);
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
    const id = await this.publish({
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
    });
    if (asked) await this.send('put', `events/${id}/questions`, asked);
    return id;
  }

  /** Makes a code of an event of the demo's house. */
  async makeCode(eventId: string, code: CreateCodeDto): Promise<void> {
    await this.send('post', `events/${eventId}/codes`, code);
  }

  /** Creates an event of the demo's house, and publishes it. */
  async publish(event: CreateEventDto, house = HOUSE): Promise<string> {
    const { id } = await this.send<OrganiserEventDto>('post', 'events', event, house);
    await this.send('post', `events/${id}/publish`, {}, house);
    return id;
  }

  /** Founds an organisation beside the demo's house. @returns where it is */
  async found(organiser: CreateOrganiserDto): Promise<string> {
    const { id } = await this.send<OrganiserDto>('post', 'organisers', organiser, '/api/v1');
    return `/api/v1/organisers/${id}`;
  }

  /** Reads something of the demo's house, as one of its owners. */
  async read<T>(path: string): Promise<T> {
    const answer = await this.request.get(`${HOUSE}/${path}`);
    expect(answer.ok(), await answer.text()).toBe(true);
    return ((await answer.json()) as Envelope<T>).data;
  }

  /** Asks something of the demo's house, as one of its owners, or of another one. */
  async send<T>(
    method: 'patch' | 'post' | 'put',
    path: string,
    data: object,
    house = HOUSE,
  ): Promise<T> {
    const answer = await this.request[method](`${house}/${path}`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return ((await answer.json()) as Envelope<T>).data;
  }

  /** Takes back a device that the demo's house has lent. */
  async takeBack(deviceId: string): Promise<void> {
    const answer = await this.request.delete(`${HOUSE}/door-devices/${deviceId}`);
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  async pay(reservation: ReservationDto, userId = JOHN): Promise<void> {
    const ticketIds = reservation.reservedTickets.map((ticket) => ticket.id);
    const answer = await this.request.post('/api/v1/booking/confirm', {
      data: { userId, ticketIds },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  }

  /** Passes the first ticket of somebody's booking on. @returns the path that the mail leads to */
  async passOn({ bookingId, reservedTickets }: ReservationDto, name = ''): Promise<string> {
    const email = freshAddress('grace');
    const answer = await this.request.post(`/api/v1/bookings/${bookingId}/transfers`, {
      data: { ticketId: reservedTickets[0]?.id, email, name },
    });
    expect(answer.status(), await answer.text()).toBe(201);
    return new Mailbox(this.request).linkIn('ticket-offered', email);
  }

  /** Accepts a ticket that was passed on, by the path of its mail. */
  async accept(link: string): Promise<void> {
    const data = { token: link.split('#')[1] };
    const answer = await this.request.post('/api/v1/ticket-transfers/accept', { data });
    expect(answer.status(), await answer.text()).toBe(200);
  }

  /** Declines the payment as the contract's `confirm` does: the tickets go back on sale. */
  async failToPay(reservation: ReservationDto, userId = JOHN): Promise<void> {
    const ticketIds = reservation.reservedTickets.map((ticket) => ticket.id);
    const answer = await this.request.post('/api/v1/booking/confirm', {
      data: { userId, ticketIds, paymentSimulation: 'fail' },
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

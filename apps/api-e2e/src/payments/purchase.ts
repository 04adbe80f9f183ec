import type {
  BookingDto,
  Envelope,
  OrganiserEventDto,
  PaymentDto,
  PaymentProviderName,
  PaymentResultDto,
  ReservationDto,
  SignInDto,
  StartedPaymentDto,
} from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import { signedInBy, stranger } from '../accounts/people.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';
import { until } from '../setup/until.ts';

/** A guest's booking, from its hold to what became of its money. */
export class Purchase {
  paymentId = '';
  /** What the provider's fields get on the buyer's page. */
  client: Readonly<Record<string, string>> = {};

  private constructor(
    private readonly api: ApiUnderTest,
    readonly event: OrganiserEventDto,
    readonly email: string,
    readonly headers: Readonly<Record<string, string>>,
    readonly bookingId: string,
    readonly ticketIds: readonly string[],
  ) {}

  /** Holds tickets of an event's first tier for somebody new. */
  static async hold(api: ApiUnderTest, event: OrganiserEventDto, quantity = 2): Promise<Purchase> {
    const person = stranger();
    const { name, email } = person;
    const signedIn = await api.post<Envelope<SignInDto>>('/auth/guest', { name, email });
    const { headers } = signedInBy(signedIn, person);
    const { status, body } = await api.post<Envelope<ReservationDto>>(
      '/booking/reserve',
      { eventId: event.id, tickets: [{ tierId: event.tiers[0]?.id, quantity }] },
      { headers },
    );
    expect({ status, body }).toMatchObject({ status: 200 });
    const { bookingId, reservedTickets } = body.data;
    const ticketIds = reservedTickets.map(({ id }) => id);
    return new Purchase(api, event, email, headers, bookingId, ticketIds);
  }

  /** Holds tickets and begins to pay. */
  static async start(
    api: ApiUnderTest,
    event: OrganiserEventDto,
    provider: PaymentProviderName,
    quantity = 2,
  ): Promise<Purchase> {
    const purchase = await Purchase.hold(api, event, quantity);
    const { status, body } = await purchase.begin(provider);
    expect({ status, body }).toMatchObject({ status: 201 });
    purchase.paymentId = body.data.payment.id;
    purchase.client = body.data.client;
    return purchase;
  }

  begin(provider: PaymentProviderName): Promise<Response<Envelope<StartedPaymentDto>>> {
    const { headers } = this;
    return this.api.post(`/bookings/${this.bookingId}/payments`, { provider }, { headers });
  }

  complete(simulation?: string): Promise<Response<Envelope<PaymentResultDto>>> {
    const path = `/bookings/${this.bookingId}/payments/${this.paymentId}/complete`;
    return this.api.post(path, { simulation }, { headers: this.headers });
  }

  async booking(): Promise<BookingDto> {
    const { headers } = this;
    return (await this.api.get<Envelope<BookingDto>>(`/booking/${this.bookingId}`, { headers }))
      .body.data;
  }

  async payment(): Promise<PaymentDto> {
    const { headers } = this;
    const path = `/bookings/${this.bookingId}/payments`;
    const { body } = await this.api.get<Envelope<PaymentDto[]>>(path, { headers });
    const found = body.data.find(({ id }) => id === this.paymentId);
    if (!found) throw new Error(`Booking ${this.bookingId} has no payment ${this.paymentId}.`);
    return found;
  }

  /** Waits until the booking is paid for. */
  async untilConfirmed(): Promise<BookingDto> {
    return until('the booking is paid for', async () => {
      const booking = await this.booking();
      return booking.status === 'confirmed' ? booking : undefined;
    });
  }

  /** What the provider calls the payment. */
  async reference(): Promise<string> {
    const { reference } = await this.api.sql.row<{ reference: string }>(
      'SELECT provider_reference AS reference FROM payments WHERE id = $1',
      [this.paymentId],
    );
    return reference;
  }

  /** Nobody looks after the payment by themselves from now on. */
  async lookAway(): Promise<void> {
    await this.api.sql.execute(
      `UPDATE payments SET asked_at = now() + interval '1 day' WHERE id = $1`,
      [this.paymentId],
    );
  }
}

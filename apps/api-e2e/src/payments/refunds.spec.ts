import type {
  BookingDto,
  Envelope,
  OrganiserEventDto,
  PaymentDto,
  PaymentResultDto,
  RefundBookingDto,
  ReservationDto,
  SignInDto,
  StartedPaymentDto,
} from '@boxoffice/contracts';
import { mailTo } from '../accounts/mailbox.ts';
import { signedInBy, stranger } from '../accounts/people.ts';
import { Workspace } from '../events/workspace.ts';
import { memberOf } from '../organisers/organisations.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { until } from '../setup/until.ts';
import { useSharedApi } from '../setup/use-api.ts';

const FEES = [
  { name: 'Service fee', amountMinor: 100, per: 'ticket' },
  { name: 'Booking fee', amountMinor: 150, per: 'booking' },
];

describe('a refund', () => {
  const api = useSharedApi();
  let choir: Workspace;
  let event: OrganiserEventDto;

  beforeAll(async () => {
    choir = await Workspace.open(api);
    event = await choir.publish({
      fees: FEES,
      tiers: [{ name: 'Nave', priceMinor: 2_800, capacity: 40 }],
      maxTicketsPerUser: null,
    });
  });

  async function guest() {
    const person = stranger();
    const { name, email } = person;
    const signedIn = await api.post<Envelope<SignInDto>>('/auth/guest', { name, email });
    return { email, headers: signedInBy(signedIn, person).headers };
  }

  async function held(quantity: number, of = event) {
    const buyer = await guest();
    const { headers } = buyer;
    const tickets = [{ tierId: of.tiers[0]?.id, quantity }];
    const { body } = await api.post<Envelope<ReservationDto>>(
      '/booking/reserve',
      { eventId: of.id, tickets },
      { headers },
    );
    const { bookingId, reservedTickets } = body.data;
    return { buyer, bookingId, ticketIds: reservedTickets.map(({ id }) => id) };
  }

  /** Four at 28.00 with a fee of 1.00 each and 1.50 for the booking: 117.50 EUR. */
  async function bought(quantity = 4, of = event) {
    const hold = await held(quantity, of);
    const { headers } = hold.buyer;
    const at = `/bookings/${hold.bookingId}/payments`;
    const started = await api.post<Envelope<StartedPaymentDto>>(
      at,
      { provider: 'simulated' },
      { headers },
    );
    const { id } = started.body.data.payment;
    const done = await api.post<Envelope<PaymentResultDto>>(
      `${at}/${id}/complete`,
      {},
      { headers },
    );
    expect(done.body.data.booking.status).toBe('confirmed');
    return { ...hold, paymentId: id };
  }

  type Bought = Awaited<ReturnType<typeof bought>>;

  const refund = (
    { bookingId }: Pick<Bought, 'bookingId'>,
    body: RefundBookingDto,
    headers?: Readonly<Record<string, string>>,
    of = event,
  ) =>
    choir.send<Envelope<PaymentDto[]>>(
      'POST',
      `/${of.id}/bookings/${bookingId}/refunds`,
      body,
      headers,
    );

  const paymentsOf = async ({ bookingId }: Bought) =>
    (await choir.send<Envelope<PaymentDto[]>>('GET', `/${event.id}/bookings/${bookingId}/payments`))
      .body.data;

  const untilSent = (payment: Bought) =>
    until('the money went back', async () => {
      const [first] = await paymentsOf(payment);
      const isSent = first?.refunds.every(({ status }) => status === 'succeeded') ?? false;
      return isSent ? first : undefined;
    });

  const bookingOf = async ({ bookingId, buyer: { headers } }: Bought) =>
    (await api.get<Envelope<BookingDto>>(`/booking/${bookingId}`, { headers })).body.data;

  const statusOf = async (ticketId: string) =>
    (await api.sql.row<{ status: string }>('SELECT status FROM tickets WHERE id = $1', [ticketId]))
      .status;

  it('of one ticket of four puts it back on sale at once, and the others stay valid', async () => {
    const booking = await bought();
    const [first = ''] = booking.ticketIds;
    const { status } = await refund(booking, { ticketIds: [first], note: 'Get well soon.' });
    expect(status).toBe(200);
    expect(await statusOf(first)).toBe('available');
    expect(await bookingOf(booking)).toMatchObject({
      status: 'confirmed',
      ticketCount: 3,
      totalMinor: 3 * 2_900 + 150,
    });
    expect(await untilSent(booking)).toMatchObject({
      status: 'captured',
      amountMinor: 4 * 2_900 + 150,
      refundedMinor: 2_900,
      refunds: [{ amountMinor: 2_900, reason: 'requested', ticketIds: [first] }],
    });
    const { text } = await mailTo(api, booking.buyer.email, 'money-returned');
    expect(text).toContain('Get well soon.');
    expect(text).toContain('One ticket of this booking is no longer valid.');
    // Somebody else gets it; and it isn't the first buyer's a second time.
    expectProblem(await refund(booking, { ticketIds: [first] }), 404, 'TICKET_NOT_FOUND');
  });

  it('is given once, however often it is asked for at once, and never more than was paid', async () => {
    const booking = await bought();
    const [first = '', second = ''] = booking.ticketIds;
    const all = await Promise.all([
      ...Array.from({ length: 10 }, () => refund(booking, { ticketIds: [first] })),
      ...Array.from({ length: 10 }, () => refund(booking, { ticketIds: [second, first] })),
    ]);
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    await refund(booking, {});
    const whole = await untilSent(booking);
    expect(whole).toMatchObject({ refundedMinor: 4 * 2_900 + 150 });
    expect(await bookingOf(booking)).toMatchObject({ status: 'refunded' });
    await expectNoChange(api.sql, async () => {
      expectProblem(await refund(booking, {}), 409, 'NOTHING_TO_REFUND');
      expectProblem(await refund(booking, { amountMinor: 1 }), 409, 'NOTHING_TO_REFUND');
    });
    const { refunded } = await api.sql.row<{ refunded: number }>(
      'SELECT refunded_minor::integer AS refunded FROM simulated_payments WHERE key = $1',
      [`payment-${booking.paymentId}`],
    );
    expect(refunded).toBe(4 * 2_900 + 150);
  });

  it('keeps the fees, or is an amount without tickets, or takes tickets off sale for good', async () => {
    const booking = await bought();
    const [first = '', second = ''] = booking.ticketIds;
    await refund(booking, { amountMinor: 500 });
    await refund(booking, { ticketIds: [first], fees: 'without_fees' });
    await refund(booking, { ticketIds: [second], restock: false });
    expect((await untilSent(booking)).refunds.map(({ amountMinor }) => amountMinor)).toEqual([
      500, 2_800, 2_900,
    ]);
    expect(await statusOf(first)).toBe('available');
    expect(await api.sql.rows('SELECT id FROM tickets WHERE id = $1', [second])).toEqual([]);
    const { body } = await choir.send('GET', `/${event.id}`);
    expect(body.data.tiers[0]).toMatchObject({ capacity: 39 });
    const tooMuch = await refund(booking, { amountMinor: 1_000_000 });
    expect(expectProblem(tooMuch, 409, 'REFUND_EXCEEDS_PAID')).toMatchObject({
      limit: 4 * 2_900 + 150 - 500 - 2_800 - 2_900,
      requested: 1_000_000,
    });
  });

  it('without fees leaves the fees, which go back later without the tickets', async () => {
    const booking = await bought(2);
    await refund(booking, { fees: 'without_fees' });
    expect(await bookingOf(booking)).toMatchObject({ status: 'refunded' });
    const [first = ''] = booking.ticketIds;
    expectProblem(await refund(booking, { fees: 'without_fees' }), 409, 'NOTHING_TO_REFUND');
    expectProblem(await refund(booking, { ticketIds: [first] }), 404, 'TICKET_NOT_FOUND');
    expect((await refund(booking, {})).status).toBe(200);
    const { refundedMinor, refunds } = await untilSent(booking);
    expect(refundedMinor).toBe(2 * 2_900 + 150);
    expect(refunds.map(({ amountMinor, ticketIds }) => [amountMinor, ticketIds.length])).toEqual([
      [2 * 2_800, 2],
      [350, 0],
    ]);
  });

  it('is refused for what was not paid, to who may not, and in words that name the field', async () => {
    const unpaid = await held(1);
    expectProblem(await refund(unpaid, {}), 409, 'NOTHING_TO_REFUND');
    const booking = await bought(1);
    const seller = await memberOf(api, { id: choir.id }, 'box_office');
    expectProblem(await refund(booking, {}, seller.headers), 403, 'FORBIDDEN');
    const other = await choir.publish();
    expectProblem(await refund(booking, {}, undefined, other), 404, 'BOOKING_NOT_FOUND');
    for (const wrong of [
      { amountMinor: 0 },
      { amountMinor: 1.5 },
      { ticketIds: [] },
      { fees: 'some' },
      { restock: 'yes' },
      { note: 'x'.repeat(501) },
    ]) {
      const refused = await refund(booking, wrong as unknown as RefundBookingDto);
      expectProblem(refused, 422, 'VALIDATION_FAILED');
    }
  });
});

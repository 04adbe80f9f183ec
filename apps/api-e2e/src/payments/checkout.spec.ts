import { createHmac } from 'node:crypto';
import type {
  BookingDto,
  Envelope,
  EventBookingDto,
  OrganiserEventDto,
  PaymentDto,
  PaymentResultDto,
  ProblemDto,
  RefundBookingDto,
  ReservationDto,
  SignInDto,
  StartedPaymentDto,
  ToldHappening,
  ToldHappeningDto,
} from '@boxoffice/contracts';
import { mailTo } from '../accounts/mailbox.ts';
import { signedInBy, stranger } from '../accounts/people.ts';
import { collide } from '../concurrency/collide.ts';
import { Workspace } from '../events/workspace.ts';
import { ageHolds, untilExpired } from '../setup/age-holds.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { until } from '../setup/until.ts';
import { useSharedApi } from '../setup/use-api.ts';

/** What the simulated provider signs its events with; it stands in the source for everybody. */
const EVENT_SECRET = 'simulated-events';

describe('a payment at a provider', () => {
  const api = useSharedApi();
  let choir: Workspace;
  let event: OrganiserEventDto;

  beforeAll(async () => {
    choir = await Workspace.open(api);
    event = await choir.publish({ maxTicketsPerUser: null });
  });

  async function guest() {
    const person = stranger();
    const { name, email } = person;
    const signedIn = await api.post<Envelope<SignInDto>>('/auth/guest', { name, email });
    return { email, headers: signedInBy(signedIn, person).headers };
  }

  type Guest = Awaited<ReturnType<typeof guest>>;

  /** Two adults in the nave: 56.00 EUR. */
  async function held(quantity = 2, of = event) {
    const buyer = await guest();
    const tickets = [{ tierId: of.tiers[0]?.id, quantity }];
    const { status, body } = await api.post<Envelope<ReservationDto>>(
      '/booking/reserve',
      { eventId: of.id, tickets },
      { headers: buyer.headers },
    );
    expect({ status, body }).toMatchObject({ status: 200 });
    const { bookingId, reservedTickets } = body.data;
    return { buyer, bookingId, ticketIds: reservedTickets.map(({ id }) => id) };
  }

  const startFor = (bookingId: string, { headers }: Guest, provider = 'simulated') =>
    api.post<Envelope<StartedPaymentDto>>(
      `/bookings/${bookingId}/payments`,
      { provider },
      { headers },
    );

  async function started(quantity = 2, of = event) {
    const hold = await held(quantity, of);
    const { status, body } = await startFor(hold.bookingId, hold.buyer);
    expect({ status, body }).toMatchObject({ status: 201 });
    return { ...hold, paymentId: body.data.payment.id };
  }

  type Started = Awaited<ReturnType<typeof started>>;

  const complete = ({ bookingId, paymentId, buyer }: Started, simulation?: string) =>
    api.post<Envelope<PaymentResultDto>>(
      `/bookings/${bookingId}/payments/${paymentId}/complete`,
      { simulation },
      { headers: buyer.headers },
    );

  const bookingOf = async ({
    bookingId,
    buyer: { headers },
  }: Pick<Started, 'bookingId' | 'buyer'>) =>
    (await api.get<Envelope<BookingDto>>(`/booking/${bookingId}`, { headers })).body.data;

  const paymentsOf = async ({ bookingId, buyer: { headers } }: Started) =>
    (await api.get<Envelope<PaymentDto[]>>(`/bookings/${bookingId}/payments`, { headers })).body
      .data;

  const untilConfirmed = (payment: Started) =>
    until('the booking is paid for', async () => {
      const booking = await bookingOf(payment);
      return booking.status === 'confirmed' ? booking : undefined;
    });

  /** Money that has moved at the provider, which nobody here has been told. */
  const captureThere = ({ paymentId }: Started) =>
    api.sql.execute(`UPDATE simulated_payments SET status = 'captured' WHERE key = $1`, [
      `payment-${paymentId}`,
    ]);

  const atProvider = ({ paymentId }: Started) =>
    api.sql.row<{ status: string; refunded: number }>(
      `SELECT status, refunded_minor::integer AS refunded FROM simulated_payments WHERE key = $1`,
      [`payment-${paymentId}`],
    );

  /** Nobody looks after the payment by themselves from now on. */
  const lookAway = ({ paymentId }: Started) =>
    api.sql.execute(`UPDATE payments SET asked_at = now() + interval '1 day' WHERE id = $1`, [
      paymentId,
    ]);

  async function tell(payment: Started, id: string, secret = EVENT_SECRET) {
    const { reference } = await api.sql.row<{ reference: string }>(
      'SELECT provider_reference AS reference FROM payments WHERE id = $1',
      [payment.paymentId],
    );
    const body = { id, type: 'payment.captured', about: { kind: 'payment', reference } };
    const signature = createHmac('sha256', secret).update(JSON.stringify(body)).digest('hex');
    return api.post(`/payments/providers/simulated/${choir.id}/events`, body, {
      headers: { 'x-simulated-signature': signature },
    });
  }

  /** What the buyer is told, once the last of it is; the audit is read a moment after it was written. */
  const told = (payment: Started, last: ToldHappening) =>
    until(`the buyer is told: ${last}`, async () => {
      const { headers } = payment.buyer;
      const path = `/booking/${payment.bookingId}/timeline`;
      const { body } = await api.get<Envelope<ToldHappeningDto[]>>(path, { headers });
      return body.data.at(-1)?.what === last && body.data;
    });

  it('that is declined leaves the hold alone, and another card pays once, however often it is clicked', async () => {
    const payment = await started();
    const declined = await complete(payment, 'decline');
    expect(declined.body.data).toMatchObject({
      payment: {
        status: 'open',
        declineCode: 'declined',
        amountMinor: 5_600,
        currency: 'EUR',
      },
      booking: { status: 'pending' },
    });
    const clicks = await Promise.all(Array.from({ length: 8 }, () => complete(payment, 'success')));
    expect(clicks.map(({ status }) => status)).toEqual(clicks.map(() => 200));
    const [last] = await paymentsOf(payment);
    expect(last).toMatchObject({ status: 'captured', declineCode: null, refundedMinor: 0 });
    expect(await bookingOf(payment)).toMatchObject({ status: 'confirmed', totalMinor: 5_600 });
    const attempts = await api.sql.rows(
      `SELECT number, status FROM payment_attempts WHERE payment_id = $1 ORDER BY number`,
      [payment.paymentId],
    );
    expect(attempts).toEqual([
      { number: 1, status: 'declined' },
      { number: 2, status: 'succeeded' },
    ]);
    await mailTo(api, payment.buyer.email, 'booking-confirmed');
    const nothing = { detail: null, amountMinor: null, currency: null };
    const timeline = await told(payment, 'confirmed');
    expect(timeline).toEqual([
      { ...nothing, at: expect.any(String), what: 'reserved' },
      { ...nothing, at: expect.any(String), what: 'payment_declined' },
      {
        at: expect.any(String),
        what: 'confirmed',
        detail: null,
        amountMinor: 5_600,
        currency: 'EUR',
      },
    ]);
    // The organiser reads the same, and who it was.
    const page = `/${event.id}/bookings/${payment.bookingId}`;
    const { body } = await choir.send<Envelope<EventBookingDto>>('GET', page);
    const read = body.data.timeline.filter(({ what }) => !what.startsWith('mail_'));
    expect(read).toMatchObject(timeline);
    expect(read[0]?.by).not.toBeNull();
    // Nobody else does.
    const { headers } = await guest();
    const others = `/booking/${payment.bookingId}/timeline`;
    expectProblem(await api.get(others, { headers }), 404, 'BOOKING_NOT_FOUND');
  });

  it('that was given up for another one, while somebody was clicking, takes no money', async () => {
    const payment = await started();
    const [answer] = await collide({
      sql: api.sql,
      bookingId: payment.bookingId,
      requests: [() => complete(payment)],
      meanwhile: (client) =>
        client.query(`UPDATE payments SET status = 'cancelled' WHERE id = $1`, [payment.paymentId]),
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { data: { payment: { status: 'cancelled' }, booking: { status: 'pending' } } },
    });
    expect(await atProvider(payment)).toEqual({ status: 'open', refunded: 0 });
  });

  it('begins once, whoever begins it again, and only for what can be paid', async () => {
    const hold = await held();
    const both = await Promise.all([
      startFor(hold.bookingId, hold.buyer),
      startFor(hold.bookingId, hold.buyer),
    ]);
    expect(new Set(both.map(({ body }) => body.data.payment.id)).size).toBe(1);
    expectProblem(await startFor(hold.bookingId, await guest()), 404, 'BOOKING_NOT_FOUND');
    expectProblem(await startFor(hold.bookingId, hold.buyer, 'bitcoin'), 422, 'VALIDATION_FAILED');
    expectProblem(
      await startFor(hold.bookingId, hold.buyer, 'stripe'),
      409,
      'PAYMENTS_NOT_CONFIGURED',
    );
    const free = await choir.publish({
      tiers: [{ name: 'Nave', priceMinor: 0, capacity: 10 }],
    });
    const nothing = await held(1, free);
    expectProblem(await startFor(nothing.bookingId, nothing.buyer), 409, 'NOTHING_TO_PAY');
    await ageHolds(api.sql, [hold.bookingId]);
    const late = await startFor(hold.bookingId, hold.buyer);
    expect(['HOLD_EXPIRED', 'BOOKING_ENDED']).toContain((late.body as { code?: string }).code);
  });

  it('whose answer is lost, or that takes its time, is found out about by itself', async () => {
    const lost = await started();
    const slow = await started();
    expect((await complete(lost, 'answer-lost')).body.data.payment.status).toBe('processing');
    expect((await complete(slow, 'processing')).body.data.payment.status).toBe('processing');
    for (const payment of [lost, slow]) {
      // Its hold is over meanwhile, and the tickets wait for the money.
      await api.sql.execute(
        `UPDATE bookings SET hold_expires_at = now() - interval '1 second' WHERE id = $1`,
        [payment.bookingId],
      );
      expect(await untilConfirmed(payment)).toMatchObject({ ticketCount: 2 });
      expect(await paymentsOf(payment)).toMatchObject([{ status: 'captured' }]);
    }
  });

  it('that nobody finishes is cancelled at the provider before the tickets go back on sale', async () => {
    const payment = await started();
    await api.sql.execute(
      `UPDATE bookings SET hold_expires_at = now() - interval '1 second' WHERE id = $1`,
      [payment.bookingId],
    );
    await untilExpired(api.sql, payment.bookingId);
    expect(await atProvider(payment)).toEqual({ status: 'cancelled', refunded: 0 });
    expect(await paymentsOf(payment)).toMatchObject([{ status: 'cancelled' }]);
    expectProblem(await startFor(payment.bookingId, payment.buyer), 409, 'BOOKING_ENDED');
  });

  it('of a booking that its buyer cancels is cancelled at the provider, too', async () => {
    const payment = await started();
    const { headers } = payment.buyer;
    await api.post(`/booking/${payment.bookingId}/cancel`, {}, { headers });
    await until(
      'the provider knows',
      async () => (await atProvider(payment)).status === 'cancelled',
    );
  });

  it('that arrives after the hold takes the same tickets, or equal ones, and is told once', async () => {
    const four = await choir.publish({
      maxTicketsPerUser: null,
      tiers: [{ name: 'Nave', priceMinor: 2_800, capacity: 4 }],
    });
    const same = await started();
    const equal = await started(2, four);
    for (const payment of [same, equal]) {
      await lookAway(payment);
      await ageHolds(api.sql, [payment.bookingId]);
      await untilExpired(api.sql, payment.bookingId);
      await captureThere(payment);
    }
    // Somebody else gets the second one's tickets.
    const other = await held(2, four);
    expect(other.ticketIds).toEqual(equal.ticketIds);
    const answers = await Promise.all([
      tell(same, `evt-${same.paymentId}`),
      tell(same, `evt-${same.paymentId}`),
      tell(same, `evt-${same.paymentId}-again`),
      tell(equal, `evt-${equal.paymentId}`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    const settled = await untilConfirmed(same);
    expect(settled.tickets.map(({ id }) => id)).toEqual(same.ticketIds);
    const { tickets } = await untilConfirmed(equal);
    expect(tickets).toHaveLength(2);
    expect(tickets.filter(({ id }) => equal.ticketIds.includes(id))).toEqual([]);
    expect(await paymentsOf(same)).toMatchObject([{ status: 'captured', refunds: [] }]);
    const whats = (await told(same, 'confirmed')).map(({ what }) => what);
    expect(whats).toEqual(['reserved', 'expired', 'retaken', 'confirmed']);
  });

  it('that arrives when nothing is left goes back once, and the buyer is told why', async () => {
    const small = await choir.publish({
      tiers: [{ name: 'Nave', priceMinor: 2_800, capacity: 2 }],
    });
    const late = await started(2, small);
    await lookAway(late);
    await ageHolds(api.sql, [late.bookingId]);
    await untilExpired(api.sql, late.bookingId);
    const other = await started(2, small);
    expect((await complete(other)).body.data.booking.status).toBe('confirmed');
    await captureThere(late);
    await tell(late, `evt-${late.paymentId}`);
    const [refund] = await until('the money went back', async () => {
      const [payment] = await paymentsOf(late);
      return payment?.refunds[0]?.status === 'succeeded' ? payment.refunds : undefined;
    });
    expect(refund).toMatchObject({ amountMinor: 5_600, reason: 'late' });
    await tell(late, `evt-${late.paymentId}-again`);
    expect(await atProvider(late)).toEqual({ status: 'captured', refunded: 5_600 });
    expect(await paymentsOf(late)).toMatchObject([{ status: 'returned', refundedMinor: 5_600 }]);
    const { text } = await mailTo(api, late.buyer.email, 'money-returned');
    expect(text).toContain('arrived after your hold had ended');
    expect(text).toContain('€56');
    expect(await told(late, 'refunded')).toMatchObject([
      { what: 'reserved' },
      { what: 'expired' },
      { what: 'money_returned', detail: 'late', amountMinor: 5_600, currency: 'EUR' },
      { what: 'refunded', amountMinor: 5_600, currency: 'EUR' },
    ]);
  });

  it('that came in vain, and could not be given back, is given back when the organiser asks again', async () => {
    const payment = await started();
    await lookAway(payment);
    const { headers } = payment.buyer;
    const { ticketIds, bookingId, paymentId } = payment;
    await api.post('/booking/confirm', { ticketIds }, { headers });
    await captureThere(payment);
    const isRefundedThere = (minor: number) =>
      api.sql.execute(`UPDATE simulated_payments SET refunded_minor = $2 WHERE key = $1`, [
        `payment-${paymentId}`,
        minor,
      ]);
    // The provider gives nothing back.
    await isRefundedThere(5_600);
    await tell(payment, `evt-${paymentId}`);
    const inVain = async () => (await paymentsOf(payment)).find(({ id }) => id === paymentId);
    await until('it has failed', async () => (await inVain())?.refunds[0]?.status === 'failed');
    expect(await inVain()).toMatchObject({ status: 'returned', refundedMinor: 0 });
    await isRefundedThere(0);

    const refund = (body: RefundBookingDto, of = bookingId) =>
      choir.send<Envelope<PaymentDto[]> & ProblemDto>(
        'POST',
        `/${event.id}/bookings/${of}/refunds`,
        body,
      );
    const other = await started();
    expectProblem(await refund({ paymentId }, other.bookingId), 404, 'PAYMENT_NOT_FOUND');
    expectProblem(
      await refund({ paymentId: other.paymentId }, other.bookingId),
      404,
      'PAYMENT_NOT_FOUND',
    );
    expectProblem(await refund({ paymentId, ticketIds }), 404, 'TICKET_NOT_FOUND');
    expectProblem(await refund({ paymentId, amountMinor: 5_601 }), 409, 'REFUND_EXCEEDS_PAID');
    const answers = await Promise.all(
      [1, 2, 3].map(() => refund({ paymentId, fees: 'without_fees' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await until(
      'the money went back',
      async () => (await inVain())?.refunds[1]?.status === 'succeeded',
    );
    // For the reason that it came back for at first; what was bought otherwise stays.
    expect(await inVain()).toMatchObject({
      refundedMinor: 5_600,
      refunds: [
        { status: 'failed', reason: 'surplus' },
        { status: 'succeeded', reason: 'surplus', ticketIds: [] },
      ],
    });
    expect((await atProvider(payment)).refunded).toBe(5_600);
    expect(await bookingOf(payment)).toMatchObject({ status: 'confirmed', ticketCount: 2 });
    const { balance } = await api.sql.row<{ balance: number }>(
      `SELECT coalesce(sum(entry.amount_minor), 0)::integer AS balance
       FROM ledger_transfers AS transfer
       JOIN ledger_entries AS entry ON entry.event_id = transfer.event_id AND entry.transfer_id = transfer.id
       JOIN ledger_accounts AS account ON account.id = entry.account_id AND account.kind = 'clearing'
       WHERE transfer.payment_id = $1`,
      [paymentId],
    );
    expect(balance).toBe(0);
  });

  it('that comes twice over is given back: the booking was paid for in another way', async () => {
    const payment = await started();
    await lookAway(payment);
    const { headers } = payment.buyer;
    const { ticketIds } = payment;
    await api.post('/booking/confirm', { ticketIds }, { headers });
    await captureThere(payment);
    await tell(payment, `evt-${payment.paymentId}`);
    await until('the money went back', async () => (await atProvider(payment)).refunded === 5_600);
    expect(await bookingOf(payment)).toMatchObject({ status: 'confirmed' });
    const reasons = (await paymentsOf(payment)).flatMap(({ refunds }) => refunds);
    expect(reasons).toMatchObject([{ reason: 'surplus', amountMinor: 5_600 }]);
  });

  it('is not believed from an event that somebody else has written', async () => {
    const payment = await started();
    await lookAway(payment);
    expectProblem(await tell(payment, 'evt-forged', 'another secret'), 400, 'EVENT_REFUSED');
    expectProblem(
      await api.post(`/payments/providers/bitcoin/${choir.id}/events`, {}),
      409,
      'PAYMENTS_NOT_CONFIGURED',
    );
    // Signed, and not so: the provider is asked, and says that nothing was paid.
    expect((await tell(payment, `evt-${payment.paymentId}`)).status).toBe(204);
    await until('the event was looked into', async () => {
      const { applied } = await api.sql.row<{ applied: boolean }>(
        `SELECT applied_at IS NOT NULL AS applied FROM provider_events WHERE id = $1`,
        [`evt-${payment.paymentId}`],
      );
      return applied;
    });
    expect(await bookingOf(payment)).toMatchObject({ status: 'pending' });
    expect(await paymentsOf(payment)).toMatchObject([{ status: 'open' }]);
  });
});

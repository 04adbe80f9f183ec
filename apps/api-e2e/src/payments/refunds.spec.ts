import type {
  BookingDto,
  BuyerRefundOfferDto,
  BuyerRefundRefusal,
  BuyerRefundsDto,
  Envelope,
  EventBookingDto,
  EventDto,
  LedgerDto,
  OrganiserEventDto,
  PaymentDto,
  PaymentResultDto,
  RefundBookingDto,
  ReservationDto,
  ReturnTicketsDto,
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
    return { name, email, headers: signedInBy(signedIn, person).headers };
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

  type Held = Awaited<ReturnType<typeof held>>;
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

  const bookingOf = async ({ bookingId, buyer: { headers } }: Held) =>
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
    const { manager } = choir;
    const ledger = await api.get<Envelope<LedgerDto>>(
      `/organisers/${choir.id}/ledger?eventId=${event.id}`,
      manager,
    );
    expect(ledger.body.data.eventName).toBe(event.name);
    const posted = ledger.body.data.transfers.filter(
      ({ bookingId }) => bookingId === booking.bookingId,
    );
    expect(posted.map(({ kind }) => kind)).toEqual(['refund_done', 'refund_begun', 'capture']);
    expect(posted[0]?.entries).toEqual([
      { account: 'clearing', provider: 'simulated', amountMinor: -2_900 },
      { account: 'refunds', provider: null, amountMinor: 2_900 },
    ]);
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
    // Of which the organiser sees what the buyer does.
    const path = `/${event.id}/bookings/${booking.bookingId}`;
    const shown = await choir.send<Envelope<EventBookingDto>>('GET', path);
    const { lines, charges } = await bookingOf(booking);
    expect(shown.body.data).toMatchObject({ lines, charges });
    expect(charges).toMatchObject({
      ticketFees: [{ amountMinor: 200 }],
      bookingFees: [{ amountMinor: 150 }],
    });
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

  describe('by the buyer', () => {
    const FULL_MINOR = 4 * 2_900 + 150;
    let returnable: OrganiserEventDto;

    beforeAll(async () => {
      returnable = await onSale({ untilDaysBefore: 7, fees: 'with_fees' });
    });

    const onSale = (buyerRefunds: BuyerRefundsDto | null, priceMinor = 2_800) =>
      choir.publish({
        fees: priceMinor > 0 ? FEES : [],
        tiers: [{ name: 'Nave', priceMinor, capacity: 60 }],
        maxTicketsPerUser: null,
        buyerRefunds,
      });

    const offerFor = async ({ bookingId, buyer: { headers } }: Held) =>
      (
        await api.get<Envelope<BuyerRefundOfferDto>>(`/bookings/${bookingId}/refund-offer`, {
          headers,
        })
      ).body.data;

    const returned = (
      { bookingId, buyer }: Held,
      body: Partial<ReturnTicketsDto>,
      headers: Readonly<Record<string, string>> = buyer.headers,
    ) => api.post<Envelope<BookingDto>>(`/bookings/${bookingId}/refunds`, body, { headers });

    const refusedAs = async (booking: Held, refusal: BuyerRefundRefusal, amountMinor = 2_900) => {
      expect(await offerFor(booking)).toMatchObject({ refusal, tickets: [], wholeMinor: 0 });
      await expectNoChange(api.sql, async () => {
        expectProblem(await returned(booking, { amountMinor }), 409, 'REFUND_NOT_OFFERED');
      });
    };

    it('is what the buyer saw, puts the ticket back on sale, and stands in the history', async () => {
      const { body } = await api.get<Envelope<EventDto>>(`/events/${returnable.id}`);
      // 19:30 in Berlin, seven days before: by the clock at the venue.
      const deadline = '2097-03-07T18:30:00.000Z';
      expect(body.data.buyerRefunds).toEqual({ until: deadline, fees: 'with_fees' });
      const booking = await bought(4, returnable);
      const [first = '', second = ''] = booking.ticketIds;
      expect(await offerFor(booking)).toEqual({
        refusal: null,
        until: deadline,
        fees: 'with_fees',
        currency: 'EUR',
        leftMinor: FULL_MINOR,
        wholeMinor: FULL_MINOR,
        paidBackByOrganiser: false,
        tickets: booking.ticketIds.map((id) => ({
          id,
          tier: 'Nave',
          ticketType: null,
          amountMinor: 2_900,
        })),
      });
      // The confirmation says so, too.
      const mailed = await mailTo(api, booking.buyer.email, 'booking-confirmed');
      expect(mailed.text.replace(/\s+/g, ' ')).toMatch(
        /return tickets on your booking’s page until Thursday, 7 March 2097, 19:30/,
      );
      const somebody = await guest();
      await expectNoChange(api.sql, async () => {
        const other = await returned(booking, { ticketIds: [first], amountMinor: 2_800 });
        expectProblem(other, 409, 'REFUND_AMOUNT_CHANGED');
        for (const wrong of [{}, { amountMinor: -1 }, { amountMinor: 0, ticketIds: [] }]) {
          expectProblem(await returned(booking, wrong), 422, 'VALIDATION_FAILED');
        }
        // Nobody else's business, whoever they are; nor another booking's ticket.
        const body = { ticketIds: [first], amountMinor: 2_900 };
        expectProblem(await returned(booking, body, somebody.headers), 404, 'BOOKING_NOT_FOUND');
        const { manager } = choir;
        expectProblem(await returned(booking, body, manager.headers), 404, 'BOOKING_NOT_FOUND');
        const stray = { ticketIds: ['1'], amountMinor: 2_900 };
        expectProblem(await returned(booking, stray), 404, 'TICKET_NOT_FOUND');
      });
      const key = { ...booking.buyer.headers, 'idempotency-key': `return-${booking.bookingId}` };
      const wanted = { ticketIds: [first], amountMinor: 2_900 };
      // Sent again with its key, it has no further effect.
      for (let sent = 0; sent < 2; sent += 1) {
        const done = await returned(booking, wanted, key);
        expect(done).toMatchObject({ status: 200, body: { data: { ticketCount: 3 } } });
      }
      expect(await statusOf(first)).toBe('available');
      expect(await statusOf(second)).toBe('booked');
      const { text } = await mailTo(api, booking.buyer.email, 'money-returned');
      expect(text).toContain('One ticket of this booking is no longer valid.');
      const { name } = booking.buyer;
      const at = `/${returnable.id}/bookings/${booking.bookingId}`;
      const told = await until('the audit has it', async () => {
        const shown = await choir.send<Envelope<EventBookingDto>>('GET', at);
        const ofBuyer = shown.body.data.timeline.filter(({ by }) => by === name);
        const what = ofBuyer.map((one) => one.what);
        return what.includes('refund_requested') ? what : undefined;
      });
      expect(told).toEqual(expect.arrayContaining(['tickets_given_back', 'refund_requested']));
      // The rest, whatever else went back meanwhile: never more than is left.
      await refund(booking, { amountMinor: 8_000 }, undefined, returnable);
      const left = FULL_MINOR - 2_900 - 8_000;
      expect(await offerFor(booking)).toMatchObject({ leftMinor: left, wholeMinor: left });
      expect((await returned(booking, { amountMinor: left })).status).toBe(200);
      expect(await bookingOf(booking)).toMatchObject({ status: 'refunded' });
      await refusedAs(booking, 'not_paid');
    });

    it('is given once, however often it is clicked, and whoever else gives it back at that moment', async () => {
      for (const organiserToo of [false, true]) {
        const booking = await bought(4, returnable);
        const [first = '', second = ''] = booking.ticketIds;
        const one = { ticketIds: [first], amountMinor: 2_900 };
        const all = await Promise.all([
          ...Array.from({ length: 6 }, () => returned(booking, one)),
          ...Array.from({ length: 6 }, () =>
            returned(booking, { ticketIds: [second, first], amountMinor: 5_800 }),
          ),
          ...Array.from({ length: organiserToo ? 6 : 0 }, () =>
            refund(booking, { ticketIds: [first] }, undefined, returnable),
          ),
        ]);
        expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
        // All of it, twice and beside the organiser's: by what was seen, one of them at most is right.
        const { wholeMinor } = await offerFor(booking);
        const whole = await Promise.all([
          returned(booking, { amountMinor: wholeMinor }),
          returned(booking, { amountMinor: wholeMinor }),
          ...(organiserToo ? [refund(booking, {}, undefined, returnable)] : []),
        ]);
        expect(whole.filter(({ status }) => status === 200)).toHaveLength(1);
        const { refunded, said } = await api.sql.row<{ refunded: number; said: number }>(
          `SELECT refunded_minor::integer AS refunded, (
             SELECT sum(amount_minor)::integer FROM refunds WHERE payment_id = payment.id) AS said
           FROM payments AS payment WHERE booking_id = $1`,
          [booking.bookingId],
        );
        expect({ refunded, said }).toEqual({ refunded: FULL_MINOR, said: FULL_MINOR });
      }
    });

    it('keeps the fees where the event does, and costs free tickets nothing', async () => {
      const kept = await onSale({ untilDaysBefore: 0, fees: 'without_fees' });
      const booking = await bought(2, kept);
      expect(await offerFor(booking)).toMatchObject({ wholeMinor: 5_600, leftMinor: 5_950 });
      expect((await returned(booking, { amountMinor: 5_600 })).status).toBe(200);
      const free = await onSale({ untilDaysBefore: 0, fees: 'with_fees' }, 0);
      const gift = await held(3, free);
      await refusedAs(gift, 'not_paid', 0);
      const { headers } = gift.buyer;
      const body = { ticketIds: gift.ticketIds, bookingId: gift.bookingId };
      await api.post('/booking/confirm', body, { headers });
      const [first = '', second = ''] = gift.ticketIds;
      expect(await offerFor(gift)).toMatchObject({ refusal: null, wholeMinor: 0 });
      const both = await Promise.all(
        [1, 2].map(() => returned(gift, { ticketIds: [first], amountMinor: 0 })),
      );
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404]);
      expect(await statusOf(first)).toBe('available');
      expect(await statusOf(second)).toBe('booked');
      expect((await returned(gift, { amountMinor: 0 })).body.data.status).toBe('refunded');
      expect(await statusOf(second)).toBe('available');
    });

    it('is refused after its time, and where the organiser, the event or the bank says otherwise', async () => {
      const never = await bought(1, await onSale(null));
      await refusedAs(never, 'not_offered');
      const late = await onSale({ untilDaysBefore: 1, fees: 'with_fees' });
      const booking = await bought(1, late);
      const startsIn = (hours: number) =>
        api.sql.execute(
          `UPDATE events SET starts_at = now() + make_interval(hours => $2), ends_at = NULL, doors_at = NULL
           WHERE id = $1`,
          [late.id, hours],
        );
      await startsIn(23);
      await refusedAs(booking, 'too_late');
      // It survives another start: the rule moves along.
      await startsIn(49);
      expect((await offerFor(booking)).refusal).toBeNull();
      const { paymentId } = booking;
      const dispute = `INSERT INTO disputes (event_id, id, payment_id, booking_id, provider_reference,
          amount_minor, withdrawn_minor, currency)
        VALUES ($1, $2, $3, $4, 'refused-return', 100, 0, 'EUR')`;
      await api.sql.execute(dispute, [late.id, paymentId, paymentId, booking.bookingId]);
      await refusedAs(booking, 'disputed');
      await api.sql.execute('DELETE FROM disputes WHERE id = $1', [paymentId]);
      await choir.send('POST', `/${late.id}/cancel`, {});
      expect((await offerFor(booking)).refusal).toBe('event_cancelled');
      const wrong = { buyerRefunds: { untilDaysBefore: 366, fees: 'some' } };
      const { body } = await choir.send('PATCH', `/${returnable.id}`, wrong);
      expect(JSON.stringify(body)).toContain('buyerRefunds.untilDaysBefore');
      // What it is set to goes with its copies, and with the dates of a series.
      const copy = await choir.send('POST', `/${returnable.id}/duplicate`, {
        startsAt: '2098-03-14T19:30',
      });
      expect(copy.body.data.buyerRefunds).toEqual({ untilDaysBefore: 7, fees: 'with_fees' });
      const off = await choir.send('PATCH', `/${copy.body.data.id}`, { buyerRefunds: null });
      expect(off.body.data.buyerRefunds).toBeNull();
    });
  });
});

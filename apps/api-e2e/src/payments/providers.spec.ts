import type {
  ChecklistDto,
  Envelope,
  EventBookingDto,
  OrganiserEventDto,
  OrganiserSeriesDto,
  PaymentDto,
  PaymentSettingsDto,
  ProblemDto,
} from '@boxoffice/contracts';
import {
  startPayPalServer,
  startStripeServer,
  type PayPalServer,
  type StripeServer,
} from '@boxoffice/testing/payment-servers';
import { mailsTo } from '../accounts/mailbox.ts';
import { CONCERT } from '../events/workspace.ts';
import { founded, type Organisation } from '../organisers/organisations.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { Purchase } from './purchase.ts';

/** Cards of Stripe's documentation, as far as their numbers are known to anybody. */
const CARD_NUMBERS = ['4242424242424242', '4000000000009995', '4000002500003155'];

describe('a payment at a real provider', () => {
  const settings: Record<string, string> = { PAYMENT_PROVIDERS: 'stripe,paypal' };
  let stripe: StripeServer;
  let paypal: PayPalServer;
  let choir: Organisation;
  let event: OrganiserEventDto;

  beforeAll(async () => {
    [stripe, paypal] = await Promise.all([startStripeServer(), startPayPalServer()]);
    settings.STRIPE_API_URL = stripe.url;
    settings.PAYPAL_API_URL = paypal.url;
  });
  const api = useApi(settings, 1);

  beforeAll(async () => {
    choir = await founded(api);
    await setUp(choir, 'stripe', stripe.account);
    await setUp(choir, 'paypal', paypal.account);
    const path = `/organisers/${choir.id}/events`;
    const fields = { ...CONCERT, maxTicketsPerUser: null };
    const made = await api.post<Envelope<OrganiserEventDto>>(path, fields, choir.owner);
    event = made.body.data;
    expect((await api.post(`${path}/${event.id}/publish`, {}, choir.owner)).status).toBe(200);
  });

  afterAll(async () => {
    const log = api.process.log();
    const { clientId, clientSecret } = paypal.account;
    for (const secret of [...Object.values(stripe.account), clientId, clientSecret]) {
      expect(log).not.toContain(secret);
    }
    for (const number of CARD_NUMBERS) expect(log).not.toContain(number);
    await Promise.all([stripe.stop(), paypal.stop()]);
  });

  async function setUp(
    { id, owner }: Organisation,
    provider: string,
    account: object,
    enabled = true,
  ) {
    const path = `/organisers/${id}/payment-settings/${provider}`;
    expect((await api.put(path, { enabled, ...account }, owner)).status).toBe(200);
  }

  interface Signed {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
  }

  /** Sends an event to the inbox, byte for byte. */
  async function send(provider: string, { headers, body }: Signed, organiserId = choir.id) {
    const url = api.at(`/payments/providers/${provider}/${organiserId}/events`);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: new Uint8Array(body),
    });
    const text = await response.text();
    return { status: response.status, text };
  }

  /** The last event of a type about a thing, signed by Stripe's library. */
  function told(type: string, by?: Parameters<StripeServer['sign']>[1]): Signed {
    const found = stripe.events.findLast((one) => one.type === type);
    if (!found) throw new Error(`There is no event ${type}.`);
    return stripe.sign(found, by);
  }

  function toldByPayPal(type: string, at?: Date): Signed {
    const found = paypal.events.findLast((one) => one.event_type === type);
    if (!found) throw new Error(`There is no event ${type}.`);
    return paypal.sign(found, at);
  }

  const refund = ({ bookingId }: Purchase, body: object) =>
    api.post<Envelope<PaymentDto[]>>(
      `/organisers/${choir.id}/events/${event.id}/bookings/${bookingId}/refunds`,
      body,
      choir.owner,
    );

  const untilRefunded = (purchase: Purchase) =>
    until('the money went back', async () => {
      const { refunds } = await purchase.payment();
      return refunds.length > 0 && refunds.every(({ status }) => status === 'succeeded');
    });

  /** Whatever was sent has been looked into. */
  const untilApplied = () =>
    until('the events were looked into', async () => {
      const { open } = await api.sql.row<{ open: number }>(
        'SELECT count(*)::integer AS open FROM provider_events WHERE applied_at IS NULL',
      );
      return open === 0;
    });

  it('has to be possible before an event with a price is published', async () => {
    const band = await founded(api);
    const path = `/organisers/${band.id}/events`;
    const draft = async (fields: object = {}) => {
      const body = { ...CONCERT, ...fields };
      const made = await api.post<Envelope<OrganiserEventDto>>(path, body, band.owner);
      return made.body.data.id;
    };
    const publish = (id: string) =>
      api.post<Envelope<OrganiserEventDto>>(`${path}/${id}/publish`, {}, band.owner);
    const id = await draft();
    const isMissing = async () => {
      const answer = await expectNoChange(api.sql, () => publish(id));
      const { errors } = expectProblem(answer, 409, 'EVENT_NOT_READY');
      expect(errors?.map(({ field }) => field)).toEqual(['takes_payments']);
      const list = await api.get<Envelope<ChecklistDto>>(`${path}/${id}/checklist`, band.owner);
      expect(list.body.data).toMatchObject({
        ready: false,
        items: expect.arrayContaining([
          expect.objectContaining({ item: 'takes_payments', done: false, required: true }),
        ]),
      });
    };
    await isMissing();
    const free = await draft({ tiers: [{ name: 'Nave', priceMinor: 0, capacity: 10 }] });
    expect((await publish(free)).status).toBe(200);
    await setUp(band, 'stripe', stripe.account, false);
    await isMissing();
    await setUp(band, 'stripe', {});
    expect((await publish(id)).status).toBe(200);
  });

  it('is captured after a decline and 3-D Secure, once, and refunded in parts', async () => {
    const purchase = await Purchase.start(api, event, 'stripe');
    expect(purchase.client.publishableKey).toBe(stripe.account.publishableKey);
    // By which the nightly comparison knows whose payment it is.
    const begun = stripe.calls
      .map(({ body }) => new URLSearchParams(body))
      .find((body) => body.get('metadata[payment]') === purchase.paymentId);
    expect(begun?.get('metadata[organiser]')).toBe(choir.id);
    await stripe.confirm(purchase.client, 'pm_card_chargeDeclinedInsufficientFunds');
    expect((await purchase.complete()).body.data).toMatchObject({
      payment: { status: 'open', declineCode: 'insufficient_funds' },
      booking: { status: 'pending' },
    });
    await stripe.confirm(purchase.client, 'pm_card_authenticationRequired');
    expect((await purchase.complete()).body.data.payment.status).toBe('open');
    stripe.settle(await purchase.reference(), true);
    expect((await purchase.complete()).body.data).toMatchObject({
      payment: { status: 'captured', amountMinor: 5_600, declineCode: null },
      booking: { status: 'confirmed' },
    });
    expect((await refund(purchase, { amountMinor: 600 })).status).toBe(200);
    expect((await refund(purchase, {})).status).toBe(200);
    await untilRefunded(purchase);
    expect(await purchase.payment()).toMatchObject({ refundedMinor: 5_600 });
    const sums = stripe.calls
      .filter(({ method, path }) => method === 'POST' && path === '/v1/refunds')
      .map(({ body }) => Number(new URLSearchParams(body).get('amount')));
    // Two jobs send them, in whichever order.
    expect(sums.sort((a, b) => a - b)).toEqual([600, 5_000]);
  });

  it('is heard of by events, which come twice, late and in the wrong order', async () => {
    const purchase = await Purchase.start(api, event, 'stripe');
    await purchase.lookAway();
    await stripe.confirm(purchase.client, 'pm_card_chargeDeclined');
    const declined = told('payment_intent.payment_failed');
    await stripe.confirm(purchase.client, 'pm_card_visa');
    const paid = told('payment_intent.succeeded');
    const answers = await Promise.all(
      [paid, paid, told('charge.succeeded'), declined, told('payment_intent.created')].map((one) =>
        send('stripe', one),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    expect(await purchase.untilConfirmed()).toMatchObject({ ticketCount: 2, totalMinor: 5_600 });
    await send('stripe', declined);
    await untilApplied();
    expect(await purchase.payment()).toMatchObject({ status: 'captured', refundedMinor: 0 });
  });

  it('is not believed from an event that is unsigned, forged, old or meant for others', async () => {
    const purchase = await Purchase.start(api, event, 'stripe');
    await purchase.lookAway();
    await stripe.confirm(purchase.client, 'pm_card_visa');
    const good = told('payment_intent.succeeded');
    const others = await founded(api);
    const own = { ...stripe.account, webhookSecret: `whsec_${'f'.repeat(36)}` };
    await setUp(others, 'stripe', own);
    const refused = await Promise.all([
      send('stripe', { ...good, headers: {} }),
      send('stripe', told('payment_intent.succeeded', { secret: own.webhookSecret })),
      send('stripe', told('payment_intent.succeeded', { at: new Date(Date.now() - 301_000) })),
      send('stripe', { ...good, body: Buffer.from(`${good.body.toString()} `) }),
      send('stripe', good, others.id),
    ]);
    for (const { status, text } of refused) {
      expect({ status, text }).toMatchObject({ status: 400 });
      expect(text).toContain('EVENT_REFUSED');
    }
    // Signed by others for themselves, about a payment that isn't theirs.
    const stray = told('payment_intent.succeeded', { secret: own.webhookSecret });
    expect((await send('stripe', stray, others.id)).status).toBe(204);
    const none = await founded(api);
    expect(await send('stripe', good, none.id)).toMatchObject({ status: 409 });
    await untilApplied();
    expect(await purchase.payment()).toMatchObject({ status: 'open' });
    expect((await send('stripe', good)).status).toBe(204);
    await purchase.untilConfirmed();
  });

  it('whose answer is lost is found out about by itself, at both of them', async () => {
    const byCard = await Purchase.start(api, event, 'stripe');
    await stripe.confirm(byCard.client, 'pm_card_visa');
    // The library asks three times.
    stripe.loseAnswers(3);
    expect((await byCard.complete()).body.data.payment.status).toBe('processing');
    stripe.loseAnswers(0);
    const atPayPal = await Purchase.start(api, event, 'paypal');
    paypal.approve(await atPayPal.reference());
    paypal.loseAnswers(1);
    expect((await atPayPal.complete()).body.data.payment.status).toBe('processing');
    for (const purchase of [byCard, atPayPal]) {
      await purchase.untilConfirmed();
      expect(await purchase.payment()).toMatchObject({ status: 'captured', refundedMinor: 0 });
    }
  });

  it('by PayPal is captured after a decline, refunded, and told of by its events alone', async () => {
    const purchase = await Purchase.start(api, event, 'paypal');
    expect(purchase.client.approveUrl).toContain('paypal.com');
    const reference = await purchase.reference();
    expect((await purchase.complete()).body.data.payment.status).toBe('open');
    paypal.approve(reference);
    paypal.capturesAre('INSTRUMENT_DECLINED');
    expect((await purchase.complete()).body.data).toMatchObject({
      payment: { status: 'open', declineCode: 'declined' },
      booking: { status: 'pending' },
    });
    paypal.capturesAre('COMPLETED');
    expect((await purchase.complete()).body.data.booking.status).toBe('confirmed');
    expect((await refund(purchase, {})).status).toBe(200);
    await untilRefunded(purchase);

    const pending = await Purchase.start(api, event, 'paypal');
    paypal.approve(await pending.reference());
    paypal.capturesAre('PENDING');
    expect((await pending.complete()).body.data.payment.status).toBe('processing');
    paypal.capturesAre('COMPLETED');
    await pending.lookAway();
    paypal.settle(await pending.reference(), true);
    const good = toldByPayPal('PAYMENT.CAPTURE.COMPLETED');
    const forged = Buffer.from(good.body.toString().replace('COMPLETED', 'REFUNDED'));
    for (const wrong of [
      { ...good, headers: {} },
      { ...good, body: forged },
      toldByPayPal('PAYMENT.CAPTURE.COMPLETED', new Date(Date.now() - 5 * 86_400_000)),
    ]) {
      expect(await send('paypal', wrong)).toMatchObject({ status: 400 });
    }
    expect((await send('paypal', good)).status).toBe(204);
    expect((await send('paypal', good)).status).toBe(204);
    await pending.untilConfirmed();

    // PayPal cancels no order: one that is approved after all is captured by nobody.
    const given = await Purchase.start(api, event, 'paypal');
    await api.post(`/booking/${given.bookingId}/cancel`, {}, { headers: given.headers });
    await until('it is cancelled', async () => (await given.payment()).status === 'cancelled');
    const order = await given.reference();
    paypal.approve(order);
    expect((await given.complete()).body.data.payment.status).toBe('cancelled');
    expect(paypal.calls.map(({ path }) => path)).not.toContain(
      `/v2/checkout/orders/${order}/capture`,
    );
  });

  it('is disputed in full when a refund that was under way fails after all', async () => {
    for (const last of ['needs_response', 'lost'] as const) {
      const purchase = await Purchase.start(api, event, 'stripe');
      await stripe.confirm(purchase.client, 'pm_card_visa');
      await purchase.complete();
      stripe.refundsAre('pending');
      expect((await refund(purchase, { amountMinor: 3_600 })).status).toBe(200);
      await until('Stripe was asked', async () => {
        const { refunds } = await purchase.payment();
        return refunds[0]?.status === 'processing';
      });
      stripe.refundsAre('succeeded');
      stripe.dispute(await purchase.reference(), last);
      expect((await send('stripe', told('charge.dispute.created'))).status).toBe(204);
      await untilApplied();
      expect(await purchase.payment()).toMatchObject({
        refundedMinor: 3_600,
        disputedMinor: 2_000,
      });
      const { reference } = await api.sql.row<{ reference: string }>(
        'SELECT provider_reference AS reference FROM refunds WHERE payment_id = $1',
        [purchase.paymentId],
      );
      stripe.settleRefund(reference, false);
      expect((await send('stripe', told('refund.failed'))).status).toBe(204);
      await untilApplied();
      expect(await purchase.payment()).toMatchObject({ refundedMinor: 0, disputedMinor: 5_600 });
      const raised = await api.sql.rows<{ action: string; amountMinor: number }>(
        `SELECT action, (after ->> 'amountMinor')::integer AS "amountMinor" FROM audit_entries
         WHERE subject_id = $1 AND action = 'dispute.raised'`,
        [purchase.bookingId],
      );
      expect(raised).toEqual([{ action: 'dispute.raised', amountMinor: 3_600 }]);
      await until('the timeline says so', async () => {
        const path = `/organisers/${choir.id}/events/${event.id}/bookings/${purchase.bookingId}`;
        const { timeline } = (await api.get<Envelope<EventBookingDto>>(path, choir.owner)).body
          .data;
        return timeline.some(
          ({ what, amountMinor }) => what === 'dispute_raised' && amountMinor === 3_600,
        );
      });
      const mails = await until('the owner is written to', async () => {
        const all = await mailsTo(api, choir.owner.email);
        const found = all.filter(
          ({ subject, text }) =>
            subject.startsWith('A dispute has taken more') && text.includes(purchase.bookingId),
        );
        return found.length > 0 && found;
      });
      expect(mails).toHaveLength(1);
      expect(mails[0]?.text).toContain('Of the disputed €56, €56 has now been taken from you.');
      if (last === 'needs_response') {
        stripe.dispute(await purchase.reference(), 'lost');
        expect((await send('stripe', told('charge.dispute.closed'))).status).toBe(204);
        await untilApplied();
      }
      expectProblem(await refund(purchase, {}), 409, 'NOTHING_TO_REFUND');
      const sums = await api.sql.rows<{ kind: string; sum: number }>(
        `SELECT account.kind, sum(entry.amount_minor)::integer AS sum
         FROM ledger_transfers AS transfer
         JOIN ledger_entries AS entry
           ON entry.event_id = transfer.event_id AND entry.transfer_id = transfer.id
         JOIN ledger_accounts AS account ON account.id = entry.account_id
         WHERE transfer.payment_id = $1 GROUP BY account.kind HAVING sum(entry.amount_minor) <> 0`,
        [purchase.paymentId],
      );
      expect(sums).toEqual([]);
    }
  });

  it('is disputed and lost by Stripe’s events, and won by PayPal’s', async () => {
    const byCard = await Purchase.start(api, event, 'stripe');
    await stripe.confirm(byCard.client, 'pm_card_visa');
    await byCard.complete();
    const reference = await byCard.reference();
    stripe.dispute(reference, 'needs_response');
    const created = told('charge.dispute.created');
    stripe.dispute(reference, 'lost');
    expect((await send('stripe', told('charge.dispute.closed'))).status).toBe(204);
    expect((await send('stripe', created)).status).toBe(204);
    const atPayPal = await Purchase.start(api, event, 'paypal');
    paypal.approve(await atPayPal.reference());
    await atPayPal.complete();
    paypal.dispute(await atPayPal.reference(), 'UNDER_REVIEW');
    expect((await send('paypal', toldByPayPal('CUSTOMER.DISPUTE.CREATED'))).status).toBe(204);
    await untilApplied();
    expect(await byCard.payment()).toMatchObject({
      disputedMinor: 5_600,
      disputes: [{ status: 'lost', amountMinor: 5_600 }],
    });
    expect(await atPayPal.payment()).toMatchObject({ disputes: [{ status: 'open' }] });
    paypal.dispute(await atPayPal.reference(), 'RESOLVED', 'RESOLVED_SELLER_FAVOUR');
    expect((await send('paypal', toldByPayPal('CUSTOMER.DISPUTE.RESOLVED'))).status).toBe(204);
    await untilApplied();
    expect(await atPayPal.payment()).toMatchObject({
      disputedMinor: 0,
      disputes: [{ status: 'won' }],
    });
  });

  describe('has to stay possible', () => {
    let band: Organisation;
    let free: OrganiserEventDto;
    const events = () => `/organisers/${band.id}/events`;
    const settings = (...provider: string[]) =>
      ['/organisers', band.id, 'payment-settings', ...provider].join('/');
    const turn = (provider: string, enabled: boolean) =>
      api.put<ProblemDto>(settings(provider), { enabled }, band.owner);

    const made = async (fields: object) =>
      (await api.post<Envelope<OrganiserEventDto>>(events(), { ...CONCERT, ...fields }, band.owner))
        .body.data;

    const take = (id: string, step: string) =>
      api.post(`${events()}/${id}/${step}`, {}, band.owner);

    beforeEach(async () => {
      band = await founded(api);
      const tiers = [{ name: 'Nave', priceMinor: 0, capacity: 10 }];
      free = await made({ tiers, fees: [{ name: 'Service', basisPoints: 500, per: 'ticket' }] });
      expect((await take(free.id, 'publish')).status).toBe(200);
    });

    it('whatever of a published event is made to cost money', async () => {
      const path = `${events()}/${free.id}`;
      const tier = `${path}/tiers/${free.tiers[0]?.id}`;
      const student = { name: 'Student', priceMinor: 0 };
      const added = await api.post<Envelope<OrganiserEventDto>>(
        `${tier}/ticket-types`,
        student,
        band.owner,
      );
      const type = `${tier}/ticket-types/${added.body.data.tiers[0]?.ticketTypes[0]?.id}`;
      const fee = { name: 'Service', amountMinor: 100, per: 'booking' };
      const series = await api.post<Envelope<OrganiserSeriesDto>>(
        `/organisers/${band.id}/series`,
        { eventId: free.id, startsAt: ['2097-12-24T19:30'] },
        band.owner,
      );
      const inSeries = `/organisers/${band.id}/series/${series.body.data.id}`;
      const prices = [{ tier: 'Nave', priceMinor: 2_000 }];
      const priced = { name: 'Nave', priceMinor: 2_000 };
      const attempts: [field: string, attempt: () => ReturnType<typeof turn>][] = [
        ['priceMinor', () => api.put(tier, priced, band.owner)],
        [
          'priceMinor',
          () => api.post(`${path}/tiers`, { name: 'Box', priceMinor: 1, capacity: 1 }, band.owner),
        ],
        [
          'ticketTypes.1.priceMinor',
          () =>
            api.post(
              `${path}/tiers`,
              {
                name: 'Box',
                priceMinor: 0,
                capacity: 1,
                ticketTypes: [student, { name: 'Adult', priceMinor: 1_000 }],
              },
              band.owner,
            ),
        ],
        [
          'priceMinor',
          () => api.post(`${tier}/ticket-types`, { ...priced, name: 'Adult' }, band.owner),
        ],
        ['priceMinor', () => api.put(type, { ...student, priceMinor: 500 }, band.owner)],
        [
          'fees.0.onFreeTickets',
          () => api.patch(path, { fees: [{ ...fee, onFreeTickets: true }] }, band.owner),
        ],
      ];
      const refuse = async () => {
        for (const [field, attempt] of attempts) {
          const answer = await expectNoChange(api.sql, attempt);
          const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
          expect(errors).toMatchObject([{ field, reason: 'NO_PAYMENT_METHOD' }]);
        }
        const dates = await expectNoChange(api.sql, () =>
          api.patch<ProblemDto>(inSeries, { prices }, band.owner),
        );
        expect(expectProblem(dates, 409, 'SERIES_DATES_REFUSED').dates).toMatchObject([
          { eventId: free.id, errors: [{ field: 'prices.0.priceMinor' }] },
        ]);
      };
      await refuse();
      expect((await take(free.id, 'pause')).status).toBe(200);
      await refuse();
      // A fee that free tickets don't have costs nobody anything.
      expect((await api.patch(path, { fees: [fee] }, band.owner)).status).toBe(200);
      await setUp(band, 'stripe', stripe.account);
      for (const [, attempt] of attempts.filter((_, index) => index !== 2)) {
        expect((await attempt()).status).toBeLessThan(300);
      }
      expect((await api.patch(inSeries, { prices }, band.owner)).status).toBe(200);
    });

    it('while what costs money is on sale, and is settled before its keys go', async () => {
      await setUp(band, 'stripe', stripe.account);
      expect((await turn('stripe', false)).status).toBe(200);
      expect((await turn('stripe', true)).status).toBe(200);
      const { id } = await made({ maxTicketsPerUser: null });
      expect((await take(id, 'publish')).status).toBe(200);
      const isLast = async () => {
        for (const attempt of [
          () => turn('stripe', false),
          () => api.delete<ProblemDto>(settings('stripe'), band.owner),
        ]) {
          const answer = await expectNoChange(api.sql, attempt);
          const { detail } = expectProblem(answer, 409, 'PAYMENT_METHOD_REQUIRED');
          expect(detail).toContain(`“${CONCERT.name}” is on sale. Set up another`);
        }
      };
      await isLast();
      expect((await take(id, 'pause')).status).toBe(200);
      await isLast();
      expect((await take(id, 'resume')).status).toBe(200);

      const found = await api.get<Envelope<OrganiserEventDto>>(`${events()}/${id}`, band.owner);
      const purchase = await Purchase.start(api, found.body.data, 'stripe');
      await setUp(band, 'paypal', paypal.account);
      const used = await expectNoChange(api.sql, () => api.delete(settings('stripe'), band.owner));
      expect(expectProblem(used, 409, 'PROVIDER_IN_USE').detail).toContain('Turn it off instead');
      expect((await turn('stripe', false)).status).toBe(200);
      // What began before is settled, and refunded.
      await stripe.confirm(purchase.client, 'pm_card_visa');
      expect((await purchase.complete()).body.data.booking.status).toBe('confirmed');
      const refunds = `${events()}/${id}/bookings/${purchase.bookingId}/refunds`;
      expect((await api.post(refunds, {}, band.owner)).status).toBe(200);
      await untilRefunded(purchase);
      expect((await api.delete(settings('stripe'), band.owner)).status).toBe(200);

      const listed = await api.get<Envelope<PaymentSettingsDto[]>>(settings(), band.owner);
      expect(listed.body.data.map(({ provider }) => provider)).toEqual(['stripe', 'paypal']);
      const transfer = { enabled: true, instructions: 'IBAN' };
      const other = await api.put(settings('offline'), transfer, band.owner);
      expectProblem(other, 404, 'PROVIDER_NOT_FOUND');
    });

    /** An event with a price, while two providers are set up: one of them may go. */
    async function onSaleByBoth(): Promise<OrganiserEventDto> {
      await setUp(band, 'stripe', stripe.account);
      await setUp(band, 'paypal', paypal.account);
      const { id } = await made({ maxTicketsPerUser: null });
      expect((await take(id, 'publish')).status).toBe(200);
      return (await api.get<Envelope<OrganiserEventDto>>(`${events()}/${id}`, band.owner)).body
        .data;
    }

    const removed = () => api.delete<ProblemDto>(settings('stripe'), band.owner);

    async function bought(of: OrganiserEventDto): Promise<Purchase> {
      const purchase = await Purchase.start(api, of, 'stripe');
      await stripe.confirm(purchase.client, 'pm_card_visa');
      expect((await purchase.complete()).body.data.booking.status).toBe('confirmed');
      return purchase;
    }

    const untilWaiting = (number: number) =>
      until(`${number} wait for a lock`, async () => {
        const { waiting } = await api.sql.row<{ waiting: number }>(
          `SELECT count(*)::integer AS waiting FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'boxoffice' AND wait_event_type = 'Lock'`,
        );
        return waiting >= number;
      });

    /** Does one thing up to the end of its transaction, and begins the other one before that ends. */
    async function crossed<T>(
      first: () => Promise<T>,
    ): Promise<[T, Awaited<ReturnType<typeof removed>>]> {
      const done = await api.sql.transaction(async (client) => {
        // What comes last in each of them.
        await client.query('LOCK TABLE audit_entries IN SHARE MODE');
        const one = first();
        await untilWaiting(1);
        const other = removed();
        await untilWaiting(2);
        return { both: Promise.all([one, other]) };
      });
      return done.both;
    }

    it('until a cancelled event has given back all of its money', async () => {
      const concert = await onSaleByBoth();
      const purchase = await bought(concert);
      // Somebody has locked the booking, so nothing of its refund is written.
      await api.sql.transaction(async (client) => {
        await client.query('SELECT id FROM bookings WHERE id = $1 FOR UPDATE', [
          purchase.bookingId,
        ]);
        expect((await take(concert.id, 'cancel')).status).toBe(200);
        expectProblem(await removed(), 409, 'PROVIDER_IN_USE');
        expect((await purchase.payment()).refunds).toEqual([]);
      });
      await untilRefunded(purchase);
      expect((await removed()).status).toBe(200);

      // Cancelled at the same moment.
      const other = await onSaleByBoth();
      await bought(other);
      const [cancelled, refused] = await crossed(() => take(other.id, 'cancel'));
      expect(cancelled.status).toBe(200);
      expectProblem(refused, 409, 'PROVIDER_IN_USE');
    });

    it('whoever is first, of those who begin to pay and of who removes the keys', async () => {
      const concert = await onSaleByBoth();
      const purchase = await Purchase.hold(api, concert);
      const [begun, refused] = await crossed(() => purchase.begin('stripe'));
      expect(begun.status).toBe(201);
      expectProblem(refused, 409, 'PROVIDER_IN_USE');
      const openPayments = () =>
        api.sql.rows(
          `SELECT id FROM payments WHERE event_id = $1 AND status IN ('created', 'open', 'processing')`,
          [concert.id],
        );
      const forgetPayments = () =>
        api.sql.execute(`UPDATE payments SET status = 'cancelled' WHERE event_id = $1`, [
          concert.id,
        ]);
      await forgetPayments();

      // Somebody's keys were there when they were looked at, and are gone when the payment is to be written.
      const late = await Purchase.hold(api, concert);
      const begins = await api.sql.transaction(async (client) => {
        await client.query('SELECT id FROM bookings WHERE id = $1 FOR UPDATE', [late.bookingId]);
        const begin = late.begin('stripe');
        await untilWaiting(1);
        expect((await removed()).status).toBe(200);
        return { begin };
      });
      expectProblem(await begins.begin, 409, 'PAYMENTS_NOT_CONFIGURED');
      expect(await openPayments()).toEqual([]);

      for (let round = 0; round < 10; round += 1) {
        await setUp(band, 'stripe', stripe.account);
        const buyers = await Promise.all(
          Array.from({ length: 4 }, () => Purchase.hold(api, concert, 1)),
        );
        const [gone, ...answers] = await Promise.all([
          removed(),
          ...buyers.map((buyer) => buyer.begin('stripe')),
        ]);
        const isGone = gone.status === 200;
        if (!isGone) expectProblem(gone, 409, 'PROVIDER_IN_USE');
        const statuses = answers.map(({ status }) => status);
        expect(statuses.includes(201)).toBe(!isGone);
        expect((await openPayments()).length > 0).toBe(!isGone);
        await forgetPayments();
      }
    });

    it('whoever is first, of a price and of the last provider that is turned off', async () => {
      const tier = `${events()}/${free.id}/tiers/${free.tiers[0]?.id}`;
      await setUp(band, 'stripe', stripe.account);
      for (let round = 0; round < 10; round += 1) {
        const answers = await Promise.all([
          api.put(tier, { name: 'Nave', priceMinor: 2_000 }, band.owner),
          turn('stripe', false),
        ]);
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
        await turn('stripe', true);
        expect((await api.put(tier, { name: 'Nave', priceMinor: 0 }, band.owner)).status).toBe(200);
      }
    });
  });
});

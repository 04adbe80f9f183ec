import { startPayPalServer, type PayPalServer } from '@boxoffice/testing/payment-servers';
import {
  ForgedEventError,
  ProviderRefusedError,
  ProviderUnavailableError,
  type KnownPayment,
  type PaymentToStart,
  type ProviderAccount,
  type ProviderEvent,
} from '../payment-provider.js';
import { known, paymentToStart, refundOf, shownBy } from '../payment-to-start.fixture.js';
import { PayPalProvider } from './paypal-provider.js';

const DAY_MS = 24 * 3_600_000;

describe('payments with PayPal', () => {
  let server: PayPalServer;
  let paypal: PayPalProvider;
  let account: ProviderAccount;

  beforeEach(async () => {
    server = await startPayPalServer();
    paypal = new PayPalProvider({ PAYPAL_API_URL: server.url });
    account = server.account;
  });
  afterEach(() => server.stop());

  async function approved(given: Partial<PaymentToStart> = {}): Promise<KnownPayment> {
    const wanted = paymentToStart(given);
    const payment = known(wanted, await paypal.start(wanted, account));
    server.approve(payment.reference);
    return payment;
  }

  function read(type: string): Promise<ProviderEvent> {
    const event = server.events.findLast((one) => one.event_type === type);
    if (!event) throw new Error(`There is no event ${type}.`);
    return paypal.readEvent(server.sign(event), account);
  }

  it('is captured by the server once the buyer has approved it', async () => {
    const wanted = paymentToStart();
    const { reference, client } = await paypal.start(wanted, account);
    expect(client).toEqual({
      approveUrl: `https://www.sandbox.paypal.com/checkoutnow?token=${reference}`,
    });
    const payment = known(wanted, { reference, client });
    const open = { status: 'open', capturedMinor: 0, currency: 'EUR' };
    expect(await paypal.complete(payment, 'attempt-1', account)).toEqual(open);
    server.approve(reference);
    expect((await read('CHECKOUT.ORDER.APPROVED')).about).toEqual({ kind: 'payment', reference });
    expect(await paypal.find(payment, account)).toEqual(open);
    const captured = {
      status: 'captured',
      capturedMinor: 5_000,
      currency: 'EUR',
      captureReference: expect.any(String),
    };
    expect(await paypal.complete(payment, 'attempt-2', account)).toEqual(captured);
    expect(await paypal.complete(payment, 'attempt-3', account)).toEqual(captured);
    expect(await paypal.find(payment, account)).toEqual(captured);
    expect((await read('PAYMENT.CAPTURE.COMPLETED')).about).toEqual({ kind: 'payment', reference });
    expect(server.calls.filter(({ path }) => path === '/v1/oauth2/token')).toHaveLength(1);
    const create = server.calls.find(({ path }) => path === '/v2/checkout/orders');
    expect(create?.headers['paypal-request-id']).toBe(wanted.key);
    expect(JSON.parse(create?.body ?? '')).toMatchObject({
      intent: 'CAPTURE',
      purchase_units: [{ custom_id: '7300000000000000002' }],
    });
  });

  it('stays open when the buyer’s card is declined, and takes another one', async () => {
    const payment = await approved();
    server.capturesAre('INSTRUMENT_DECLINED');
    expect(await paypal.complete(payment, 'attempt-1', account)).toEqual({
      status: 'open',
      capturedMinor: 0,
      currency: 'EUR',
      declined: { reference: 'attempt-1', code: 'INSTRUMENT_DECLINED' },
    });
    expect(await paypal.find(payment, account)).toMatchObject({ status: 'open' });
    server.capturesAre('COMPLETED');
    server.approve(payment.reference);
    expect(await paypal.complete(payment, 'attempt-2', account)).toMatchObject({
      status: 'captured',
    });
  });

  it.each([
    [true, 'captured'],
    [false, 'cancelled'],
  ])('waits for a bank that takes its time (%s)', async (isGood, status) => {
    const payment = await approved();
    server.capturesAre('PENDING');
    const waiting = { status: 'processing', capturedMinor: 0 };
    expect(await paypal.complete(payment, 'attempt-1', account)).toMatchObject(waiting);
    expect(await paypal.cancel(payment, account)).toMatchObject(waiting);
    server.settle(payment.reference, isGood);
    expect(await paypal.find(payment, account)).toMatchObject({ status });
  });

  it('is cancelled by nobody capturing it, and not once money has moved', async () => {
    const payment = await approved();
    expect(await paypal.cancel(payment, account)).toMatchObject({ status: 'cancelled' });
    const captured = await approved();
    await paypal.complete(captured, 'attempt-1', account);
    expect(await paypal.cancel(captured, account)).toMatchObject({ status: 'captured' });
    server.forget(payment.reference);
    expect(await paypal.find(payment, account)).toMatchObject({ status: 'cancelled' });
  });

  it('is started and captured once, however often an answer is lost', async () => {
    await paypal.test(account);
    const wanted = paymentToStart();
    server.loseAnswers(1);
    await expect(paypal.start(wanted, account)).rejects.toThrow(ProviderUnavailableError);
    const first = await paypal.start(wanted, account);
    expect(await paypal.start(wanted, account)).toEqual(first);
    await expect(paypal.start({ ...wanted, amountMinor: 1 }, account)).rejects.toThrow(
      ProviderRefusedError,
    );
    const payment = known(wanted, first);
    server.approve(first.reference);
    server.loseAnswers(1);
    const lost = paypal.complete(payment, 'attempt-1', account);
    await expect(lost).rejects.toThrow(ProviderUnavailableError);
    const again = await paypal.complete(payment, 'attempt-1', account);
    expect(again).toMatchObject({ status: 'captured', capturedMinor: 5_000 });
    expect(await paypal.complete(payment, 'attempt-2', account)).toEqual(again);
    expect(
      server.events.filter((one) => one.event_type === 'PAYMENT.CAPTURE.COMPLETED'),
    ).toHaveLength(1);
  });

  it('gives back a part, the rest, and no more', async () => {
    const payment = await approved();
    const state = await paypal.complete(payment, 'attempt-1', account);
    const part = refundOf(payment, state, 1_500);
    const refund = await paypal.refund(part, account);
    expect(refund).toEqual({ reference: expect.any(String), status: 'succeeded' });
    expect(await paypal.refund(part, account)).toEqual(refund);
    await expect(paypal.refund(refundOf(payment, state, 3_501), account)).rejects.toThrow(
      /REFUND_AMOUNT_EXCEEDED/,
    );
    server.loseAnswers(1);
    const rest = refundOf(payment, state, 3_500);
    await expect(paypal.refund(rest, account)).rejects.toThrow(ProviderUnavailableError);
    expect(await paypal.refund(rest, account)).toMatchObject({ status: 'succeeded' });
    await expect(paypal.refund(refundOf(payment, state, 1), account)).rejects.toThrow(
      /CAPTURE_FULLY_REFUNDED/,
    );
    expect(await paypal.find(payment, account)).toEqual(state);
  });

  it('follows a refund that takes its time', async () => {
    server.refundsAre('PENDING');
    const payment = await approved();
    const wanted = refundOf(payment, await paypal.complete(payment, 'attempt-1', account), 5_000);
    const { reference: refundReference, status } = await paypal.refund(wanted, account);
    expect(status).toBe('processing');
    server.settleRefund(refundReference, false);
    expect(await paypal.findRefund({ ...wanted, refundReference }, account)).toEqual({
      reference: refundReference,
      status: 'failed',
      failure: 'ECHECK',
    });
    expect((await read('PAYMENT.REFUND.FAILED')).about).toEqual({
      kind: 'refund',
      reference: refundReference,
    });
  });

  it('tells of a dispute as it stands, whatever came first', async () => {
    const payment = await approved();
    await paypal.complete(payment, 'attempt-1', account);
    server.dispute(payment.reference, 'UNDER_REVIEW');
    expect(await read('CUSTOMER.DISPUTE.CREATED')).toMatchObject({
      about: { kind: 'dispute', reference: payment.reference },
      dispute: { amountMinor: 5_000, currency: 'EUR', status: 'open' },
    });
    server.dispute(payment.reference, 'RESOLVED', 'RESOLVED_SELLER_FAVOUR');
    expect((await read('CUSTOMER.DISPUTE.CREATED')).dispute?.status).toBe('won');
    server.dispute(payment.reference, 'RESOLVED', 'RESOLVED_BUYER_FAVOUR');
    expect((await read('CUSTOMER.DISPUTE.RESOLVED')).dispute?.status).toBe('lost');
  });

  it('reads an event the same way whenever it comes, and none that is forged, old or unsigned', async () => {
    const payment = await approved();
    await paypal.complete(payment, 'attempt-1', account);
    const first = await read('PAYMENT.CAPTURE.COMPLETED');
    expect(await read('PAYMENT.CAPTURE.COMPLETED')).toEqual(first);
    const event = server.events.findLast((one) => one.event_type === 'PAYMENT.CAPTURE.COMPLETED');
    if (!event) throw new Error('There is no event.');
    const good = server.sign(event);
    const changed = Buffer.from(good.body.toString().replace('50.00', '99.00'));
    const asked = server.calls.length;
    const unasked = [
      { ...good, headers: {} },
      { ...good, headers: { ...good.headers, 'paypal-transmission-sig': '' } },
      { ...good, headers: { ...good.headers, 'paypal-transmission-time': 'yesterday' } },
      { ...good, body: Buffer.from('{"id":"WH-1"') },
      { ...good, body: Buffer.from('null') },
      { ...good, body: Buffer.from('{"id":"WH-1","event_type":"X","resource":null}') },
      server.sign(event, new Date(Date.now() - 5 * DAY_MS)),
    ];
    for (const request of unasked) {
      await expect(paypal.readEvent(request, account)).rejects.toThrow(ForgedEventError);
    }
    expect(server.calls).toHaveLength(asked);
    for (const request of [
      { ...good, body: changed },
      { ...good, headers: { ...good.headers, 'paypal-transmission-sig': 'AAAA' } },
    ]) {
      await expect(paypal.readEvent(request, account)).rejects.toThrow(ForgedEventError);
    }
    await expect(
      paypal.readEvent(good, { ...account, webhookId: 'OF-SOMEBODY-ELSE' }),
    ).rejects.toThrow(ForgedEventError);
    // Nobody knows whether it is forged: PayPal sends it again.
    server.failNext(500);
    await expect(paypal.readEvent(good, account)).rejects.toThrow(ProviderUnavailableError);
  });

  it('writes no decimals where PayPal takes none', async () => {
    for (const [currency, amountMinor, value] of [
      ['JPY', 500, '500'],
      ['HUF', 50_000, '500'],
      ['TWD', 50_000, '500'],
      ['USD', 1_250, '12.50'],
    ] as const) {
      const payment = await approved({ currency, amountMinor });
      const sent = server.calls.findLast(({ path }) => path === '/v2/checkout/orders');
      expect(JSON.parse(sent?.body ?? '')).toMatchObject({
        purchase_units: [{ amount: { currency_code: currency, value } }],
      });
      expect(await paypal.complete(payment, `attempt-${currency}`, account)).toMatchObject({
        capturedMinor: amountMinor,
        currency,
      });
    }
    const half = paymentToStart({ currency: 'HUF', amountMinor: 50_050 });
    await expect(paypal.start(half, account)).rejects.toThrow(ProviderRefusedError);
  });

  it('tries the keys and the webhook without moving money, and signs in again', async () => {
    await expect(paypal.test(account)).resolves.toBeUndefined();
    server.withdrawTokens();
    await expect(paypal.find(await approved(), account)).resolves.toMatchObject({ status: 'open' });
    for (const [change, reason] of [
      [{ clientSecret: 'wrong' }, 'key'],
      [{ webhookId: 'WRONG' }, 'webhook'],
    ] as const) {
      await expect(paypal.test({ ...account, ...change })).rejects.toMatchObject({ reason });
    }
  });

  it('says whether anything may have happened, and shows no key', async () => {
    const payment = await approved();
    const errors: string[] = [];
    for (const status of [409, 429, 500, 503]) {
      server.failNext(status);
      const find = paypal.find(payment, account);
      await expect(find).rejects.toThrow(ProviderUnavailableError);
      errors.push(await shownBy(find));
    }
    const wrong = paypal.find(payment, { ...account, clientSecret: 'E4242424242424242' });
    await expect(wrong).rejects.toThrow(ProviderRefusedError);
    errors.push(await shownBy(wrong));
    const { body } = server.sign({ id: 'WH-1', event_type: 'X', resource: {} });
    errors.push(await shownBy(paypal.readEvent({ body, headers: {} }, account)));
    await server.stop();
    errors.push(await shownBy(paypal.find(payment, account)));
    const tokens = server.calls.map(({ headers }) => headers.authorization?.split(' ')[1] ?? '-');
    for (const error of errors) {
      for (const secret of [
        account.clientId ?? '-',
        account.clientSecret ?? '-',
        '4242',
        ...tokens,
      ]) {
        expect(error).not.toContain(secret);
      }
    }
  });
});

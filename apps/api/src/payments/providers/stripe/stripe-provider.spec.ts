import { startStripeServer, type StripeServer } from '@boxoffice/testing/payment-servers';
import {
  ForgedEventError,
  ProviderRefusedError,
  ProviderUnavailableError,
  type KnownPayment,
  type ProviderAccount,
  type ProviderEvent,
  type StartedPayment,
} from '../payment-provider.js';
import { known, paymentToStart, refundOf, shownBy } from '../payment-to-start.fixture.js';
import { fromStripeAmount, toStripeAmount } from './stripe-amounts.js';
import { StripeProvider } from './stripe-provider.js';

describe('payments with Stripe', () => {
  let server: StripeServer;
  let stripe: StripeProvider;
  let account: ProviderAccount;

  beforeEach(async () => {
    server = await startStripeServer();
    stripe = new StripeProvider({ STRIPE_API_URL: server.url });
    account = server.account;
  });
  afterEach(() => server.stop());

  async function started(
    as = account,
  ): Promise<{ payment: KnownPayment; client: StartedPayment['client'] }> {
    const wanted = paymentToStart();
    const answer = await stripe.start(wanted, as);
    return { payment: known(wanted, answer), client: answer.client };
  }

  async function paid(as = account): Promise<KnownPayment> {
    const { payment, client } = await started(as);
    await server.confirm(client, 'pm_card_visa');
    return payment;
  }

  function read(type: string, by?: Parameters<StripeServer['sign']>[1]): Promise<ProviderEvent> {
    const event = server.events.findLast((one) => one.type === type);
    if (!event) throw new Error(`There is no event ${type}.`);
    return stripe.readEvent(server.sign(event, by), account);
  }

  it('is captured once the buyer has confirmed it', async () => {
    const { payment, client } = await started();
    expect(client).toEqual({
      clientSecret: expect.stringContaining(payment.reference),
      publishableKey: account.publishableKey,
      returnUrl: 'https://tickets.example/checkout/7300000000000000001',
      language: 'de',
    });
    expect(await stripe.find(payment, account)).toEqual({
      status: 'open',
      capturedMinor: 0,
      currency: 'EUR',
    });
    await server.confirm(client, 'pm_card_visa');
    expect(await stripe.complete(payment, 'attempt-1', account)).toEqual({
      status: 'captured',
      capturedMinor: 5_000,
      currency: 'EUR',
      captureReference: expect.stringMatching(/^ch_/),
    });
    const [create] = server.calls;
    expect(create?.headers['stripe-version']).toBe('2026-10-28.endive');
    expect(create?.headers['idempotency-key']).toBe(payment.key);
    expect(new URLSearchParams(create?.body).get('metadata[booking]')).toBe('7300000000000000001');
    expect(await read('payment_intent.succeeded')).toMatchObject({
      type: 'payment_intent.succeeded',
      about: { kind: 'payment', reference: payment.reference },
    });
    expect(await read('charge.succeeded')).toMatchObject({
      about: { kind: 'payment', reference: payment.reference },
    });
  });

  it('waits for 3-D Secure, which ends well or with a decline', async () => {
    const { payment, client } = await started();
    await server.confirm(client, 'pm_card_authenticationRequired');
    expect(await stripe.find(payment, account)).toMatchObject({ status: 'open', capturedMinor: 0 });
    server.settle(payment.reference, false);
    expect(await stripe.find(payment, account)).toMatchObject({
      status: 'open',
      declined: { code: 'payment_intent_authentication_failure' },
    });
    await server.confirm(client, 'pm_card_authenticationRequired');
    expect(await stripe.find(payment, account)).not.toHaveProperty('declined');
    server.settle(payment.reference, true);
    expect(await stripe.find(payment, account)).toMatchObject({ status: 'captured' });
  });

  it('stays open when a card is declined, and takes another one', async () => {
    const { payment, client } = await started();
    const { status } = await server.confirm(client, 'pm_card_chargeDeclinedInsufficientFunds');
    expect(status).toBe(402);
    const state = await stripe.find(payment, account);
    expect(state).toMatchObject({
      status: 'open',
      capturedMinor: 0,
      declined: { reference: expect.stringMatching(/^ch_/), code: 'insufficient_funds' },
    });
    await server.confirm(client, 'pm_card_visa');
    expect(await stripe.find(payment, account)).toMatchObject({
      status: 'captured',
      capturedMinor: 5_000,
    });
    // The event of the decline comes late: it leads to the payment, which is captured.
    expect((await read('payment_intent.payment_failed')).about).toEqual({
      kind: 'payment',
      reference: payment.reference,
    });
  });

  it('waits for a debit', async () => {
    const { payment, client } = await started();
    await server.confirm(client, 'pm_sepa_debit');
    expect(await stripe.find(payment, account)).toMatchObject({ status: 'processing' });
    // Too late to cancel: it is read as what it is, and the money may still come.
    expect(await stripe.cancel(payment, account)).toMatchObject({ status: 'processing' });
    server.settle(payment.reference, true);
    expect(await stripe.find(payment, account)).toMatchObject({ status: 'captured' });
  });

  it('is cancelled, once or twice, and not once money has moved', async () => {
    const { payment, client } = await started();
    expect(await stripe.cancel(payment, account)).toMatchObject({ status: 'cancelled' });
    expect(await stripe.cancel(payment, account)).toMatchObject({ status: 'cancelled' });
    expect((await server.confirm(client, 'pm_card_visa')).status).toBe(400);
    const captured = await paid();
    expect(await stripe.cancel(captured, account)).toMatchObject({
      status: 'captured',
      capturedMinor: 5_000,
    });
  });

  it('is started once, however often its answer is lost', async () => {
    const wanted = paymentToStart();
    server.loseAnswers(4);
    await expect(stripe.start(wanted, account)).rejects.toThrow(ProviderUnavailableError);
    server.loseAnswers(0);
    const first = await stripe.start(wanted, account);
    expect(await stripe.start(wanted, account)).toEqual(first);
    expect(server.events.map(({ type }) => type)).toEqual(['payment_intent.created']);
    await expect(stripe.start({ ...wanted, amountMinor: 1 }, account)).rejects.toThrow(
      ProviderRefusedError,
    );
  }, 60_000);

  it('gives back a part, the rest, and no more', async () => {
    const payment = await paid();
    const state = await stripe.find(payment, account);
    const part = refundOf(payment, state, 1_500);
    const refund = await stripe.refund(part, account);
    expect(refund).toEqual({ reference: expect.stringMatching(/^re_/), status: 'succeeded' });
    expect(await stripe.refund(part, account)).toEqual(refund);
    await expect(stripe.refund(refundOf(payment, state, 3_501), account)).rejects.toThrow(
      ProviderRefusedError,
    );
    server.loseAnswers(4);
    const rest = refundOf(payment, state, 3_500);
    await expect(stripe.refund(rest, account)).rejects.toThrow(ProviderUnavailableError);
    server.loseAnswers(0);
    expect(await stripe.refund(rest, account)).toMatchObject({ status: 'succeeded' });
    await expect(stripe.refund(refundOf(payment, state, 1), account)).rejects.toThrow(
      /charge_already_refunded/,
    );
    // What was captured is still what was captured.
    expect(await stripe.find(payment, account)).toEqual(state);
    expect((await read('charge.refunded')).about).toEqual({
      kind: 'payment',
      reference: payment.reference,
    });
  }, 60_000);

  it('follows a refund that takes its time', async () => {
    server.refundsAre('pending');
    const payment = await paid();
    const wanted = refundOf(payment, await stripe.find(payment, account), 5_000);
    const { reference: refundReference, status } = await stripe.refund(wanted, account);
    expect(status).toBe('processing');
    expect((await read('refund.created')).about).toEqual({
      kind: 'refund',
      reference: refundReference,
    });
    server.settleRefund(refundReference, false);
    expect(await stripe.findRefund({ ...wanted, refundReference }, account)).toEqual({
      reference: refundReference,
      status: 'failed',
      failure: 'lost_or_stolen_card',
    });
    expect((await read('refund.failed')).about?.reference).toBe(refundReference);
  });

  it('tells of a dispute as it stands, whatever came first', async () => {
    const payment = await paid();
    server.dispute(payment.reference, 'warning_needs_response');
    expect(await read('charge.dispute.created')).toEqual({
      id: expect.any(String),
      type: 'charge.dispute.created',
      about: { kind: 'payment', reference: payment.reference },
    });
    server.dispute(payment.reference, 'needs_response');
    const open = await read('charge.dispute.created');
    expect(open).toMatchObject({
      about: { kind: 'dispute', reference: payment.reference },
      dispute: { amountMinor: 5_000, currency: 'EUR', status: 'open' },
    });
    server.dispute(payment.reference, 'lost');
    // The old event, come late, tells of today.
    expect((await read('charge.dispute.created')).dispute?.status).toBe('lost');
    expect((await read('charge.dispute.closed')).dispute).toEqual({
      ...open.dispute,
      status: 'lost',
    });
    server.dispute(payment.reference, 'won');
    expect((await read('charge.dispute.closed')).dispute?.status).toBe('won');
  });

  it('reads an event the same way whenever it comes, and none that is forged, old or unsigned', async () => {
    const payment = await paid();
    const first = await read('payment_intent.succeeded');
    expect(await read('payment_intent.succeeded')).toEqual(first);
    const [event] = server.events;
    if (!event) throw new Error('There is no event.');
    const good = server.sign(event);
    const changed = Buffer.from(good.body.toString().replace(payment.reference, 'pi_another'));
    const forged = [
      { ...good, headers: {} },
      { ...good, body: changed },
      { ...good, headers: { 'stripe-signature': 't=1,v1=00' } },
      server.sign(event, { secret: 'whsec_of_somebody_else' }),
      server.sign(event, { at: new Date(Date.now() - 301_000) }),
    ];
    for (const request of forged) {
      await expect(stripe.readEvent(request, account)).rejects.toThrow(ForgedEventError);
    }
    await expect(stripe.readEvent(good, { ...account, webhookSecret: '' })).rejects.toThrow(
      ForgedEventError,
    );
    await expect(
      stripe.readEvent(server.sign(event, { at: new Date(Date.now() - 290_000) }), account),
    ).resolves.toMatchObject({ id: event.id });
  });

  it('charges a connected account directly, and hears of no other', async () => {
    const { payment, client } = await started(server.connected);
    expect(client.connectedAccount).toBe(server.connected.connectedAccount);
    await server.confirm(client, 'pm_card_visa');
    expect(await stripe.find(payment, server.connected)).toMatchObject({ status: 'captured' });
    await expect(stripe.find(payment, account)).rejects.toThrow(/resource_missing/);
    const event = server.events.findLast(({ type }) => type === 'payment_intent.succeeded');
    if (!event) throw new Error('There is no event.');
    const signed = server.sign(event);
    expect((await stripe.readEvent(signed, server.connected)).about?.reference).toBe(
      payment.reference,
    );
    expect(await stripe.readEvent(signed, account)).not.toHaveProperty('about');
  });

  it('tries the keys without moving money', async () => {
    await expect(stripe.test(account)).resolves.toBeUndefined();
    await expect(stripe.test(server.connected)).resolves.toBeUndefined();
    const wrong = [
      [{ secretKey: 'sk_test_wrong' }, 'key'],
      [{ secretKey: server.restrictedKey }, 'permission'],
      [{ publishableKey: 'pk_live_1' }, 'mode'],
      [{ connectedAccount: 'acct_unknown' }, 'account'],
    ] as const;
    for (const [change, reason] of wrong) {
      await expect(stripe.test({ ...account, ...change })).rejects.toMatchObject({ reason });
    }
    expect(server.calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('says whether anything may have happened, and shows no key and no card', async () => {
    const { payment, client } = await started();
    await server.confirm(client, 'pm_card_chargeDeclined');
    const errors: string[] = [];
    for (const status of [409, 429, 500, 503]) {
      // The library tries again, but not what was too much already.
      server.failNext(status, status === 429 ? 1 : 3);
      const find = stripe.find(payment, account);
      await expect(find).rejects.toThrow(ProviderUnavailableError);
      errors.push(await shownBy(find));
    }
    for (const secretKey of ['sk_test_4242424242424242', server.restrictedKey]) {
      const find = stripe.find(payment, { ...account, secretKey });
      await expect(find).rejects.toThrow(ProviderRefusedError);
      errors.push(await shownBy(find));
    }
    const refund = refundOf(payment, await stripe.find(payment, account), 1);
    errors.push(await shownBy(stripe.refund(refund, account)));
    const [event] = server.events;
    if (!event) throw new Error('There is no event.');
    const forged = server.sign(event, { secret: 'whsec_other' });
    errors.push(await shownBy(stripe.readEvent(forged, account)));
    await server.stop();
    errors.push(await shownBy(stripe.find(payment, account)));
    const secrets = [
      ...Object.values(account),
      server.restrictedKey,
      '4242',
      client.clientSecret ?? '-',
      forged.headers['stripe-signature'] ?? '-',
    ];
    for (const error of errors) {
      for (const secret of secrets) {
        expect(error).not.toContain(secret);
        expect(error).not.toContain(secret.slice(-8));
      }
    }
    expect(JSON.stringify(await stripe.find(payment, account).catch(String))).not.toContain('0002');
  }, 120_000);
});

describe('amounts at Stripe', () => {
  it.each([
    [1_250, 'USD', 1_250],
    [500, 'JPY', 500],
    [5, 'ISK', 500],
    [5, 'UGX', 500],
    [500, 'MGA', 5],
    [1_050, 'HUF', 1_050],
    [1_050, 'TWD', 1_050],
    [1_250, 'KWD', 1_250],
  ])('takes %i %s as %i', (minor, currency, amount) => {
    expect(toStripeAmount(minor, currency)).toBe(amount);
    expect(fromStripeAmount(amount, currency)).toBe(minor);
  });

  it.each([
    [1_255, 'KWD'],
    [550, 'MGA'],
    [10_000, 'CLF'],
  ])('refuses %i %s instead of rounding', (minor, currency) => {
    expect(() => toStripeAmount(minor, currency)).toThrow(ProviderRefusedError);
  });
});

import type {
  BookingDto,
  Envelope,
  OrganiserEventDto,
  PaymentDto,
  PaymentMethodDto,
  PaymentSettingsDto,
  PaymentSettingsTestDto,
  ProblemDto,
  ReservationDto,
  StartedPaymentDto,
} from '@boxoffice/contracts';
import {
  startPayPalServer,
  startStripeServer,
  type PayPalServer,
  type StripeServer,
} from '@boxoffice/testing/payment-servers';
import { CONCERT } from '../events/workspace.ts';
import { founded, memberOf, type Organisation } from '../organisers/organisations.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useApi } from '../setup/use-api.ts';

describe('how an organisation is paid', () => {
  const addresses: Record<string, string> = {
    PAYMENT_PROVIDERS: 'simulated,stripe,paypal,offline',
  };
  let stripe: StripeServer;
  let paypal: PayPalServer;

  beforeAll(async () => {
    [stripe, paypal] = await Promise.all([startStripeServer(), startPayPalServer()]);
    addresses.STRIPE_API_URL = stripe.url;
    addresses.PAYPAL_API_URL = paypal.url;
  });
  const api = useApi(addresses, 1);
  afterAll(() => Promise.all([stripe.stop(), paypal.stop()]));

  const pathOf = ({ id }: Organisation, provider = '') =>
    `/organisers/${id}/payment-settings${provider && `/${provider}`}`;

  const change = (organisation: Organisation, provider: string, body: object) =>
    api.put<Envelope<PaymentSettingsDto> & ProblemDto>(
      pathOf(organisation, provider),
      body,
      organisation.owner,
    );

  async function tried(organisation: Organisation, provider: string) {
    const path = `${pathOf(organisation, provider)}/test`;
    const answer = await api.post<Envelope<PaymentSettingsTestDto>>(path, {}, organisation.owner);
    expect(answer.status).toBe(200);
    return answer.body.data;
  }

  it('is set up by its owners, and shows no secret to anybody, not even in the database', async () => {
    const choir = await founded(api);
    const { owner } = choir;
    const empty = await api.get<Envelope<PaymentSettingsDto[]>>(pathOf(choir), owner);
    const [simulated, ...others] = empty.body.data;
    expect(simulated).toMatchObject({ provider: 'simulated', enabled: true, settings: {} });
    expect(others).toEqual(
      ['stripe', 'paypal', 'offline'].map((provider) => ({
        provider,
        enabled: false,
        settings: {},
        readable: true,
        webhookUrl:
          provider === 'offline'
            ? null
            : expect.stringMatching(
                `^http.*/api/v1/payments/providers/${provider}/${choir.id}/events$`,
              ),
        updatedAt: null,
      })),
    );
    const saved = await change(choir, 'stripe', { enabled: true, ...stripe.account });
    expect(saved.status).toBe(200);
    const { secretKey, webhookSecret, publishableKey } = stripe.account;
    expect(saved.body.data).toMatchObject({
      enabled: true,
      settings: {
        publishableKey,
        secretKey: `…${secretKey.slice(-4)}`,
        webhookSecret: `…${webhookSecret.slice(-4)}`,
      },
      updatedAt: expect.any(String),
    });
    expect(await tried(choir, 'stripe')).toEqual({ ok: true, reason: null, detail: 'It works.' });
    await change(choir, 'paypal', { enabled: true, ...paypal.account });
    expect(await tried(choir, 'paypal')).toMatchObject({ ok: true });
    const offline = {
      enabled: true,
      instructions: 'IBAN DE02\nBitte Buchung nennen',
      holdDays: '7',
    };
    await change(choir, 'offline', offline);
    expect(await tried(choir, 'offline')).toMatchObject({ ok: true });

    const stored = await api.sql.rows('SELECT * FROM organiser_payment_settings');
    const audited = await api.sql.rows<{ action: string; after: object }>(
      `SELECT action, after FROM audit_entries WHERE subject_kind = 'organiser' AND subject_id = $1
       AND action LIKE '%payments%' ORDER BY id`,
      [choir.id],
    );
    expect(audited).toHaveLength(3);
    expect(audited[0]).toEqual({
      action: 'organiser.payments_changed',
      after: {
        provider: 'stripe',
        enabled: true,
        changed: ['publishableKey', 'secretKey', 'webhookSecret'],
      },
    });
    const written = JSON.stringify([stored, audited]) + api.process.log();
    for (const secret of [...Object.values(stripe.account), paypal.account.clientSecret, 'DE02']) {
      expect(written).not.toContain(secret);
    }
  });

  it('keeps what is left out, and wants all that a provider needs', async () => {
    const choir = await founded(api);
    const { secretKey, ...others } = stripe.account;
    await expectNoChange(api.sql, async () => {
      const missing = expectProblem(
        await change(choir, 'stripe', { enabled: true, ...others, clientId: 'A'.repeat(20) }),
        422,
        'VALIDATION_FAILED',
      );
      expect(missing.errors?.map(({ field }) => field)).toEqual(['clientId', 'secretKey']);
      const wrong = { enabled: true, ...others, secretKey: stripe.account.publishableKey };
      const refused = expectProblem(await change(choir, 'stripe', wrong), 422, 'VALIDATION_FAILED');
      expect(JSON.stringify(refused)).not.toContain(stripe.account.publishableKey);
    });
    await change(choir, 'stripe', { enabled: true, ...stripe.connected });
    const off = await change(choir, 'stripe', { enabled: false, connectedAccount: '' });
    expect(off.body.data).toMatchObject({
      enabled: false,
      settings: { secretKey: `…${secretKey.slice(-4)}` },
    });
    expect(off.body.data.settings).not.toHaveProperty('connectedAccount');
    await expectNoChange(api.sql, async () => {
      expect((await change(choir, 'stripe', { enabled: false })).status).toBe(200);
    });
    expect((await api.delete(pathOf(choir, 'stripe'), choir.owner)).status).toBe(200);
    for (const answer of [
      await api.delete(pathOf(choir, 'stripe'), choir.owner),
      await api.post(`${pathOf(choir, 'stripe')}/test`, {}, choir.owner),
      await api.get(pathOf(choir, 'simulated'), choir.owner),
    ]) {
      expectProblem(answer, 404, 'PROVIDER_NOT_FOUND');
    }
  });

  it('says in plain words what is wrong with the keys', async () => {
    const choir = await founded(api);
    const otherKey = `sk_test_${'0'.repeat(24)}`;
    await change(choir, 'stripe', { enabled: true, ...stripe.account, secretKey: otherKey });
    expect(await tried(choir, 'stripe')).toEqual({
      ok: false,
      reason: 'key',
      detail: 'The provider doesn’t accept the key. Copy it again from its dashboard.',
    });
    await change(choir, 'stripe', { enabled: true, secretKey: stripe.restrictedKey });
    expect(await tried(choir, 'stripe')).toMatchObject({ reason: 'permission' });
    const liveKey = `pk_live_${'0'.repeat(24)}`;
    await change(choir, 'stripe', { enabled: true, publishableKey: liveKey });
    expect(await tried(choir, 'stripe')).toMatchObject({ reason: 'mode' });
    await change(choir, 'paypal', { enabled: true, ...paypal.account, webhookId: 'OFANOTHERAPP' });
    expect(await tried(choir, 'paypal')).toMatchObject({ reason: 'webhook' });
    paypal.failNext(503);
    expect(await tried(choir, 'paypal')).toMatchObject({ reason: 'unreachable' });
    for (const secret of [otherKey, stripe.restrictedKey, paypal.account.clientSecret]) {
      expect(api.process.log()).not.toContain(secret);
    }
  });

  it('by bank transfer: tickets are held for its days, and are the buyer’s once it is marked as paid', async () => {
    const choir = await founded(api);
    const { owner } = choir;
    const instructions = 'Transfer to DE02 1203 0000 0000 2020 51.';
    await change(choir, 'offline', { enabled: true, instructions, holdDays: '7' });
    const events = `/organisers/${choir.id}/events`;
    const made = await api.post<Envelope<OrganiserEventDto>>(events, CONCERT, owner);
    const { id: eventId, tiers } = made.body.data;
    expect((await api.post(`${events}/${eventId}/publish`, {}, owner)).status).toBe(200);
    const methods = await api.get<Envelope<PaymentMethodDto[]>>(
      `/events/${eventId}/payment-methods`,
    );
    expect(methods.body.data).toContainEqual({ provider: 'offline' });

    const held = await api.post<Envelope<ReservationDto>>('/booking/reserve', {
      userId: 1,
      eventId,
      tickets: [{ tierId: tiers[0]?.id, quantity: 2 }],
    });
    const { bookingId } = held.body.data;
    const started = await api.post<Envelope<StartedPaymentDto>>(`/bookings/${bookingId}/payments`, {
      provider: 'offline',
    });
    expect(started.body.data).toMatchObject({
      payment: { status: 'open', provider: 'offline', amountMinor: 5_600 },
      client: { instructions, subject: bookingId },
    });
    const { days } = await api.sql.row<{ days: number }>(
      `SELECT round(extract(epoch FROM hold_expires_at - now()) / 86400)::integer AS days
       FROM bookings WHERE id = $1`,
      [bookingId],
    );
    expect(days).toBe(7);

    const paid = `${events}/${eventId}/bookings/${bookingId}/payments`;
    const paymentId = started.body.data.payment.id;
    const door = await memberOf(api, choir, 'door');
    expectProblem(await api.post(`${paid}/${paymentId}/mark-paid`, {}, door), 403, 'FORBIDDEN');
    expectProblem(await api.post(`${paid}/9/mark-paid`, {}, owner), 404, 'PAYMENT_NOT_FOUND');
    const marked = await Promise.all(
      ['SEPA 4711', 'SEPA 4711'].map((reference) =>
        api.post<Envelope<PaymentDto[]>>(`${paid}/${paymentId}/mark-paid`, { reference }, owner),
      ),
    );
    expect(marked.map(({ status }) => status)).toEqual([200, 200]);
    expect(marked[0]?.body.data).toMatchObject([{ status: 'captured', amountMinor: 5_600 }]);
    const booking = await api.get<Envelope<BookingDto>>(`/booking/${bookingId}`);
    expect(booking.body.data.status).toBe('confirmed');
  });

  it('is for owners alone, and stays in its own row', async () => {
    const [choir, others] = [await founded(api), await founded(api)];
    await change(choir, 'stripe', { enabled: true, ...stripe.account });
    const manager = await memberOf(api, choir, 'manager');
    await expectNoChange(api.sql, async () => {
      for (const answer of [
        await api.get(pathOf(choir), manager),
        await api.get(pathOf(choir, 'stripe'), manager),
        await api.put(pathOf(choir, 'stripe'), { enabled: false }, manager),
        await api.delete(pathOf(choir, 'stripe'), manager),
        await api.post(`${pathOf(choir, 'stripe')}/test`, {}, manager),
      ]) {
        expectProblem(answer, 403, 'FORBIDDEN');
      }
    });
    // Somebody with access to the database copies the keys of another organisation.
    await api.sql.execute(
      `INSERT INTO organiser_payment_settings (organiser_id, provider, settings, enabled)
       SELECT $2, provider, settings, enabled FROM organiser_payment_settings WHERE organiser_id = $1`,
      [choir.id, others.id],
    );
    const path = pathOf(others, 'stripe');
    const read = await api.get<Envelope<PaymentSettingsDto>>(path, others.owner);
    expect(read.body.data).toMatchObject({ readable: false, settings: {} });
    expectProblem(await api.post(`${path}/test`, {}, others.owner), 404, 'PROVIDER_NOT_FOUND');
    // They are entered again.
    expect((await change(others, 'stripe', { enabled: true, ...stripe.account })).status).toBe(200);
    expect(await tried(others, 'stripe')).toMatchObject({ ok: true });
  });
});

import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  Answered,
  serveProvider,
  type LocalProvider,
  type ProviderAnswer,
  type ProviderCall,
} from './local-provider.ts';

interface Amount {
  currency_code: string;
  value: string;
}

interface Capture {
  id: string;
  status: string;
  amount: Amount;
  supplementary_data: { related_ids: { order_id: string } };
  /** Not told: in the smallest unit of what PayPal writes. */
  refunded?: number;
}

interface Order {
  id: string;
  status: string;
  links: { rel: string; href: string; method: string }[];
  purchase_units: { amount: Amount; custom_id?: string; payments?: { captures: Capture[] } }[];
}

interface Refund {
  id: string;
  status: string;
  amount: Amount;
  status_details?: { reason: string };
}

interface Dispute {
  dispute_id: string;
  status: string;
  dispute_amount: Amount;
  dispute_outcome?: { outcome_code: string };
  disputed_transactions: { seller_transaction_id: string }[];
}

/** An event as it is sent. */
export interface PayPalServerEvent {
  readonly id: string;
  readonly event_type: string;
  readonly resource: object;
}

/** PayPal's HTTP on this machine: orders, captures, refunds and disputes in memory, for one account. */
export interface PayPalServer extends LocalProvider {
  /** As the settings of an organiser. */
  readonly account: Readonly<
    Record<'environment' | 'clientId' | 'clientSecret' | 'webhookId', string>
  >;
  /** All events so far, the oldest first. */
  readonly events: readonly PayPalServerEvent[];
  /** The buyer agrees to an order on PayPal's page. */
  approve(reference: string): void;
  /** How the next captures end. */
  capturesAre(outcome: 'COMPLETED' | 'PENDING' | 'INSTRUMENT_DECLINED'): void;
  /** A capture that was pending ends. */
  settle(reference: string, isGood: boolean): void;
  /** How refunds that are made from now on begin. */
  refundsAre(status: 'COMPLETED' | 'PENDING'): void;
  settleRefund(reference: string, isGood: boolean): void;
  /** The buyer wants the money of an order back, or PayPal decides. */
  dispute(reference: string, status: 'UNDER_REVIEW' | 'RESOLVED', outcome?: string): void;
  /** Forgets an order that nobody approved, as after three hours. */
  forget(reference: string): void;
  /** Withdraws the tokens that it gave. */
  withdrawTokens(): void;
  sign(event: PayPalServerEvent, at?: Date): { headers: Record<string, string>; body: Buffer };
}

export async function startPayPalServer(): Promise<PayPalServer> {
  const state = new PayPalState();
  const provider = await serveProvider((call) => state.answer(call));
  const { account, events } = state;
  return {
    ...provider,
    account,
    events,
    approve: (reference) => {
      state.approve(reference);
    },
    capturesAre: (outcome) => {
      state.captureOutcome = outcome;
    },
    settle: (reference, isGood) => {
      state.settle(reference, isGood);
    },
    refundsAre: (status) => {
      state.refundStatus = status;
    },
    settleRefund: (reference, isGood) => {
      state.settleRefund(reference, isGood);
    },
    dispute: (reference, status, outcome) => {
      state.dispute(reference, status, outcome);
    },
    forget: (reference) => {
      state.orders.delete(reference);
    },
    withdrawTokens: () => {
      state.tokens.clear();
    },
    sign: (event, at = new Date()) => {
      // With spaces, as no two programs write JSON alike: what comes back must be these bytes.
      const body = JSON.stringify(event, null, 2);
      const id = randomBytes(8).toString('hex');
      const time = at.toISOString();
      return {
        headers: {
          'paypal-auth-algo': 'SHA256withRSA',
          'paypal-cert-url': 'https://api.paypal.com/v1/notifications/certs/CERT-1',
          'paypal-transmission-id': id,
          'paypal-transmission-time': time,
          'paypal-transmission-sig': state.signature(id, time, body),
        },
        body: Buffer.from(body),
      };
    },
  };
}

class PayPalRefusal extends Error {
  readonly status: number;
  readonly issue: string;

  constructor(status: number, issue: string) {
    super(issue);
    this.status = status;
    this.issue = issue;
  }
}

class PayPalState {
  readonly account = {
    environment: 'sandbox',
    clientId: `A${secret()}`,
    clientSecret: `E${secret()}`,
    webhookId: secret().slice(0, 17).toUpperCase(),
  };
  readonly events: PayPalServerEvent[] = [];
  readonly orders = new Map<string, Order>();
  readonly tokens = new Set<string>();
  captureOutcome: 'COMPLETED' | 'PENDING' | 'INSTRUMENT_DECLINED' = 'COMPLETED';
  refundStatus: 'COMPLETED' | 'PENDING' = 'COMPLETED';

  private readonly refunds = new Map<string, Refund>();
  private readonly disputes = new Map<string, Dispute>();
  private readonly answered = new Answered();
  private readonly signingKey = secret();

  answer(call: ProviderCall): ProviderAnswer {
    const headers = { 'Paypal-Debug-Id': secret().slice(0, 13) };
    try {
      const key = call.headers['paypal-request-id'];
      const signIn = call.path === '/v1/oauth2/token';
      if (!signIn) this.requireToken(call);
      const answer = this.answered.once(
        typeof key === 'string' ? key : undefined,
        call,
        () => ({ status: 200, body: signIn ? this.signIn(call) : this.done(call) }),
        refused(422, 'DUPLICATE_REQUEST_ID'),
      );
      return { ...answer, headers };
    } catch (error) {
      if (!(error instanceof PayPalRefusal)) throw error;
      return { ...refused(error.status, error.issue), headers };
    }
  }

  signature(id: string, time: string, body: string): string {
    const signed = [id, time, this.account.webhookId, String(crc32(body))].join('|');
    return createHmac('sha256', this.signingKey).update(signed).digest('base64');
  }

  approve(reference: string): void {
    const order = this.order(reference);
    order.status = 'APPROVED';
    this.tell('CHECKOUT.ORDER.APPROVED', order);
  }

  settle(reference: string, isGood: boolean): void {
    const capture = this.order(reference).purchase_units[0]?.payments?.captures.at(-1);
    if (!capture) throw new Error(`Nothing was captured of ${reference}.`);
    capture.status = isGood ? 'COMPLETED' : 'DECLINED';
    this.tell(`PAYMENT.CAPTURE.${isGood ? 'COMPLETED' : 'DENIED'}`, capture);
  }

  settleRefund(reference: string, isGood: boolean): void {
    const refund = found(this.refunds, reference);
    refund.status = isGood ? 'COMPLETED' : 'FAILED';
    if (!isGood) refund.status_details = { reason: 'ECHECK' };
    this.tell(isGood ? 'PAYMENT.CAPTURE.REFUNDED' : 'PAYMENT.REFUND.FAILED', refund);
  }

  dispute(reference: string, status: string, outcome: string | undefined): void {
    const capture = this.order(reference).purchase_units[0]?.payments?.captures.at(-1);
    if (!capture) throw new Error(`Nothing was captured of ${reference}.`);
    const id = `PP-D-${capture.id}`;
    const known = this.disputes.get(id);
    const dispute: Dispute = {
      dispute_id: id,
      status,
      dispute_amount: capture.amount,
      disputed_transactions: [{ seller_transaction_id: capture.id }],
      ...(outcome === undefined ? {} : { dispute_outcome: { outcome_code: outcome } }),
    };
    this.disputes.set(id, dispute);
    const update = status === 'RESOLVED' ? 'RESOLVED' : 'UPDATED';
    this.tell(`CUSTOMER.DISPUTE.${known ? update : 'CREATED'}`, dispute);
  }

  private signIn({ headers }: ProviderCall): object {
    const { clientId, clientSecret } = this.account;
    const keys = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    if (headers.authorization !== `Basic ${keys}`) throw new PayPalRefusal(401, 'invalid_client');
    const token = `A21AA${secret()}`;
    this.tokens.add(token);
    return { access_token: token, token_type: 'Bearer', expires_in: 32_400 };
  }

  private requireToken({ headers }: ProviderCall): void {
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    if (!this.tokens.has(token)) throw new PayPalRefusal(401, 'INVALID_TOKEN');
  }

  private done({ method, path, body }: ProviderCall): object {
    const [, , area, resource, id = '', verb] = path.split('/');
    const route = `${method} ${area ?? ''}/${resource ?? ''} ${verb ?? ''}`.trim();
    if (route === 'POST checkout/orders') return this.create(body);
    if (route === 'GET checkout/orders') return this.order(id);
    if (route === 'POST checkout/orders capture') return this.capture(id);
    if (route === 'GET payments/captures') return this.captureOf(id);
    if (route === 'POST payments/captures refund') return this.refund(id, body);
    if (route === 'GET payments/refunds') return found(this.refunds, id);
    if (route === 'GET customer/disputes') return found(this.disputes, id);
    if (route === 'GET notifications/webhooks' && id === this.account.webhookId) return { id };
    if (route === 'POST notifications/verify-webhook-signature') return this.verify(body);
    throw new PayPalRefusal(404, 'RESOURCE_NOT_FOUND');
  }

  private create(body: string): Order {
    const { intent, purchase_units: units } = JSON.parse(body) as {
      intent: string;
      purchase_units: Order['purchase_units'];
    };
    const amount = units[0]?.amount;
    const digits = ['HUF', 'JPY', 'TWD'].includes(amount?.currency_code ?? '') ? '' : '\\.\\d\\d';
    if (intent !== 'CAPTURE' || !amount || !RegExp(`^\\d+${digits}$`).test(amount.value)) {
      throw new PayPalRefusal(422, 'DECIMAL_PRECISION');
    }
    const id = secret().slice(0, 17).toUpperCase();
    const href = `https://www.sandbox.paypal.com/checkoutnow?token=${id}`;
    const order: Order = {
      id,
      status: 'PAYER_ACTION_REQUIRED',
      links: [{ rel: 'payer-action', href, method: 'GET' }],
      purchase_units: units,
    };
    this.orders.set(id, order);
    return order;
  }

  private capture(id: string): Order {
    const order = this.order(id);
    if (order.status === 'COMPLETED') throw new PayPalRefusal(422, 'ORDER_ALREADY_CAPTURED');
    if (order.status !== 'APPROVED') throw new PayPalRefusal(422, 'ORDER_NOT_APPROVED');
    if (this.captureOutcome === 'INSTRUMENT_DECLINED') {
      throw new PayPalRefusal(422, 'INSTRUMENT_DECLINED');
    }
    const [unit] = order.purchase_units;
    if (!unit) throw new PayPalRefusal(422, 'MISSING_REQUIRED_PARAMETER');
    const capture: Capture = {
      id: secret().slice(0, 17).toUpperCase(),
      status: this.captureOutcome,
      amount: unit.amount,
      supplementary_data: { related_ids: { order_id: id } },
    };
    unit.payments = { captures: [capture] };
    order.status = 'COMPLETED';
    this.tell(`PAYMENT.CAPTURE.${capture.status}`, capture);
    return order;
  }

  private refund(captureId: string, body: string): Refund {
    const capture = this.captureOf(captureId);
    const { amount } = JSON.parse(body) as { amount: Amount };
    const sum = (capture.refunded ?? 0) + unitsOf(amount);
    if (capture.status === 'REFUNDED') throw new PayPalRefusal(422, 'CAPTURE_FULLY_REFUNDED');
    if (sum > unitsOf(capture.amount)) throw new PayPalRefusal(422, 'REFUND_AMOUNT_EXCEEDED');
    Object.defineProperty(capture, 'refunded', { value: sum, configurable: true });
    capture.status = sum === unitsOf(capture.amount) ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
    const id = secret().slice(0, 17).toUpperCase();
    const refund: Refund = { id, status: this.refundStatus, amount };
    this.refunds.set(id, refund);
    if (refund.status === 'COMPLETED') this.tell('PAYMENT.CAPTURE.REFUNDED', refund);
    return refund;
  }

  /** The event is taken as the bytes that came: PayPal's signature is of these. */
  private verify(body: string): object {
    const parts = JSON.parse(body) as Record<string, string>;
    const event = body.slice(body.indexOf('"webhook_event":') + 16, -1);
    const expected = this.signature(
      parts.transmission_id ?? '',
      parts.transmission_time ?? '',
      event,
    );
    const isGood =
      parts.webhook_id === this.account.webhookId && parts.transmission_sig === expected;
    return { verification_status: isGood ? 'SUCCESS' : 'FAILURE' };
  }

  private order(id: string): Order {
    return found(this.orders, id);
  }

  private captureOf(id: string): Capture {
    const captures = [...this.orders.values()].flatMap(({ purchase_units: units }) =>
      units.flatMap(({ payments }) => payments?.captures ?? []),
    );
    return found(new Map(captures.map((capture) => [capture.id, capture])), id);
  }

  private tell(type: string, resource: object): void {
    const id = `WH-${secret().slice(0, 16)}`;
    this.events.push({ id, event_type: type, resource: structuredClone(resource) });
  }
}

/** Amounts of one currency have the same number of digits. */
function unitsOf({ value }: Amount): number {
  return Number(value.replace('.', ''));
}

function found<T>(things: ReadonlyMap<string, T>, id: string): T {
  const thing = things.get(id);
  if (thing) return thing;
  throw new PayPalRefusal(404, 'RESOURCE_NOT_FOUND');
}

function refused(status: number, issue: string): ProviderAnswer {
  return {
    status,
    body: status === 401 ? { error: issue } : { name: 'REFUSED', details: [{ issue }] },
  };
}

function secret(): string {
  return randomBytes(18).toString('hex');
}

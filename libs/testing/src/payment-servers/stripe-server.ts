import { randomBytes } from 'node:crypto';
import { Stripe } from 'stripe';
import {
  Answered,
  serveProvider,
  type LocalProvider,
  type ProviderAnswer,
  type ProviderCall,
} from './local-provider.ts';

/** Cards of Stripe's documentation, by what comes of them. */
export type StripeCard =
  | 'pm_card_visa'
  | 'pm_card_chargeDeclined'
  | 'pm_card_chargeDeclinedInsufficientFunds'
  | 'pm_card_authenticationRequired'
  | 'pm_sepa_debit';

const DECLINES: Readonly<Record<string, string>> = {
  pm_card_chargeDeclined: 'generic_decline',
  pm_card_chargeDeclinedInsufficientFunds: 'insufficient_funds',
};

/** An event as it is sent. */
export interface StripeServerEvent {
  readonly id: string;
  readonly object: 'event';
  readonly account?: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: object };
}

/** A signed request, as Stripe sends an event. */
export interface SignedEvent {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

interface Intent {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_received: number;
  created: number;
  currency: string;
  client_secret: string;
  description: string | null;
  latest_charge: string | null;
  last_payment_error: object | null;
  metadata: Record<string, string>;
  status: Stripe.PaymentIntent.Status;
  /** Not told: whose it is. */
  owner?: string;
}

interface Charge {
  id: string;
  object: 'charge';
  amount: number;
  amount_refunded: number;
  currency: string;
  payment_intent: string;
  refunded: boolean;
}

interface Refund {
  id: string;
  object: 'refund';
  amount: number;
  charge: string;
  payment_intent: string;
  status: string;
  failure_reason?: string;
}

interface Dispute {
  id: string;
  object: 'dispute';
  amount: number;
  charge: string;
  currency: string;
  payment_intent: string;
  status: string;
}

/** Stripe's HTTP on this machine: payment intents, refunds and disputes in memory, one platform and one connected account. */
export interface StripeServer extends LocalProvider {
  /** As the settings of an organiser. */
  readonly account: Readonly<Record<'secretKey' | 'publishableKey' | 'webhookSecret', string>>;
  /** The same, with an account that is connected to it. */
  readonly connected: Readonly<Record<string, string>>;
  /** A key that may do nothing. */
  readonly restrictedKey: string;
  /** All events so far, the oldest first. */
  readonly events: readonly StripeServerEvent[];
  /** Pays an intent with a card as Stripe Elements does it: over HTTP, with what the page knows. */
  confirm(
    client: Readonly<Record<string, string>>,
    card: StripeCard,
  ): Promise<{ status: number; body: unknown }>;
  /** Has an intent begun earlier than it did. */
  backdate(reference: string, byHours: number): void;
  /** The buyer's bank says whether they are who they say, or that a debit came in. */
  settle(reference: string, isGood: boolean): void;
  /** How refunds that are made from now on begin. */
  refundsAre(status: 'succeeded' | 'pending'): void;
  /** A refund that was pending ends. */
  settleRefund(reference: string, isGood: boolean): void;
  /** The buyer's bank asks for the money back, or decides. */
  dispute(reference: string, status: Stripe.Dispute.Status): void;
  /** An event, signed by Stripe's own library. */
  sign(event: StripeServerEvent, by?: { secret?: string; at?: Date }): SignedEvent;
}

export async function startStripeServer(): Promise<StripeServer> {
  const state = new StripeState();
  const provider = await serveProvider((call) => state.answer(call));
  const { account, connected, restrictedKey, events } = state;
  return {
    ...provider,
    account,
    connected,
    restrictedKey,
    events,
    confirm: async ({ clientSecret = '', publishableKey = '', connectedAccount }, card) => {
      const [id = ''] = clientSecret.split('_secret_');
      const response = await fetch(`${provider.url}/v1/payment_intents/${id}/confirm`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${publishableKey}`,
          ...(connectedAccount ? { 'Stripe-Account': connectedAccount } : {}),
        },
        body: new URLSearchParams({ client_secret: clientSecret, payment_method: card }),
      });
      return { status: response.status, body: await response.json() };
    },
    backdate: (reference, byHours) => {
      state.backdate(reference, byHours);
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
    dispute: (reference, status) => {
      state.dispute(reference, status);
    },
    sign: (event, { secret = account.webhookSecret, at = new Date() } = {}) => {
      const payload = JSON.stringify(event, null, 2);
      const timestamp = Math.floor(at.getTime() / 1000);
      const header = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
      return {
        headers: { 'stripe-signature': header, 'content-type': 'application/json' },
        body: Buffer.from(payload),
      };
    },
  };
}

/** Refuses a call. */
class StripeRefusal extends Error {
  readonly status: number;
  readonly error: Readonly<Record<string, unknown>>;

  constructor(status: number, error: Readonly<Record<string, unknown>>) {
    super();
    this.status = status;
    this.error = error;
  }
}

class StripeState {
  readonly account = {
    secretKey: `sk_test_${secret()}`,
    publishableKey: `pk_test_${secret()}`,
    webhookSecret: `whsec_${secret()}`,
  };
  readonly connected = { ...this.account, connectedAccount: `acct_${secret().slice(0, 16)}` };
  readonly restrictedKey = `rk_test_${secret()}`;
  readonly events: StripeServerEvent[] = [];
  refundStatus: 'succeeded' | 'pending' = 'succeeded';

  private readonly intents = new Map<string, Intent>();
  private readonly charges = new Map<string, Charge>();
  private readonly refunds = new Map<string, Refund>();
  private readonly disputes = new Map<string, Dispute>();
  private readonly answered = new Answered();

  answer(call: ProviderCall): ProviderAnswer {
    const headers = { 'Request-Id': `req_${secret().slice(0, 14)}` };
    try {
      const owner = this.ownerOf(call);
      const key = call.headers['idempotency-key'];
      const answer = this.answered.once(
        typeof key === 'string' ? `${owner ?? ''} ${key}` : undefined,
        call,
        () => this.tried(call, owner),
        refused(400, { type: 'idempotency_error', message: 'Keys may be used once.' }),
      );
      return { ...answer, headers };
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error;
      return { ...refused(error.status, error.error), headers };
    }
  }

  backdate(reference: string, byHours: number): void {
    this.intentOf(reference).created -= byHours * 3_600;
  }

  settle(reference: string, isGood: boolean): void {
    const intent = this.intentOf(reference);
    if (isGood) this.succeed(intent);
    else this.decline(intent, 'payment_intent_authentication_failure', undefined);
  }

  settleRefund(reference: string, isGood: boolean): void {
    const refund = this.refunds.get(reference);
    if (!refund) throw new Error(`There is no refund ${reference}.`);
    refund.status = isGood ? 'succeeded' : 'failed';
    if (!isGood) refund.failure_reason = 'lost_or_stolen_card';
    this.tell(isGood ? 'refund.updated' : 'refund.failed', refund);
  }

  dispute(reference: string, status: Stripe.Dispute.Status): void {
    const intent = this.intents.get(reference);
    if (!intent?.latest_charge) throw new Error(`Nothing was paid with ${reference}.`);
    const known = [...this.disputes.values()].find((one) => one.payment_intent === reference);
    const dispute: Dispute = known ?? {
      id: `du_${secret()}`,
      object: 'dispute',
      amount: intent.amount_received,
      charge: intent.latest_charge,
      currency: intent.currency,
      payment_intent: reference,
      status,
    };
    dispute.status = status;
    this.disputes.set(dispute.id, dispute);
    const isClosed = status === 'won' || status === 'lost';
    const update = isClosed ? 'closed' : 'updated';
    this.tell(`charge.dispute.${known ? update : 'created'}`, dispute, intent.owner);
  }

  /** Whose things a call is about; undefined for the platform itself. */
  private ownerOf({ headers, path }: ProviderCall): string | undefined {
    const key = headers.authorization?.replace('Bearer ', '') ?? '';
    if (key === this.restrictedKey) {
      const message = `The provided key '${key.slice(0, 12)}***' does not have access.`;
      throw new StripeRefusal(403, { type: 'invalid_request_error', message });
    }
    const isOfPage = path.endsWith('/confirm');
    if (key !== (isOfPage ? this.account.publishableKey : this.account.secretKey)) {
      const message = `Invalid API Key provided: ${key.slice(0, 8)}***${key.slice(-4)}`;
      throw new StripeRefusal(401, { type: 'invalid_request_error', message });
    }
    const owner = headers['stripe-account'];
    if (owner === undefined || owner === this.connected.connectedAccount) {
      return owner === undefined ? undefined : this.connected.connectedAccount;
    }
    throw new StripeRefusal(403, { type: 'invalid_request_error', code: 'account_invalid' });
  }

  private tried(call: ProviderCall, owner: string | undefined): ProviderAnswer {
    try {
      return { status: 200, body: this.done(call, owner) };
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error;
      return refused(error.status, error.error);
    }
  }

  private done({ method, path, query, body }: ProviderCall, owner: string | undefined): object {
    const [, , resource, id, verb] = path.split('/');
    const fields = new URLSearchParams(body);
    if (resource === 'payment_intents') {
      if (id === undefined) {
        return method === 'POST' ? this.create(fields, owner) : this.list(query, owner);
      }
      const intent = this.ownIntent(id, owner);
      if (verb === 'confirm') this.confirm(intent, fields);
      if (verb === 'cancel') this.cancel(intent);
      return intent;
    }
    if (resource === 'refunds') {
      return id === undefined ? this.refund(fields, owner) : found(this.refunds, id);
    }
    if (resource === 'disputes' && id !== undefined) return found(this.disputes, id);
    throw new StripeRefusal(404, { type: 'invalid_request_error', code: 'resource_missing' });
  }

  private create(fields: URLSearchParams, owner: string | undefined): Intent {
    const amount = Number(fields.get('amount'));
    const currency = fields.get('currency') ?? '';
    const isAutomatic = fields.get('automatic_payment_methods[enabled]') === 'true';
    if (
      !Number.isSafeInteger(amount) ||
      amount < 1 ||
      !/^[a-z]{3}$/.test(currency) ||
      !isAutomatic
    ) {
      throw new StripeRefusal(400, { type: 'invalid_request_error', code: 'parameter_invalid' });
    }
    const id = `pi_${secret()}`;
    const metadata = [...fields].flatMap(([name, value]) => {
      const [, key] = /^metadata\[(\w+)\]$/.exec(name) ?? [];
      return key === undefined ? [] : [[key, value] as const];
    });
    const intent: Intent = {
      id,
      object: 'payment_intent',
      amount,
      amount_received: 0,
      created: Math.floor(Date.now() / 1000),
      currency,
      client_secret: `${id}_secret_${secret()}`,
      description: fields.get('description'),
      latest_charge: null,
      last_payment_error: null,
      metadata: Object.fromEntries(metadata),
      status: 'requires_payment_method',
    };
    // Not enumerable: it is nobody's business.
    Object.defineProperty(intent, 'owner', { value: owner });
    this.intents.set(id, intent);
    this.tell('payment_intent.created', intent, owner);
    return intent;
  }

  /** The newest first. */
  private list(query: URLSearchParams, owner: string | undefined): object {
    const since = Number(query.get('created[gte]') ?? 0);
    const own = [...this.intents.values()]
      .filter((one) => one.owner === owner && one.created >= since)
      .reverse();
    const after = query.get('starting_after');
    const from = after === null ? 0 : own.findIndex(({ id }) => id === after) + 1;
    const to = from + Number(query.get('limit') ?? 10);
    return { object: 'list', data: own.slice(from, to), has_more: to < own.length };
  }

  private confirm(intent: Intent, fields: URLSearchParams): void {
    if (fields.get('client_secret') !== intent.client_secret) {
      throw new StripeRefusal(400, { type: 'invalid_request_error', code: 'secret_mismatch' });
    }
    requireStatus(intent, 'requires_payment_method', 'requires_confirmation');
    const card = fields.get('payment_method') ?? '';
    const decline = DECLINES[card];
    intent.last_payment_error = null;
    if (decline !== undefined) {
      throw new StripeRefusal(402, { ...this.decline(intent, 'card_declined', decline) });
    }
    if (card === 'pm_card_authenticationRequired') {
      intent.status = 'requires_action';
      this.tell('payment_intent.requires_action', intent, intent.owner);
    } else if (card === 'pm_sepa_debit') {
      intent.status = 'processing';
      this.tell('payment_intent.processing', intent, intent.owner);
    } else {
      this.succeed(intent);
    }
  }

  private decline(intent: Intent, code: string, reason: string | undefined): object {
    intent.status = 'requires_payment_method';
    const error = {
      type: 'card_error',
      code,
      ...(reason === undefined ? {} : { decline_code: reason }),
      charge: `ch_${secret()}`,
      message: 'Your card was declined.',
      payment_method: { id: `pm_${secret()}`, card: { brand: 'visa', last4: '0002' } },
    };
    intent.last_payment_error = error;
    this.tell('payment_intent.payment_failed', intent, intent.owner);
    return { ...error, payment_intent: intent };
  }

  private succeed(intent: Intent): void {
    const charge: Charge = {
      id: `ch_${secret()}`,
      object: 'charge',
      amount: intent.amount,
      amount_refunded: 0,
      currency: intent.currency,
      payment_intent: intent.id,
      refunded: false,
    };
    this.charges.set(charge.id, charge);
    intent.status = 'succeeded';
    intent.amount_received = intent.amount;
    intent.latest_charge = charge.id;
    intent.last_payment_error = null;
    this.tell('charge.succeeded', charge, intent.owner);
    this.tell('payment_intent.succeeded', intent, intent.owner);
  }

  private cancel(intent: Intent): void {
    requireStatus(intent, 'requires_payment_method', 'requires_confirmation', 'requires_action');
    intent.status = 'canceled';
    this.tell('payment_intent.canceled', intent, intent.owner);
  }

  private refund(fields: URLSearchParams, owner: string | undefined): Refund {
    const charge = found(this.charges, fields.get('charge') ?? '');
    const amount = Number(fields.get('amount'));
    const left = charge.amount - charge.amount_refunded;
    if (left === 0) {
      throw new StripeRefusal(400, {
        type: 'invalid_request_error',
        code: 'charge_already_refunded',
      });
    }
    if (!(amount >= 1 && amount <= left)) {
      const message = `Refund amount (${String(amount)}) is greater than unrefunded amount on charge (${String(left)})`;
      throw new StripeRefusal(400, { type: 'invalid_request_error', param: 'amount', message });
    }
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    const refund: Refund = {
      id: `re_${secret()}`,
      object: 'refund',
      amount,
      charge: charge.id,
      payment_intent: charge.payment_intent,
      status: this.refundStatus,
    };
    this.refunds.set(refund.id, refund);
    this.tell('refund.created', refund, owner);
    this.tell('charge.refunded', charge, owner);
    return refund;
  }

  private intentOf(reference: string): Intent {
    const intent = this.intents.get(reference);
    if (!intent) throw new Error(`There is no intent ${reference}.`);
    return intent;
  }

  private ownIntent(id: string, owner: string | undefined): Intent {
    const intent = found(this.intents, id);
    if (intent.owner === owner) return intent;
    throw new StripeRefusal(404, { type: 'invalid_request_error', code: 'resource_missing' });
  }

  private tell(type: string, thing: object, owner?: string): void {
    this.events.push({
      id: `evt_${secret()}`,
      object: 'event',
      ...(owner === undefined ? {} : { account: owner }),
      type,
      created: Math.floor(Date.now() / 1000),
      data: { object: { ...thing } },
    });
  }
}

function requireStatus(intent: Intent, ...statuses: Intent['status'][]): void {
  if (statuses.includes(intent.status)) return;
  throw new StripeRefusal(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    payment_intent: intent,
  });
}

function found<T>(things: ReadonlyMap<string, T>, id: string): T {
  const thing = things.get(id);
  if (thing) return thing;
  throw new StripeRefusal(404, { type: 'invalid_request_error', code: 'resource_missing' });
}

function refused(status: number, error: object): ProviderAnswer {
  return { status, body: { error } };
}

function secret(): string {
  return randomBytes(18).toString('hex');
}

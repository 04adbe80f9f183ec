import { Inject, Injectable } from '@nestjs/common';
import { Stripe } from 'stripe';
import { Settings } from '../../../platform/config/settings.js';
import {
  ForgedEventError,
  ProviderRefusedError,
  type CapturesToList,
  type KnownPayment,
  type ListedCapture,
  type PaymentProvider,
  type PaymentState,
  type PaymentToStart,
  type ProviderAccount,
  type ProviderEvent,
  type ProviderRequest,
  type RefundState,
  type RefundToStart,
  type StartedPayment,
} from '../payment-provider.js';
import { fromStripeAmount, toStripeAmount } from './stripe-amounts.js';
import { isUnexpectedState, providerErrorOf } from './stripe-errors.js';
import { disputeStatusOf, idOf, paymentStateOf, refundStateOf } from './stripe-states.js';

/** The version of the API that this code was written for; a newer library fails to compile. */
const API_VERSION = '2026-10-28.endive';

/** Stripe's own bound is 80 s. A buyer waits for the answer, and asking again with the same key is safe. */
const TIMEOUT_MS = 15_000;

/** Retried by the library, with the same idempotency key. More would only make a buyer wait. */
const NETWORK_RETRIES = 2;

/** How old an event's signature may be, as Stripe recommends: it signs afresh whenever it sends again. */
const EVENT_AGE_SECONDS = 300;

/** Stripe cuts no description, it refuses those that are longer. */
const DESCRIPTION_MAX = 1000;

/** The most that Stripe lists at once. */
const LISTED_AT_ONCE = 100;

/**
 * Payment Intents of Stripe. The buyer pays on the page by Stripe Elements, which confirms the intent, 3-D Secure
 * included; the server creates it and reads how it stands. With a connected account, charges are made on it directly.
 */
@Injectable()
export class StripeProvider implements PaymentProvider {
  readonly name = 'stripe';

  constructor(@Inject(Settings) private readonly settings: Pick<Settings, 'STRIPE_API_URL'>) {}

  async start(payment: PaymentToStart, account: ProviderAccount): Promise<StartedPayment> {
    const intent = await this.ask(account, (stripe) =>
      stripe.paymentIntents.create(
        {
          amount: toStripeAmount(payment.amountMinor, payment.currency),
          currency: payment.currency.toLowerCase(),
          automatic_payment_methods: { enabled: true },
          description: payment.description.slice(0, DESCRIPTION_MAX),
          metadata: payment.metadata,
        },
        { idempotencyKey: payment.key },
      ),
    );
    return {
      reference: intent.id,
      client: {
        clientSecret: intent.client_secret ?? '',
        publishableKey: account.publishableKey ?? '',
        ...(account.connectedAccount ? { connectedAccount: account.connectedAccount } : {}),
        returnUrl: payment.returnUrl,
        language: payment.language,
      },
    };
  }

  /** The page confirms the intent; there is nothing for the server to do. */
  complete(
    payment: KnownPayment,
    _attemptKey: string,
    account: ProviderAccount,
  ): Promise<PaymentState> {
    return this.find(payment, account);
  }

  async find({ reference }: KnownPayment, account: ProviderAccount): Promise<PaymentState> {
    return paymentStateOf(
      await this.ask(account, (stripe) => stripe.paymentIntents.retrieve(reference)),
    );
  }

  /**
   * Without an idempotency key of ours: Stripe would answer "too late" for ever to a payment that was processing when
   * it was first asked, and is open again. Cancelling twice is refused, and read as what it is.
   */
  async cancel({ reference }: KnownPayment, account: ProviderAccount): Promise<PaymentState> {
    return paymentStateOf(
      await this.ask(account, async (stripe) => {
        try {
          return await stripe.paymentIntents.cancel(reference);
        } catch (error) {
          if (!isUnexpectedState(error)) throw error;
          return stripe.paymentIntents.retrieve(reference);
        }
      }),
    );
  }

  async refund(refund: RefundToStart, account: ProviderAccount): Promise<RefundState> {
    return refundStateOf(
      await this.ask(account, (stripe) =>
        stripe.refunds.create(
          {
            charge: refund.captureReference,
            amount: toStripeAmount(refund.amountMinor, refund.currency),
          },
          { idempotencyKey: refund.key },
        ),
      ),
    );
  }

  async findRefund(
    { refundReference }: RefundToStart & { refundReference: string },
    account: ProviderAccount,
  ): Promise<RefundState> {
    return refundStateOf(
      await this.ask(account, (stripe) => stripe.refunds.retrieve(refundReference)),
    );
  }

  async readEvent(
    { headers, body }: ProviderRequest,
    account: ProviderAccount,
  ): Promise<ProviderEvent> {
    const event = await this.verified(body, headers['stripe-signature'], account);
    const { id, type } = event;
    // One address may be told of every connected account.
    if ((event.account ?? '') !== (account.connectedAccount ?? '')) {
      return { id, type };
    }
    if (type.startsWith('charge.dispute.')) {
      return {
        id,
        type,
        ...(await this.dispute((event.data.object as Stripe.Dispute).id, account)),
      };
    }
    const about = aboutOf(type, event.data.object as StripeThing);
    return { id, type, ...(about ? { about } : {}) };
  }

  /** Others may charge with the same account, other organisers here too: theirs don't name this organiser. */
  async *captures(
    account: ProviderAccount,
    { organiserId, since }: CapturesToList,
  ): AsyncGenerator<ListedCapture[]> {
    const created = { gte: Math.floor(since.getTime() / 1000) };
    let after: string | undefined;
    do {
      const page = await this.ask(account, (stripe) =>
        stripe.paymentIntents.list({
          limit: LISTED_AT_ONCE,
          created,
          ...(after === undefined ? {} : { starting_after: after }),
        }),
      );
      yield page.data
        .filter(
          ({ status, metadata }) => status === 'succeeded' && metadata.organiser === organiserId,
        )
        .map((intent) => {
          const { capturedMinor: amountMinor, currency } = paymentStateOf(intent);
          const createdAt = new Date(intent.created * 1000);
          return { reference: intent.id, amountMinor, currency, createdAt };
        });
      after = page.has_more ? page.data.at(-1)?.id : undefined;
    } while (after !== undefined);
  }

  /** Lists one payment: what a key needs for that is what it needs for the rest. */
  async test(account: ProviderAccount): Promise<void> {
    if (modeOf(account.secretKey) !== modeOf(account.publishableKey)) {
      throw new ProviderRefusedError(
        'One of the keys is for test payments, the other for live ones.',
        'mode',
      );
    }
    await this.ask(account, (stripe) => stripe.paymentIntents.list({ limit: 1 }));
  }

  private async verified(
    body: Buffer,
    signature: string | string[] | undefined,
    account: ProviderAccount,
  ): Promise<Stripe.Event> {
    if (typeof signature !== 'string' || !account.webhookSecret) {
      throw new ForgedEventError('The event is not signed.');
    }
    try {
      return await Stripe.webhooks.constructEventAsync(
        body,
        signature,
        account.webhookSecret,
        EVENT_AGE_SECONDS,
      );
    } catch {
      // Also a signed body that isn't JSON. The library's error holds the body and the signature.
      throw new ForgedEventError('The event was not signed by Stripe, or too long ago.');
    }
  }

  /** Events of a dispute may come in any order: it is read again. */
  private async dispute(
    id: string,
    account: ProviderAccount,
  ): Promise<Pick<ProviderEvent, 'about' | 'dispute'>> {
    const dispute = await this.ask(account, (stripe) => stripe.disputes.retrieve(id));
    if (!dispute.payment_intent) return {};
    const currency = dispute.currency.toUpperCase();
    const reference = idOf(dispute.payment_intent);
    const status = disputeStatusOf(dispute);
    if (!status) return { about: { kind: 'payment', reference } };
    const amountMinor = fromStripeAmount(dispute.amount, currency);
    return {
      about: { kind: 'dispute', reference },
      dispute: { reference: id, amountMinor, currency, status },
    };
  }

  private async ask<T>(
    account: ProviderAccount,
    question: (stripe: Stripe) => Promise<T>,
  ): Promise<T> {
    try {
      return await question(this.client(account));
    } catch (error) {
      throw error instanceof ProviderRefusedError ? error : providerErrorOf(error);
    }
  }

  /** Made for each call: it holds nothing but settings, and all share the library's connections. */
  private client({ secretKey, connectedAccount }: ProviderAccount): Stripe {
    const { protocol, hostname, port } = new URL(this.settings.STRIPE_API_URL);
    const isPlain = protocol === 'http:';
    return new Stripe(secretKey ?? '', {
      apiVersion: API_VERSION,
      timeout: TIMEOUT_MS,
      maxNetworkRetries: NETWORK_RETRIES,
      httpClient: Stripe.createNodeHttpClient(),
      protocol: isPlain ? 'http' : 'https',
      host: hostname,
      port: port || (isPlain ? 80 : 443),
      telemetry: false,
      ...(connectedAccount ? { stripeAccount: connectedAccount } : {}),
    });
  }
}

/** What payments, charges and refunds have in common, as events tell of them. */
interface StripeThing {
  id: string;
  payment_intent?: string | { id: string } | null;
}

function aboutOf(type: string, thing: StripeThing): ProviderEvent['about'] {
  if (type.startsWith('payment_intent.')) return { kind: 'payment', reference: thing.id };
  if (type.startsWith('refund.') || type === 'charge.refund.updated') {
    return { kind: 'refund', reference: thing.id };
  }
  if (type.startsWith('charge.') && thing.payment_intent) {
    return { kind: 'payment', reference: idOf(thing.payment_intent) };
  }
  return undefined;
}

/** `test` or `live`, which stands in every key: `sk_test_…`, `rk_live_…`, `pk_test_…`. */
function modeOf(key: string | undefined): string | undefined {
  return key?.split('_')[1];
}

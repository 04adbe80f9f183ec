import { Inject, Injectable } from '@nestjs/common';
import { Settings } from '../../../platform/config/settings.js';
import {
  ProviderRefusedError,
  type KnownPayment,
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
import { PayPalClient, PayPalRefusal } from './paypal-client.js';
import { aboutOf, verifiedEvent, type PayPalResource } from './paypal-events.js';
import {
  disputeOf,
  orderStateOf,
  refundStateOf,
  toPayPalAmount,
  type PayPalDispute,
  type PayPalOrder,
  type PayPalRefund,
} from './paypal-states.js';

/** PayPal refuses longer texts. */
const TEXT_MAX = 127;

/** Refusals of a capture that leave the order as it was, for the buyer to go on with. */
const STILL_OPEN = new Set(['ORDER_NOT_APPROVED', 'PAYER_ACTION_REQUIRED']);

/** Refusals of a capture that another way to pay may get past. */
const DECLINED = new Set(['INSTRUMENT_DECLINED', 'TRANSACTION_REFUSED', 'PAYER_CANNOT_PAY']);

/** Orders of PayPal. The buyer approves one at PayPal, and the server captures it when they are back. */
@Injectable()
export class PayPalProvider implements PaymentProvider {
  readonly name = 'paypal';
  private readonly client: PayPalClient;

  constructor(@Inject(Settings) settings: Pick<Settings, 'PAYPAL_API_URL'>) {
    this.client = new PayPalClient(settings);
  }

  async start(payment: PaymentToStart, account: ProviderAccount): Promise<StartedPayment> {
    const { returnUrl, language, metadata } = payment;
    const unit = {
      description: payment.description.slice(0, TEXT_MAX),
      custom_id: metadata.payment,
      amount: toPayPalAmount(payment.amountMinor, payment.currency),
    };
    const experience = {
      // The page reads how the payment stands, so that both ways back are one.
      return_url: returnUrl,
      cancel_url: returnUrl,
      locale: language,
      user_action: 'PAY_NOW',
      shipping_preference: 'NO_SHIPPING',
    };
    const order = await this.client.ask<PayPalOrder>(account, '/v2/checkout/orders', {
      key: payment.key,
      body: JSON.stringify({
        intent: 'CAPTURE',
        purchase_units: [unit],
        payment_source: { paypal: { experience_context: experience } },
      }),
    });
    const link = order.links?.find(({ rel }) => rel === 'payer-action' || rel === 'approve');
    return { reference: order.id, client: { approveUrl: link?.href ?? '' } };
  }

  async complete(
    payment: KnownPayment,
    attemptKey: string,
    account: ProviderAccount,
  ): Promise<PaymentState> {
    try {
      const path = `/v2/checkout/orders/${encodeURIComponent(payment.reference)}/capture`;
      const posted = { key: attemptKey, body: '{}' };
      const order = await this.client.ask<PayPalOrder>(account, path, posted);
      return orderStateOf(order, payment.currency);
    } catch (error) {
      if (!(error instanceof PayPalRefusal)) throw error;
      const { issue } = error;
      if (issue === 'ORDER_ALREADY_CAPTURED') return this.find(payment, account);
      if (!STILL_OPEN.has(issue) && !DECLINED.has(issue)) throw error;
      return {
        status: 'open',
        capturedMinor: 0,
        currency: payment.currency,
        declined: DECLINED.has(issue) ? { reference: attemptKey, code: issue } : undefined,
      };
    }
  }

  /** An order that nobody approved is gone after some hours, and with it every way to capture it. */
  async find(payment: KnownPayment, account: ProviderAccount): Promise<PaymentState> {
    const { reference, currency } = payment;
    try {
      const path = `/v2/checkout/orders/${encodeURIComponent(reference)}`;
      return orderStateOf(await this.client.ask<PayPalOrder>(account, path), currency);
    } catch (error) {
      if (!(error instanceof PayPalRefusal) || error.status !== 404) throw error;
      return { status: 'cancelled', capturedMinor: 0, currency };
    }
  }

  /**
   * PayPal's API has nothing that cancels an order: only authorizations can be voided, and these orders are captured at
   * once. So an open one is cancelled here alone. The buyer may still approve it at PayPal, which moves no money: that
   * takes our capture, and none is asked for of a payment that is cancelled. PayPal drops the order after some hours.
   */
  async cancel(payment: KnownPayment, account: ProviderAccount): Promise<PaymentState> {
    const state = await this.find(payment, account);
    return state.status === 'open' ? { ...state, status: 'cancelled' } : state;
  }

  async refund(refund: RefundToStart, account: ProviderAccount): Promise<RefundState> {
    const path = `/v2/payments/captures/${encodeURIComponent(refund.captureReference)}/refund`;
    const body = JSON.stringify({ amount: toPayPalAmount(refund.amountMinor, refund.currency) });
    return refundStateOf(
      await this.client.ask<PayPalRefund>(account, path, { key: refund.key, body }),
    );
  }

  async findRefund(
    { refundReference }: RefundToStart & { refundReference: string },
    account: ProviderAccount,
  ): Promise<RefundState> {
    const path = `/v2/payments/refunds/${encodeURIComponent(refundReference)}`;
    return refundStateOf(await this.client.ask<PayPalRefund>(account, path));
  }

  /** The body says where to look, and nothing in it is believed. */
  async readEvent(request: ProviderRequest, account: ProviderAccount): Promise<ProviderEvent> {
    const event = await verifiedEvent(this.client, request, account);
    const { id, event_type: type, resource } = event;
    if (type.startsWith('CUSTOMER.DISPUTE.') && resource.dispute_id !== undefined) {
      return { id, type, ...(await this.dispute(resource.dispute_id, account)) };
    }
    return { id, type, about: aboutOf(event) };
  }

  /** Signs in, and looks for the webhook that the settings name. */
  async test(account: ProviderAccount): Promise<void> {
    await this.client.signIn(account);
    try {
      const id = encodeURIComponent(account.webhookId ?? '');
      await this.client.ask(account, `/v1/notifications/webhooks/${id}`);
    } catch (error) {
      if (!(error instanceof PayPalRefusal) || error.status !== 404) throw error;
      throw new ProviderRefusedError('PayPal knows no webhook with this id.', 'webhook');
    }
  }

  private async dispute(id: string, account: ProviderAccount): Promise<Partial<ProviderEvent>> {
    const dispute = await this.client.ask<PayPalDispute>(
      account,
      `/v1/customer/disputes/${encodeURIComponent(id)}`,
    );
    const capture = dispute.disputed_transactions?.[0]?.seller_transaction_id;
    if (capture === undefined) return {};
    const path = `/v2/payments/captures/${encodeURIComponent(capture)}`;
    const { supplementary_data: data } = await this.client.ask<PayPalResource>(account, path);
    const reference = data?.related_ids?.order_id;
    if (reference === undefined) return {};
    return { about: { kind: 'dispute', reference }, dispute: disputeOf(dispute) };
  }
}

import {
  ForgedEventError,
  type ProviderAccount,
  type ProviderEvent,
  type ProviderRequest,
} from '../payment-provider.js';
import { parsed, PayPalRefusal, type PayPalClient } from './paypal-client.js';

/** PayPal sends an event again for three days. */
const EVENT_AGE_MS = 4 * 24 * 3_600_000;

/** What PayPal wants back to say whether it signed an event; each came as a header. */
const SIGNATURE_PARTS =
  'auth_algo cert_url transmission_id transmission_sig transmission_time'.split(' ');

/** What an event may be about. */
export interface PayPalResource {
  id?: string;
  dispute_id?: string;
  supplementary_data?: { related_ids?: { order_id?: string } };
}

export interface PayPalEvent {
  id: string;
  event_type: string;
  resource: PayPalResource;
}

/**
 * Has PayPal say whether it signed an event.
 *
 * @throws ForgedEventError
 */
export async function verifiedEvent(
  client: PayPalClient,
  { headers, body }: ProviderRequest,
  account: ProviderAccount,
): Promise<PayPalEvent> {
  const text = body.toString('utf8');
  const { id, event_type: type, resource }: Partial<PayPalEvent> = parsed(text) ?? {};
  const parts = SIGNATURE_PARTS.map(
    (part) => [part, headers[`paypal-${part.replace('_', '-')}`]] as const,
  );
  const isSigned = parts.every(([, value]) => typeof value === 'string' && value !== '');
  const isEvent = typeof id === 'string' && typeof type === 'string' && resource;
  const age = Math.abs(Date.now() - Date.parse(String(headers['paypal-transmission-time'])));
  // Spares PayPal being asked about whatever anybody sends. An age that is no number is not below the bound either.
  if (!isEvent || !isSigned || !(age <= EVENT_AGE_MS)) {
    throw new ForgedEventError('The event is not signed, or was sent too long ago.');
  }
  const signature = { ...Object.fromEntries(parts), webhook_id: account.webhookId };
  const answer = await client
    .ask<{ verification_status: string }>(
      account,
      '/v1/notifications/verify-webhook-signature',
      // The event goes back as it came: written anew, its signature would not fit.
      { body: `${JSON.stringify(signature).slice(0, -1)},"webhook_event":${text}}` },
    )
    .catch((error: unknown) => {
      if (error instanceof PayPalRefusal && [400, 422].includes(error.status)) return undefined;
      throw error;
    });
  if (answer?.verification_status === 'SUCCESS') return { id, event_type: type, resource };
  throw new ForgedEventError('The event was not signed by PayPal.');
}

/** What an event is about, disputes apart. */
export function aboutOf({ event_type: type, resource }: PayPalEvent): ProviderEvent['about'] {
  const isRefund = type.startsWith('PAYMENT.REFUND.') || type === 'PAYMENT.CAPTURE.REFUNDED';
  const order = type.startsWith('CHECKOUT.ORDER.')
    ? resource.id
    : resource.supplementary_data?.related_ids?.order_id;
  const reference = isRefund ? resource.id : order;
  return reference === undefined ? undefined : { kind: isRefund ? 'refund' : 'payment', reference };
}

import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** As long as the digest that is made with it. */
const SECRET_BYTES = 32;

/** A new secret, as receivers know it. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * Signs a message as Standard Webhooks says, for one try: an old request that somebody repeats has an old time.
 *
 * @param secrets one, or two while they are being changed: a signature with either satisfies a receiver
 * @returns the headers of the request
 */
export function signedHeaders(
  id: string,
  at: Date,
  body: string,
  secrets: readonly string[],
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Boxoffice-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

import { ValidateBy } from 'class-validator';

/** Longest address of a webhook. */
export const WEBHOOK_URL_MAX_LENGTH = 2_000;

/** Whether a text is an address that webhooks can be sent to. A password in it would stand in every list. */
export function isWebhookUrl(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > WEBHOOK_URL_MAX_LENGTH) return false;
  if (!/^https?:\/\/[^\s\p{C}]+$/u.test(value) || !URL.canParse(value)) return false;
  const { username, password, hash } = new URL(value);
  return username === '' && password === '' && hash === '';
}

/** Takes the address of a webhook. */
export const IsWebhookUrl = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWebhookUrl',
    validator: {
      validate: isWebhookUrl,
      defaultMessage: () =>
        `url must be an address that begins with https://, at most ${WEBHOOK_URL_MAX_LENGTH} characters, without user, password and #`,
    },
  });

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Settings } from './api-under-test.ts';

/** What production asks for, with keys of its own and a mail server that nobody listens at. */
export function productionSettings(): Settings {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    NODE_ENV: 'production',
    DEMO_IDENTITY: 'off',
    DEMO_DATA: 'off',
    PAYMENT_PROVIDERS: 'stripe,offline',
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'tickets@tickets.example',
    PUBLIC_URL: 'https://tickets.example',
    TOKEN_KEYS: JSON.stringify({
      keys: [{ kid: 'ours', ...privateKey.export({ format: 'jwk' }) }],
    }),
    SECRET_KEYS: randomBytes(32).toString('base64'),
  };
}

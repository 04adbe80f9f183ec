import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { freePort, migrateDatabase, startApi, startPostgres } from '@boxoffice/testing';
import {
  startPayPalServer,
  startStripeServer,
  type PayPalServer,
  type StripeServer,
} from '@boxoffice/testing/payment-servers';
import pg from 'pg';
import { test as base } from '../test.js';
import { visitPayPal } from './paypal-pages.js';
import { StripePages } from './stripe-pages.js';

const WEB_ROOT = fileURLToPath(new URL('../../../web/dist/browser', import.meta.url));

/** A box office with the demo event, whose house takes payments with Stripe and PayPal: local servers speak for both. */
export interface ProviderBoxOffice {
  readonly url: string;
  readonly stripe: StripeServer;
  readonly paypal: PayPalServer;
  /** Changes rows, as no test waits for time to pass. */
  execute(sql: string, parameters: unknown[]): Promise<void>;
}

async function start(): Promise<ProviderBoxOffice & { stop(): Promise<void> }> {
  const [cluster, stripe, paypal, port] = await Promise.all([
    startPostgres(),
    startStripeServer(),
    startPayPalServer(),
    freePort(),
  ]);
  await migrateDatabase(cluster.url());
  const url = `http://localhost:${port}`;
  const api = await startApi({
    databaseUrl: cluster.url(),
    port,
    env: {
      DEMO_IDENTITY: 'on',
      DEMO_DATA: 'on',
      PAYMENT_PROVIDERS: 'stripe,paypal',
      STRIPE_API_URL: stripe.url,
      PAYPAL_API_URL: paypal.url,
      PUBLIC_URL: url,
      SECRET_KEYS: randomBytes(32).toString('base64'),
      WEB_ROOT,
    },
  });
  const database = new pg.Pool({ connectionString: cluster.url(), max: 1 });
  const execute = async (sql: string, parameters: unknown[]): Promise<void> => {
    await database.query(sql, parameters);
  };
  const stop = async (): Promise<void> => {
    await api.stop();
    await database.end();
    await Promise.all([stripe.stop(), paypal.stop(), cluster.stop()]);
  };
  return { url, stripe, paypal, execute, stop };
}

/** Tests in a browser that pays at the providers' own pages. */
export const test = base.extend<
  { stripePages: StripePages; payPal: PayPalServer },
  { providers: ProviderBoxOffice }
>({
  providers: [
    async ({}, use) => {
      const { stop, ...providers } = await start();
      await use(providers);
      await stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ providers }, use) => {
    await use(providers.url);
  },
  boxOffice: async ({ boxOffice, providers }, use) => {
    await boxOffice.send('put', 'payment-settings/stripe', {
      enabled: true,
      ...providers.stripe.account,
    });
    await boxOffice.send('put', 'payment-settings/paypal', {
      enabled: true,
      ...providers.paypal.account,
    });
    await use(boxOffice);
  },
  stripePages: async ({ page, providers }, use) => {
    await use(await StripePages.open(page, providers.stripe));
  },
  payPal: async ({ page, providers }, use) => {
    await visitPayPal(page, providers.paypal);
    await use(providers.paypal);
  },
});

import { startStripeServer, type StripeServer } from '@boxoffice/testing/payment-servers';
import { ProviderStatements } from '../ledger/reconcile/provider-statements.js';
import type { PaymentProviders } from '../payments/providers/payment-providers.js';
import { paymentToStart } from '../payments/providers/payment-to-start.fixture.js';
import { StripeProvider } from '../payments/providers/stripe/stripe-provider.js';
import { openDemoDatabase, type DemoDatabase } from '../schema/database.fixture.js';
import type { CallProvider } from './call-provider.js';
import { StateCaptures } from './state-captures.js';

/** More than Stripe lists at once. */
const PAYMENTS = 205;

/** How far back is asked. */
const DAYS = 30;

describe('what Stripe says that it captured', () => {
  let database: DemoDatabase;
  let server: StripeServer;
  let stripe: StripeProvider;
  let statements: ProviderStatements;

  beforeAll(async () => {
    server = await startStripeServer();
    stripe = new StripeProvider({ STRIPE_API_URL: server.url });
    // As the owner of the tables, who can damage them.
    database = await openDemoDatabase('owner');
    statements = new ProviderStatements();
    const providers = { names: ['stripe'], get: () => stripe } as unknown as PaymentProviders;
    const call = {
      ofOrganiser: () => Promise.resolve({ provider: stripe, account: server.account }),
    } as unknown as CallProvider;
    new StateCaptures(database.dataSource, statements, providers, call).onModuleInit();
    await run(`INSERT INTO organiser_payment_settings (organiser_id, provider, settings, enabled, updated_at)
      VALUES (1, 'stripe', 'locked', false, now() - interval '1 year')`);
  });
  afterAll(async () => {
    await database.close();
    await server.stop();
  });

  const run = (sql: string): Promise<unknown[]> => database.dataSource.query<unknown[]>(sql);

  /** A payment of 50.00 that is captured at Stripe, and began some hours ago. */
  async function captured(number: number, hoursAgo = 2, organiser = '1'): Promise<string> {
    const { metadata, ...payment } = paymentToStart({ key: `payment-${String(number)}` });
    const wanted = { ...payment, metadata: { ...metadata, organiser } };
    const { reference, client } = await stripe.start(wanted, server.account);
    await server.confirm(client, 'pm_card_visa');
    server.backdate(reference, hoursAgo);
    return reference;
  }

  async function found(): Promise<[string, string][]> {
    const failed: string[] = [];
    await statements.read(database.dataSource, DAYS, (what) => failed.push(what));
    expect(failed).toEqual([]);
    const rows = await database.dataSource.query<{ code: string; subject: string }[]>(
      `SELECT code, subject FROM money_differences WHERE code <> 'BOOKING_NOT_PAID' ORDER BY code`,
    );
    return rows.map(({ code, subject }) => [code, subject]);
  }

  it('is compared with what was captured here, and each difference is found', async () => {
    const references: string[] = [];
    for (let number = 1; number <= PAYMENTS; number += 1) references.push(await captured(number));
    const { client } = await stripe.start({ ...paymentToStart(), key: 'open' }, server.account);
    await server.confirm(client, 'pm_card_chargeDeclined');
    const rows = references.map((reference, index) => `(${String(index + 1)}, '${reference}')`);
    await run(`
      INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency,
        hold_expires_at, status, confirmed_at)
      SELECT 1, id, 1, ARRAY[id], '[{"tierId": "1", "tier": "VIP", "quantity": 1, "priceMinor": 5000}]',
        5000, 'EUR', now(), 'confirmed', now() FROM generate_series(1, ${String(PAYMENTS)}) AS id;
      INSERT INTO payments (event_id, id, booking_id, provider, provider_reference, amount_minor,
        currency, status)
      SELECT 1, 1000 + id, id, 'stripe', reference, 5000, 'EUR', 'captured'
      FROM (VALUES ${rows.join(', ')}) AS taken (id, reference)`);
    expect(await found()).toEqual([]);

    const unknown = await captured(PAYMENTS + 1);
    // Just begun; of the time before; of an organisation that shares the account.
    await captured(PAYMENTS + 2, 0);
    await captured(PAYMENTS + 3, 24 * (DAYS + 1));
    await captured(PAYMENTS + 4, 2, '2');
    await run(`UPDATE payments SET provider_reference = 'pi_made_up' WHERE id = 1003`);
    const differences = await found();
    expect(differences).toHaveLength(3);
    expect(differences).toEqual(
      expect.arrayContaining([
        ['UNKNOWN_HERE', unknown],
        ['UNKNOWN_HERE', references[2]],
        ['UNKNOWN_TO_PROVIDER', '1003'],
      ]),
    );

    // Another account since: it needn't know what began before.
    await run(`UPDATE organiser_payment_settings SET updated_at = now() - interval '30 minutes'`);
    expect(await found()).toEqual([]);
  }, 60_000);
});

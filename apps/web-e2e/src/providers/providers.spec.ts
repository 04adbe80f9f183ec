import type { Page } from '@playwright/test';
import { JANE, JOHN } from '../box-office.js';
import { openCheckout } from '../checkout.js';
import { expect } from '../test.js';
import { test, type ProviderBoxOffice } from './provider-box-office.js';
import { CARDS } from './stripe-pages.js';

const confirmed = (page: Page) =>
  expect(page.getByRole('heading', { level: 1 })).toHaveText('Your 2 tickets are confirmed');

/** Time passes over a hold whose payment nobody asks about; then the money comes, and Stripe says so. */
async function payLate(page: Page, bookingId: string, box: ProviderBoxOffice): Promise<void> {
  await box.execute(
    `UPDATE payments SET asked_at = now() + interval '1 day' WHERE booking_id = $1`,
    [bookingId],
  );
  await box.execute(
    `UPDATE bookings SET hold_expires_at = now() - interval '1 day' WHERE id = $1`,
    [bookingId],
  );
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Your time is up' })).toBeVisible();
  const begun = box.stripe.events.findLast(({ type }) => type === 'payment_intent.created');
  box.stripe.settle((begun?.data.object as { id: string }).id, true);
}

async function tellOfMoney({ url, stripe }: ProviderBoxOffice): Promise<void> {
  const event = stripe.events.findLast(({ type }) => type === 'payment_intent.succeeded');
  if (!event) throw new Error('No money has come.');
  const { headers, body } = stripe.sign(event);
  const inbox = `${url}/api/v1/payments/providers/stripe/1/events`;
  const answer = await fetch(inbox, { method: 'POST', headers, body: new Uint8Array(body) });
  expect(answer.status).toBe(204);
}

const declined = (page: Page) => page.getByText('Your payment was declined');

test('takes another card after one was declined, sees no card number, and books once', async ({
  page,
  boxOffice,
  stripePages,
}) => {
  const bookingId = await openCheckout(page, boxOffice);
  await stripePages.pay('1');
  await expect(page.getByRole('button', { name: /^Pay / })).toBeEnabled();
  await expect(declined(page)).toHaveCount(0);
  await stripePages.pay(CARDS.withoutFunds);
  await expect(declined(page)).toBeVisible();
  await expect(page.getByText('Your card was declined.')).toBeVisible();
  await expect(page.getByRole('timer')).toBeVisible();
  await stripePages.pay(CARDS.good);
  await confirmed(page);
  expect((await boxOffice.booking(bookingId)).status).toBe('confirmed');
  const sent = stripePages.sent.join('\n');
  for (const number of Object.values(CARDS)) expect(sent).not.toContain(number);
});

test('comes back from the bank of 3-D Secure, whatever it said', async ({
  page,
  boxOffice,
  stripePages,
}) => {
  await openCheckout(page, boxOffice);
  await stripePages.pay(CARDS.with3dSecure);
  await page.getByRole('link', { name: 'Fail' }).click();
  await expect(declined(page)).toBeVisible();
  await stripePages.pay(CARDS.with3dSecure);
  await page.getByRole('link', { name: 'Complete' }).click();
  await confirmed(page);
});

test('finds out what became of a payment whose answer was lost', async ({
  page,
  boxOffice,
  stripePages,
}) => {
  const bookingId = await openCheckout(page, boxOffice);
  stripePages.loseAnswers(1);
  await stripePages.pay(CARDS.good);
  await confirmed(page);
  await page.goto(`/checkout/${bookingId}`);
  await confirmed(page);
});

test('says so when Stripe.js is blocked, and loads it when it is not any more', async ({
  page,
  boxOffice,
  stripePages,
}) => {
  stripePages.block(true);
  await openCheckout(page, boxOffice);
  await expect(page.getByText('We can’t load the payment form')).toBeVisible();
  stripePages.block(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await stripePages.pay(CARDS.good);
  await confirmed(page);
});

test('may load Stripe.js after a way through other pages', async ({
  visitor,
  boxOffice,
  stripePages,
}) => {
  await boxOffice.releaseHolds();
  await boxOffice.stockUp(5);
  await visitor.openEvent();
  await visitor.choose('GA', 2);
  await visitor.hold();
  await stripePages.pay(CARDS.good);
  await confirmed(visitor.page);
});

test('keeps the tickets of who comes back from PayPal without paying, and books when they have', async ({
  page,
  boxOffice,
  stripePages,
  payPal,
}) => {
  const bookingId = await openCheckout(page, boxOffice);
  await expect(stripePages.fields.getByLabel('Card number')).toBeVisible();
  await page.getByRole('radio', { name: /PayPal/ }).check();
  await page.getByRole('button', { name: 'Continue to PayPal' }).click();
  await page.getByRole('link', { name: 'Cancel and return' }).click();
  await expect(page.getByRole('timer')).toBeVisible();
  expect((await boxOffice.booking(bookingId)).status).toBe('pending');
  await page.getByRole('button', { name: 'Continue to PayPal' }).click();
  await page.getByRole('link', { name: 'Pay now' }).click();
  await confirmed(page);
  expect(
    payPal.events.filter((one) => one.event_type === 'PAYMENT.CAPTURE.COMPLETED'),
  ).toHaveLength(1);
});

test('gives the tickets to whose money comes late, as long as there are some', async ({
  page,
  boxOffice,
  stripePages,
  providers,
}) => {
  const bookingId = await openCheckout(page, boxOffice);
  await expect(stripePages.fields.getByLabel('Card number')).toBeVisible();
  await payLate(page, bookingId, providers);
  await tellOfMoney(providers);
  await expect.poll(async () => (await boxOffice.booking(bookingId)).status).toBe('confirmed');
  await page.reload();
  await confirmed(page);
});

test('gives the money of who comes late back where the tickets are gone, and says so', async ({
  page,
  boxOffice,
  stripePages,
  providers,
}) => {
  const event = await boxOffice.publish({
    name: 'A small evening',
    venue: 'Harbour Hall',
    startsAt: '2098-03-14T19:30',
    timeZone: 'Europe/Berlin',
    currency: 'USD',
    tiers: [{ name: 'GA', priceMinor: 1_000, capacity: 2 }],
  });
  const order = [{ tier: 'GA', quantity: 2 }];
  const { bookingId } = await boxOffice.reserve(order, JOHN, event);
  await page.goto(`/checkout/${bookingId}`);
  await expect(stripePages.fields.getByLabel('Card number')).toBeVisible();
  await payLate(page, bookingId, providers);
  await expect.poll(async () => (await boxOffice.booking(bookingId)).status).toBe('expired');
  await boxOffice.reserve(order, JANE, event);
  await tellOfMoney(providers);
  await expect
    .poll(() => providers.stripe.events.filter(({ type }) => type === 'refund.created').length)
    .toBe(1);
  await page.reload();
  await expect(page.getByText('the tickets were gone')).toBeVisible();
  await page.getByText('What happened').click();
  expect((await boxOffice.booking(bookingId)).status).toBe('expired');
});

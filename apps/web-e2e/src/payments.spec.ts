import type { Page } from '@playwright/test';
import type { BookingDto, Envelope, PaymentMethodDto } from '@boxoffice/contracts';
import { openCheckout } from './checkout.js';
import { expect, test } from './test.js';

/** As where an organisation has no payment method; `access/production.spec.ts` shows that nothing is sold there. */
async function takeNoPayments(page: Page): Promise<void> {
  await page.route('**/payment-methods', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as Envelope<PaymentMethodDto[]>;
    await route.fulfill({ response: answer, json: Object.assign(body, { data: [] }) });
  });
}

test('says that nothing can be paid for here, what becomes of the hold, and lets go of it', async ({
  page,
  boxOffice,
}) => {
  await takeNoPayments(page);
  const bookingId = await openCheckout(page, boxOffice);
  const notice = page.getByRole('status').filter({ hasText: 'can’t take payments yet' });
  await expect(notice).toContainText(/We’ll hold them until \d+:\d\d/);
  await expect(page.getByLabel('Card number')).toHaveCount(0);
  await page.getByRole('button', { name: 'Release tickets now' }).click();
  await expect(page.getByText('You released these tickets')).toBeVisible();
  expect((await boxOffice.booking(bookingId)).status).toBe('cancelled');
});

test('asks for no card where there is nothing to pay', async ({ page, boxOffice }) => {
  await takeNoPayments(page);
  await page.route(/\/api\/v1\/booking\/\d+$/, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as Envelope<BookingDto>;
    Object.assign(body.data, { total: 0, totalMinor: 0 });
    await route.fulfill({ response: answer, json: body });
  });
  await openCheckout(page, boxOffice);
  await expect(page.getByLabel('Card number')).toHaveCount(0);
  const confirmed = page.waitForRequest('**/booking/confirm');
  await page.getByRole('button', { name: 'Get my tickets' }).click();
  expect(Object.keys((await confirmed).postDataJSON() as object)).not.toContain(
    'paymentSimulation',
  );
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your 2 tickets are confirmed');
});

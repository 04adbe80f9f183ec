import type { Locator, Page } from '@playwright/test';
import { openCheckout } from './checkout.js';
import { JANE, type BoxOffice } from './box-office.js';
import { MINUTE, PassingTime } from './passing-time.js';
import { expect, test } from './test.js';

const offer = (page: Page): Locator => page.getByRole('button', { name: 'Need more time?' });
const timer = (page: Page): Locator => page.getByRole('timer');

/** Large enough to be seen and pressed. While it waits for the keyboard, it is a dot. */
async function isOffered(page: Page): Promise<boolean> {
  const box = await offer(page).boundingBox();
  return (box?.height ?? 0) >= 44 && (box?.width ?? 0) >= 44;
}

async function holdEnds(boxOffice: BoxOffice, bookingId: string): Promise<number> {
  return Date.parse((await boxOffice.booking(bookingId)).expiresAt);
}

test('gives more time, once, to who asks in the last two minutes', async ({ page, boxOffice }) => {
  const time = new PassingTime(page);
  await time.begin();
  const bookingId = await openCheckout(page, boxOffice);
  const endBefore = await holdEnds(boxOffice, bookingId);
  expect(await isOffered(page)).toBe(false);

  await time.pass(8.75 * MINUTE);
  await expect(timer(page)).toContainText('1:');
  expect(await isOffered(page)).toBe(true);
  await offer(page).click();

  await expect(timer(page)).toContainText('7 minutes');
  await expect(page.locator('.cdk-live-announcer-element')).toHaveText(
    'You have more time: 7 minutes left to pay.',
  );
  await expect(offer(page)).toHaveCount(0);
  expect(await holdEnds(boxOffice, bookingId)).toBe(endBefore + 5 * MINUTE);
});

test('is found by keyboard before it is shown, and keeps the place', async ({
  page,
  boxOffice,
}) => {
  await openCheckout(page, boxOffice);
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (await offer(page).evaluate((button) => button === document.activeElement)) break;
  }
  await expect(offer(page)).toBeFocused();
  expect(await isOffered(page)).toBe(true);

  await page.keyboard.press('Enter');

  await expect(timer(page)).toContainText('15 minutes');
  await expect(offer(page)).toHaveCount(0);
  await expect(timer(page)).toBeFocused();
});

test('extends once when the answer gets lost', async ({ page, boxOffice }) => {
  const bookingId = await openCheckout(page, boxOffice);
  const endBefore = await holdEnds(boxOffice, bookingId);
  let sent = 0;
  await page.route('**/extend', async (route) => {
    sent += 1;
    const answer = await route.fetch();
    await (sent === 1 ? route.abort('connectionreset') : route.fulfill({ response: answer }));
  });

  await offer(page).focus();
  await page.keyboard.press('Enter');

  await expect(timer(page)).toContainText('15 minutes');
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(sent).toBe(2);
  expect(await holdEnds(boxOffice, bookingId)).toBe(endBefore + 5 * MINUTE);
});

test('says so where another tab was faster', async ({ page, boxOffice, request }) => {
  const bookingId = await openCheckout(page, boxOffice);
  await expect(offer(page)).toHaveCount(1);
  const elsewhere = await request.post(`/api/v1/booking/${bookingId}/extend`, {
    data: { userId: '1' },
  });
  expect(elsewhere.ok()).toBe(true);

  await offer(page).focus();
  await page.keyboard.press('Enter');

  await expect(page.getByRole('alert')).toContainText('You can’t get more time');
  await expect(timer(page)).toContainText('15 minutes');
  await expect(offer(page)).toHaveCount(0);
});

test('is not offered to who only looks on', async ({ page, boxOffice }) => {
  await page.addInitScript((jane) => {
    localStorage.setItem('boxoffice.user', jane);
  }, JANE);
  await openCheckout(page, boxOffice);
  await expect(page.getByText('John Doe is holding these tickets')).toBeVisible();
  await expect(offer(page)).toHaveCount(0);
});

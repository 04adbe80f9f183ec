import { openCheckout } from './checkout.js';
import { HOLD, MINUTE, PassingTime } from './passing-time.js';
import { expect, test } from './test.js';

test('keeps its time over a reload', async ({ page, boxOffice }) => {
  const time = new PassingTime(page);
  await time.begin();
  await openCheckout(page, boxOffice);
  await expect(page.getByRole('timer')).toContainText('10 minutes');

  await time.pass(4.5 * MINUTE);
  await expect(page.getByRole('timer')).toContainText('6 minutes');
  await page.reload();
  await expect(page.getByRole('timer')).toContainText('6 minutes');
});

test('counts on the clock of the server where that of the device is wrong', async ({
  page,
  boxOffice,
}) => {
  const time = new PassingTime(page);
  await time.begin(3 * 60 * MINUTE);
  await openCheckout(page, boxOffice);
  await expect(page.getByRole('timer')).toContainText('10 minutes');
});

test('tells a screen reader at five, two and one minutes', async ({ page, boxOffice }) => {
  const time = new PassingTime(page);
  await time.begin();
  await openCheckout(page, boxOffice);
  const announced = page.locator('.cdk-live-announcer-element');
  await expect(announced).toBeEmpty();

  for (const words of [
    '5 minutes left to pay.',
    '2 minutes left to pay. You can ask for more time.',
    '1 minute left to pay. You can ask for more time.',
  ]) {
    const left = Number(words.charAt(0)) * MINUTE;
    const { expiresAt } = await boxOffice.booking(page.url().split('/').at(-1) ?? '');
    const now = await page.evaluate(() => Date.now());
    await time.pass(Date.parse(expiresAt) - now - left + 2_000);
    await expect(announced).toHaveText(words);
  }
  await expect(page.getByRole('timer')).toContainText('0:5');
});

test('says that the hold ended, that nothing was charged, and leads back', async ({
  page,
  boxOffice,
}) => {
  const time = new PassingTime(page);
  await time.begin();
  await openCheckout(page, boxOffice);

  await time.pass(HOLD + 1_000);

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your time is up');
  await expect(
    page.getByText('The tickets are back on sale, and you weren’t charged.'),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Pick the same tickets again' }).click();
  await expect(page).toHaveURL(/\/events\/1$/);
  await expect(page.getByRole('spinbutton', { name: 'GA tickets' })).toHaveValue('2');
});

test('is found again under my bookings, with the way to pay', async ({ page, boxOffice }) => {
  await openCheckout(page, boxOffice);
  const address = new URL(page.url()).pathname;
  await page.goto('/bookings');
  const section = page.locator('section', { hasText: 'Payment due' });
  await section.locator(`a[href="${address}"]`).click();
  await expect(page.getByRole('timer')).toBeVisible();

  // Beside steppers that stand at nothing, the event's page says what is held, and leads back.
  await page.goto('/events/1');
  const tickets = page.getByRole('region', { name: 'Tickets', exact: true });
  await expect(tickets.getByText(/^You’re holding .*2 × GA/)).toBeVisible();
  await expect(tickets.getByRole('spinbutton', { name: 'GA tickets' })).toHaveValue('0');
  await tickets.locator(`a[href="${address}"]`).click();
  await expect(page.getByRole('timer')).toBeVisible();
});

test('makes room for what is held before it has loaded, so that nothing moves', async ({
  page,
  visitor,
  boxOffice,
}) => {
  await boxOffice.releaseHolds();
  await visitor.openEvent();
  await visitor.choose('GA', 2);
  await visitor.hold();

  const held: (() => void)[] = [];
  await page.route('**/*.js', (route) => {
    held.push(() => void route.continue());
  });
  await page.goBack();
  await expect(visitor.quantity('GA')).toBeVisible();
  await expect.poll(() => held.length).toBeGreaterThan(0);
  const top = async () => (await visitor.quantity('GA').boundingBox())?.y ?? 0;
  const before = await top();

  for (const release of held) release();
  await page.unroute('**/*.js');
  await expect(page.getByRole('link', { name: 'Back to your checkout' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Held tickets' })).toBeVisible();
  expect(Math.abs((await top()) - before)).toBeLessThan(8);
});

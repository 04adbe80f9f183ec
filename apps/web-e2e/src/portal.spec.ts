import { PassingTime, HOLD } from './passing-time.js';
import { expect, test } from './test.js';

test('searches and filters what is on, in an address that can be kept', async ({ page }) => {
  await page.goto('/');
  // Not in a hold that another test has left, which names its event too.
  const main = page.getByRole('main');
  const event = main.getByRole('link', { name: 'Midnight Orchestra' });
  await expect(event).toBeVisible();
  const search = page.getByRole('searchbox', { name: 'Search events' });

  await search.fill('midnihgt');
  await expect(page.getByText('No exact matches')).toBeVisible();
  await expect(event).toBeVisible();
  await expect(page).toHaveURL(/\?q=midnihgt$/);

  await page.getByLabel('Where').fill('nowhere at all');
  await expect(page.getByRole('heading', { name: 'No events match' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'No events match' })).toBeVisible();
  await expect(search).toHaveValue('midnihgt');
  await expect(page.getByLabel('Where')).toHaveValue('nowhere at all');

  await page.goBack();
  await expect(page.getByText('No exact matches')).toBeVisible();
  await expect(page.getByLabel('Where')).toHaveValue('');

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByText('No exact matches')).toBeHidden();
  await expect(page).toHaveURL(/\/$/);
  await page.getByLabel('Price').selectOption('Free');
  await expect(page).toHaveURL(/price=free/);
  // Free events of other tests stay in the list.
  await expect(event).toBeHidden();
  await page.getByLabel('Price').selectOption('Up to $10');
  await expect(event).toBeVisible();
  await page.getByLabel('When').selectOption('Today');
  await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d/);
  await page.getByLabel('When').selectOption('Any date');
  await page.getByRole('link', { name: 'Harbour Hall' }).first().click();
  await expect(page.getByRole('button', { name: 'Harbour Hall' })).toBeVisible();
  await event.click();
  await expect(page).toHaveURL(/\/events\/1$/);
});

test('leads back to held tickets from every page and tab, until the hold ends', async ({
  page,
  visitor,
  boxOffice,
  context,
}) => {
  const time = new PassingTime(page);
  await boxOffice.releaseHolds();
  await boxOffice.stockUp(5);
  await time.begin();
  await visitor.openEvent();
  const other = await context.newPage();
  await other.goto('/');
  await expect(other.getByRole('link', { name: 'Midnight Orchestra' })).toBeVisible();
  await expect(other.getByRole('complementary', { name: 'Held tickets' })).toBeHidden();

  await visitor.choose('GA', 3);
  const bookingId = await visitor.hold();
  // The page of the hold says it all by itself.
  const bar = page.getByRole('complementary', { name: 'Held tickets' });
  await expect(bar).toBeHidden();
  await expect(other.getByRole('complementary', { name: 'Held tickets' })).toContainText(
    'You’re holding 3 tickets',
  );

  await page.goto('/bookings');
  await expect(bar).toContainText(/You’re holding 3 tickets.*· (10:00|9:\d\d) left/s);
  await bar.getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/checkout/${bookingId}$`));
  // The event's page shows the order, and no other way to a checkout of nothing.
  await visitor.openEvent();
  const order = page.getByRole('region', { name: 'Your order' });
  await expect(order).toContainText('3 × GA');
  await visitor.choose('GA', 1);
  await expect(order).toContainText('1 × GA');
  await visitor.choose('GA', 0);
  await expect(order).toContainText('3 × GA');
  await visitor.holdButton().click();
  await expect(page).toHaveURL(new RegExp(`/checkout/${bookingId}$`));
  await page.goto('/');
  await expect(bar).toBeVisible();
  await time.pass(HOLD + 1_000);
  await expect(bar).toBeHidden();
  await boxOffice.releaseHolds();
});

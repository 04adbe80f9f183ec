import { expect, test } from './test.js';

/** As the page writes a count. */
const shown = (count: number): string => count.toLocaleString('en-GB');

test('creates tickets, and the stock changes', async ({ page, boxOffice }) => {
  const before = await boxOffice.tier('VIP');
  // The first system's address still leads here.
  await page.goto('/create-tickets');
  await page.waitForURL('**/admin/create-tickets');
  await page.getByRole('spinbutton', { name: 'New VIP tickets' }).fill('3');
  await page.getByRole('button', { name: 'More: New GA tickets' }).click();
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('$400');

  await page.getByRole('button', { name: 'Create 13 tickets' }).click();

  const banner = page.getByRole('status').filter({ hasText: '13 tickets now on sale' });
  await expect(banner).toContainText('3 × VIP, 10 × GA');
  expect((await boxOffice.tier('VIP')).available).toBe(before.available + 3);

  await banner.getByRole('link', { name: 'See stock' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stock');
  const row = page.getByRole('row', { name: /^VIP/ });
  await expect(row).toContainText(shown(before.available + 3));
});

test('shows the stock of each tier by status', async ({ page, boxOffice }) => {
  await boxOffice.stockUp(5);
  await boxOffice.pay(await boxOffice.reserve([{ tier: 'Front Row', quantity: 2 }]));
  await boxOffice.reserve([{ tier: 'Front Row', quantity: 1 }]);
  const tier = await boxOffice.tier('Front Row');
  await page.goto('/admin');

  const cells = page.getByRole('row', { name: /^Front Row/ }).getByRole('cell');
  await expect(cells.filter({ hasText: shown(tier.available) }).first()).toBeVisible();
  await expect(cells.filter({ hasText: shown(tier.held) }).first()).toBeVisible();
  await expect(cells.filter({ hasText: shown(tier.booked) }).first()).toBeVisible();
});

test('does not take more than one call may create', async ({ page }) => {
  await page.goto('/admin/create-tickets');
  await page.getByRole('spinbutton', { name: 'New GA tickets' }).fill('19999');
  const vip = page.getByRole('spinbutton', { name: 'New VIP tickets' });
  await vip.fill('500');
  await expect(vip).toHaveValue('1');
});

test('keeps the counts when creating fails, and says so', async ({ page }) => {
  await page.route('**/api/v1/tickets/create', (route) => route.abort());
  await page.goto('/admin/create-tickets');
  const ga = page.getByRole('spinbutton', { name: 'New GA tickets' });
  await ga.fill('7');
  await page.getByRole('button', { name: 'Create 7 tickets' }).click();
  await expect(page.getByRole('alert')).toContainText('We can’t reach the server');
  await expect(ga).toHaveValue('7');
});

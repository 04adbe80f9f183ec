import { startSignedIn } from './person.js';
import { expect, test } from './test.js';

test('takes nobody for a demo user who has just signed out', async ({
  page,
  visitor,
  boxOffice,
}) => {
  await boxOffice.stockUp();
  await startSignedIn(page, 'jane@boxoffice.example');
  await page.goto('/');
  await page.getByRole('button', { name: 'You’re Jane Smith' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re signed out');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('banner')).not.toContainText('John Doe');

  // A real guest, beside the demo's bar, also after a reload.
  await page.reload();
  await visitor.openEvent();
  await visitor.choose('GA', 1);
  await visitor.holdButton().click();
  await expect(page.getByRole('dialog')).toContainText('Where should we send your tickets?');
});

test('acts as whom its bar says, and offers the admin to those who run the sale', async ({
  page,
}) => {
  await page.goto('/');
  const bar = page.getByRole('complementary', { name: 'Demo' });
  await expect(bar).toBeVisible();
  await expect(page.getByRole('button', { name: 'You’re John Doe' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Admin', exact: true })).toHaveCount(0);
  await bar.getByRole('combobox').selectOption('Admin User');
  await page.getByRole('link', { name: 'Admin', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stock');
  await page.goto('/admin/stock');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stock');
});

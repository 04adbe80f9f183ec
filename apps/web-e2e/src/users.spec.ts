import type { Page } from '@playwright/test';
import { PASSWORD, startSignedIn } from './person.js';
import { expect, test } from './test.js';

const rowOf = (page: Page, email: string) => page.getByRole('row').filter({ hasText: email });

test('finds a user, gives them a role, and keeps them out', async ({ page, person, browser }) => {
  await person.beginWithAccount();
  await startSignedIn(page, 'admin@boxoffice.example');
  await page.goto('/admin/users');
  await page.getByRole('searchbox').fill(person.email);
  await page.waitForURL(/search=ada/);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue(person.email);

  const row = rowOf(page, person.email);
  await row.getByLabel('Role: Ada Lovelace').selectOption('Organiser');
  await expect(page.getByText('Ada Lovelace now has the role “Organiser”.')).toBeAttached();
  await expect(row.getByRole('combobox')).toHaveValue('organiser');

  await row.getByRole('button', { name: 'Disable Ada Lovelace' }).click();
  await expect(row.getByText('Disabled')).toBeVisible();
  const elsewhere = await browser.newContext();
  const refused = await elsewhere.request.post('/api/v1/auth/sign-in', {
    data: { email: person.email, password: PASSWORD },
  });
  expect(refused.ok()).toBe(false);
  await elsewhere.close();

  await row.getByRole('button', { name: 'Enable Ada Lovelace' }).click();
  await expect(row.getByRole('button', { name: 'Disable Ada Lovelace' })).toBeVisible();

  await page.getByRole('link', { name: 'Audit' }).click();
  const changed = page.getByRole('row').filter({ hasText: 'Role changed' });
  await expect(changed.first()).toContainText('Organiser');
});

test('takes back what an admin did to a user', async ({ page, person }) => {
  await person.beginWithAccount();
  await startSignedIn(page, 'admin@boxoffice.example');
  await page.goto(`/admin/users?search=${person.email}`);
  const row = rowOf(page, person.email);
  await row.getByLabel('Role: Ada Lovelace').selectOption('Admin');
  await expect(page.getByText('Ada Lovelace now has the role “Admin”.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Ada Lovelace now has the role “Customer”.')).toBeVisible();
  await expect(row.getByRole('combobox')).toHaveValue('customer');

  await row.getByRole('button', { name: 'Disable Ada Lovelace' }).click();
  await expect(row.getByText('Disabled')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row.getByRole('button', { name: 'Disable Ada Lovelace' })).toBeVisible();
});

test('says so where nobody matches, and shows everybody again', async ({ page }) => {
  await startSignedIn(page, 'admin@boxoffice.example');
  await page.goto('/admin/users?search=nobody-of-this-name');
  await expect(page.getByText('No users found')).toBeVisible();
  await page.getByRole('button', { name: 'Show all users' }).click();
  await expect(page).toHaveURL(/\/admin\/users$/);
  await expect(rowOf(page, 'john@boxoffice.example')).toBeVisible();
});

test('offers no admin to demote or to disable themselves', async ({ page }) => {
  await startSignedIn(page, 'admin@boxoffice.example');
  await page.goto('/admin/users?search=admin@boxoffice.example');
  const row = rowOf(page, 'admin@boxoffice.example');
  await expect(row).toContainText('You');
  await expect(row.getByRole('button')).toHaveCount(0);
  await expect(row.getByRole('combobox')).toHaveCount(0);
});

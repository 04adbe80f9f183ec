import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { startSignedIn } from './person.js';
import { expect, test } from './test.js';

const SETTINGS = {
  legalName: 'Harbour Hall Ltd',
  street: 'Pier 4',
  postalCode: '20457',
  city: 'Hamburg',
  country: 'DE',
  vatId: 'DE123456789',
  taxNumber: '',
  exemptionNote: '',
  prefix: 'HH-',
  footer: '',
};

async function save(page: Page, name: RegExp): Promise<Download> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name }).last().click();
  const download = await saved;
  const head = (await readFile(await download.path())).subarray(0, 5).toString();
  expect(head).toBe('%PDF-');
  return download;
}

test('gives buyer and organiser the receipt, an invoice with an address, and a credit note after a refund', async ({
  page,
  boxOffice,
}) => {
  await boxOffice.send('put', 'invoice-settings', SETTINGS);
  const eventId = await boxOffice.publishWorkshop();
  const held = await boxOffice.reserve([{ tier: 'Gallery', quantity: 2 }], undefined, eventId);
  await boxOffice.pay(held);
  await page.goto(`/bookings/${held.bookingId}`);
  await expect(page.getByRole('heading', { name: 'Receipt and invoice' })).toBeVisible();
  expect((await save(page, /^Receipt$/)).suggestedFilename()).toMatch(/^Receipt [\d ]+\.pdf$/);

  await page.getByRole('button', { name: 'I need an invoice with an address' }).click();
  await page.getByRole('button', { name: 'Save address' }).click();
  await expect(page.getByText('Enter a name', { exact: true })).toBeVisible();
  await page.getByLabel('Name or company').fill('Lovelace Ltd');
  await page.getByLabel('Street and number').fill('12 St James’s Square');
  await page.getByLabel('Postal code').fill('SW1Y 4JH');
  await page.getByLabel('City').fill('London');
  await page.getByLabel('Country').selectOption('GB');
  await page.getByRole('button', { name: 'Save address' }).click();
  await expect(page.getByRole('button', { name: 'Change the billing address' })).toBeVisible();
  await save(page, /^Invoice( HH-\d{4}-\d{6})?$/);

  await boxOffice.send('post', `events/${eventId}/bookings/${held.bookingId}/refunds`, {});
  await startSignedIn(page, 'organiser@boxoffice.example');
  await page.goto(`/organiser/1/events/${eventId}/bookings/${held.bookingId}`);
  const noted = await save(page, /^Credit note HH-\d{4}-\d{6}$/);
  expect(noted.suggestedFilename()).toMatch(/^Credit note HH-\d{4}-\d{6}\.pdf$/);
  await save(page, /^Receipt$/);

  // All papers of the organisation, and what stands on the next ones.
  await page.getByRole('link', { name: 'Invoices', exact: true }).click();
  const rows = page.locator('tbody tr');
  await page.getByLabel('Kind').selectOption('Credit note');
  await expect(rows.first()).toContainText('Credit note');
  await expect(rows.filter({ has: page.getByText('Invoice', { exact: true }) })).toHaveCount(0);
  await save(page, /^HH-\d{4}-\d{6}$/);
  await page.getByLabel('Kind').selectOption('All');
  const search = page.getByLabel('Invoice or booking number');
  await search.fill(held.bookingId);
  await search.press('Enter');
  await expect(rows).toHaveCount(4);
  const exported = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Invoices of \d{4} as CSV$/ }).click();
  expect((await exported).suggestedFilename()).toMatch(/Invoices \d{4}\.csv$/);

  await page.getByRole('link', { name: 'Invoice settings' }).click();
  await expect(page.getByLabel('Legal name')).toHaveValue('Harbour Hall Ltd');
  await page.getByLabel('In front of each number').fill('hh');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('At most 12 capital letters')).toBeVisible();
  await page.getByLabel('In front of each number').fill('HH-');
  await page.getByLabel('Tax number').fill('27/123/45678');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
});

import type { Envelope, OrganiserEventDto } from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import { startSignedIn } from './person.js';
import { expect, test } from './test.js';

const EVENTS = '/api/v1/organisers/1/events';

/** A workshop whose gallery is sold to those alone who have a code. */
async function hideGallery(page: Page, eventId: string): Promise<void> {
  const read = await page.request.get(`${EVENTS}/${eventId}`);
  const { tiers } = ((await read.json()) as Envelope<OrganiserEventDto>).data;
  const { id = '', name, priceMinor } = tiers.find((tier) => tier.name === 'Gallery') ?? {};
  const data = { name, priceMinor, hidden: true };
  const answer = await page.request.put(`${EVENTS}/${eventId}/tiers/${id}`, { data });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** The organiser's part: two fees of prices, a code for friends, and thirty for the gallery. */
async function makeCodes(page: Page, eventId: string): Promise<string> {
  await page.goto(`/organiser/1/events/${eventId}/fees`);
  await page.getByRole('button', { name: 'Add fee' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type('Service fee');
  await page.getByLabel('Amount').fill('1');
  await page.getByLabel('Tax on tickets and fees').selectOption('added');
  await page.getByLabel('Name on receipts').fill('VAT');
  await page.getByLabel('Rate (%)').fill('19');
  await expect(page.getByRole('region', { name: 'What buyers see' })).toContainText('€34.51');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  await page.goto(`/organiser/1/events/${eventId}/codes`);
  await expect(page.getByText('No codes yet.')).toBeVisible();
  await expect(page.getByLabel('Code begins with')).toHaveCount(0);
  for (const code of ['MISTAKE', 'FRIEND']) {
    await page.getByLabel('Code', { exact: true }).fill(code);
    await page.getByLabel('Discount per ticket').fill('40');
    await page.getByLabel('Uses per code').fill('');
    await page.getByRole('button', { name: 'Create code' }).click();
    await expect(page.getByRole('row').filter({ hasText: code })).toContainText('40%');
  }
  await expect(page.getByRole('heading', { name: '1 new code' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete MISTAKE' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete code' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'MISTAKE' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Edit FRIEND' }).click();
  const edit = page.getByRole('region', { name: 'Edit FRIEND' });
  await edit.getByLabel('Code', { exact: true }).fill('FRIENDS');
  await edit.getByLabel('Discount per ticket').fill('50');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit).toHaveCount(0);
  const friends = page.getByRole('row').filter({ hasText: 'FRIENDS' });
  await expect(friends).toContainText('50% off all tickets');
  await friends.getByRole('button', { name: 'Disable' }).click();
  await expect(friends).toContainText('Disabled');
  await friends.getByRole('button', { name: 'Enable' }).click();
  await expect(friends).not.toContainText('Disabled');

  await page.getByLabel('Codes', { exact: true }).selectOption('many');
  await page.getByLabel('Number of codes').fill('30');
  await page.getByLabel('Type', { exact: true }).selectOption('access');
  await page.getByLabel('For', { exact: true }).selectOption({ label: 'Gallery' });
  await page.getByRole('button', { name: 'Create codes' }).click();
  await expect(page.getByRole('heading', { name: '30 new codes' })).toBeVisible();
  const made = (await page.getByRole('textbox', { name: 'New codes' }).inputValue()).split('\n');
  expect(new Set(made).size).toBe(30);
  await expect(page.getByRole('row').filter({ hasText: 'Unlocks Gallery' })).toHaveCount(30);
  return made[0] ?? '';
}

test('an organiser makes codes; one opens hidden tickets, one lowers prices, and the order is held with both', async ({
  page,
  browser,
  boxOffice,
}) => {
  const eventId = await boxOffice.publishWorkshop();
  await hideGallery(page, eventId);
  const organiser = await browser.newPage();
  await startSignedIn(organiser, 'admin@boxoffice.example');
  const access = await makeCodes(organiser, eventId);
  await organiser.close();

  await page.goto(`/events/${eventId}`);
  const prices = page.locator('box-tier-ticket .price');
  await expect(prices).toHaveText([/^\s*€34\.51\s*$/, /^\s*€17\.85\s*$/]);
  await page.getByRole('button', { name: 'Have a code?' }).click();
  const field = page.getByRole('textbox', { name: 'Code' });
  const use = page.getByRole('button', { name: 'Use code' });
  await expect(field).toBeFocused();
  await use.click();
  await expect(page.getByText('Enter your code')).toBeVisible();
  await field.fill('NOBODY HAS IT');
  await use.click();
  await expect(page.getByText('We don’t know this code')).toBeVisible();

  await field.fill(access.toLowerCase().replaceAll('-', ' '));
  await use.click();
  await expect(page.getByText('For you: Gallery.')).toBeVisible();
  await field.fill('friends');
  await use.click();
  await expect(page.getByText('Prices are lower with your code.')).toBeVisible();
  await expect(prices).toHaveText([/€17\.85\s*€34\.51/, /€9\.52\s*€17\.85/, /€10\.12\s*€19\.04/]);
  await page.getByRole('spinbutton', { name: 'Gallery tickets' }).fill('1');
  // As after signing in: neither the order nor its codes are lost.
  await page.reload();
  await expect(page.getByText('For you: Gallery.')).toBeVisible();
  await expect(page.getByRole('spinbutton', { name: 'Gallery tickets' })).toHaveValue('1');
  await page.getByRole('button', { name: 'Checkout · €10.12' }).click();
  await page.waitForURL(/\/checkout\/\d+$/);
  await expect(page.getByRole('main')).toContainText('€10.12');
  await boxOffice.releaseHolds();
});

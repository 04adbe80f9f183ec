import type { AllotmentDto, Envelope, SignInDto } from '@boxoffice/contracts';
import type { Locator, Page } from '@playwright/test';
import { startSignedIn } from './person.js';
import { expect, test } from './test.js';

const EVENT = '/organiser/1/events/1';
const ADMIN = { email: 'admin@boxoffice.example', password: 'midnight orchestra at pier 4' };

/** Sets some VIP tickets aside for the press. */
async function setPressAside(page: Page, tierId: string, name: string): Promise<void> {
  const signedIn = await page.request.post('/api/v1/auth/sign-in', { data: ADMIN });
  const { data } = (await signedIn.json()) as Envelope<SignInDto>;
  const created = await page.request.post('/api/v1/organisers/1/events/1/allotments', {
    headers: { Authorization: `Bearer ${data.accessToken}` },
    data: { tierId, name, purpose: 'press', quantity: 5 },
  });
  expect(created.status(), await created.text()).toBe(201);
  expect(((await created.json()) as Envelope<AllotmentDto>).success).toBe(true);
}

test('Karl sells three for cash, gives two from the press allotment, and reprints a lost receipt', async ({
  page,
  boxOffice,
}) => {
  await boxOffice.stockUp(20);
  const allotment = `Press ${Date.now()}`;
  await setPressAside(page, (await boxOffice.tier('VIP')).id, allotment);
  await startSignedIn(page, ADMIN.email);
  await page.goto(EVENT);
  await page.getByRole('link', { name: 'Counter' }).click();
  await expect(page.getByRole('heading', { name: 'Counter', exact: true })).toBeVisible();

  // By the keyboard alone: how many, how much was handed over, Enter.
  await page.getByRole('spinbutton', { name: 'GA', exact: true }).fill('3');
  await page.getByLabel('Cash received').fill('20');
  await expect(page.getByText('That is less than the total')).toBeHidden();
  await page.getByLabel('Cash received').fill('50');
  await expect(page.getByText(/Change: \$\d+/)).toBeVisible();
  await page.getByLabel('Cash received').press('Enter');
  await expect(page.getByRole('heading', { name: /Sold: 3 tickets/ })).toBeVisible();
  await expect(page.getByText(/Change given \$\d+/)).toBeVisible();

  await page.getByRole('spinbutton', { name: `${allotment} · VIP` }).fill('2');
  await page.getByRole('radio', { name: 'Complimentary' }).click();
  await page.getByRole('button', { name: 'Give away 2 tickets' }).click();
  await expect(page.getByText('Enter a reason for your records')).toBeVisible();
  await page.getByLabel('Reason').fill('Press: Hamburg Courier');
  await page.getByText('Buyer’s name and email').click();
  await page.getByLabel('Name', { exact: true }).fill('Zoë Müller');
  await page.getByRole('button', { name: 'Give away 2 tickets' }).click();
  await expect(page.getByRole('heading', { name: /Sold: 2 tickets · \$0/ })).toBeVisible();

  // One of the general sale and one that is set aside, in one sale.
  await page.getByRole('spinbutton', { name: 'VIP', exact: true }).fill('1');
  await page.getByRole('spinbutton', { name: `${allotment} · VIP` }).fill('1');
  await page.getByRole('button', { name: /^Sell 2 tickets/ }).click();
  await expect(page.getByRole('heading', { name: /Sold: 2 tickets/ })).toBeVisible();

  // The cash-up adds them up, says what is in the drawer, and is printed by itself.
  const today = page.getByRole('region', { name: 'Today at the counter' });
  const amountOf = async (row: Locator): Promise<number> =>
    Number((await row.getByRole('cell').last().innerText()).replaceAll(/[^\d.]/g, ''));
  const cash = today.getByRole('row', { name: /^Total Cash / });
  const all = today.getByRole('row', { name: /^Total \d/ });
  await expect(cash).toBeVisible();
  expect(await amountOf(cash)).toBeGreaterThan(0);
  // The last sale may be added between the two looks.
  await expect
    .poll(async () => (await amountOf(all)) - (await amountOf(cash)))
    .toBeGreaterThanOrEqual(0);
  await expect(today.getByRole('row', { name: /^Total Complimentary / })).toContainText('$0');
  await expect(today.getByText('In the drawer')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(today.getByText('Signature')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Complimentary' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print cash-up' })).toBeHidden();
  await page.pdf({ format: 'A4', path: test.info().outputPath('cash-up.pdf') });
  await page.emulateMedia({ media: null });
  await expect(page.getByRole('button', { name: 'Print cash-up' })).toBeVisible();

  // The receipt of the sale before was lost.
  await page
    .getByRole('link', { name: /3 tickets/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  await expect(page.getByRole('row', { name: /Paid by/ })).toContainText('Cash');
  const receipt = await page.pdf({ width: '80mm', path: test.info().outputPath('receipt.pdf') });
  expect(receipt.byteLength).toBeGreaterThan(1_000);

  await page.goto(`${EVENT}/guests`);
  const zoe = page.getByRole('rowheader', { name: 'Zoë Müller' }).first();
  await expect(zoe).toContainText('Press: Hamburg Courier');
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await expect(page.getByRole('searchbox')).toBeHidden();
  await expect(page.locator('body')).toHaveCSS('color', 'rgb(0, 0, 0)');
  const list = await page.pdf({ format: 'A4', path: test.info().outputPath('guests.pdf') });
  expect(list.byteLength).toBeGreaterThan(1_000);
  await page.emulateMedia({ colorScheme: null, media: null });
});

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test('Emil finds a booking in German on a phone', async ({ page, boxOffice }) => {
    await boxOffice.stockUp(5);
    const held = await boxOffice.reserve([{ tier: 'GA', quantity: 1 }]);
    await boxOffice.pay(held);
    await page.setViewportSize({ width: 390, height: 844 });
    await startSignedIn(page, ADMIN.email);
    await page.goto(`${EVENT}/bookings`);
    await page.getByRole('searchbox').fill(held.bookingId);
    await expect(page).toHaveURL(new RegExp(`search=${held.bookingId}`));
    await expect(page.getByRole('rowheader')).toHaveCount(1);
    await expect(page.getByRole('rowheader')).toContainText(
      new RegExp(`Nr\\. [\\d ]* ${held.bookingId.slice(-4)}`),
    );
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Buchungen');
    await page.getByRole('rowheader').getByRole('link').click();
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Bezahlt');
    await expect(page.getByRole('heading', { name: 'Was geschehen ist' })).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });
});

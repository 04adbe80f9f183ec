import { PASSWORD } from './person.js';
import { expect, test, Visitor } from './test.js';

test('takes a guest’s tickets along when they sign in in another tab', async ({
  page,
  visitor,
  person,
  boxOffice,
  context,
  browser,
}) => {
  await boxOffice.stockUp();
  // Somebody has an account already, made on another device.
  const elsewhere = await browser.newContext();
  await person.beginWithAccount();
  await context.clearCookies();
  await page.goto('/');
  await page.evaluate(() => localStorage.clear());
  await elsewhere.close();

  // In the demo, too, somebody buys as a guest: beside its bar.
  await page.goto('/events/1');
  await page.getByLabel('Not signed in: act as').selectOption({ value: '' });
  await visitor.choose('GA', 2);
  await visitor.holdButton().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Grace Hopper');
  await dialog.getByLabel('Email').fill(`grace-${Date.now()}@mail.example`);
  await dialog.getByRole('button', { name: 'Continue to checkout' }).click();
  await page.waitForURL(/\/checkout\/\d+$/);

  const other = await context.newPage();
  await other.goto('/sign-in');
  await other.getByLabel('Email').fill(person.email);
  await other.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await other.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(other.getByText('We’ve kept your tickets')).toBeVisible();

  await expect(page.getByText('We’ve kept your tickets')).toBeVisible();
  await visitor.pay();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your 2 tickets are confirmed');
});

test('shows in one tab that a booking was cancelled in the other', async ({
  page,
  visitor,
  boxOffice,
  context,
}) => {
  await boxOffice.stockUp();
  await visitor.openEvent();
  await visitor.choose('GA', 1);
  const bookingId = await visitor.hold();
  const other = new Visitor(await context.newPage());
  await other.page.goto(`/bookings/${bookingId}`);
  await expect(other.page.getByText('Payment due')).toBeVisible();

  await page.getByRole('button', { name: 'Release tickets' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Release tickets' }).click();

  await expect(other.page.getByText('You released these tickets')).toBeVisible();
});

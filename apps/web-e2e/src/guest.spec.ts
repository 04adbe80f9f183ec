import { freshAddress } from './mailbox.js';
import { withoutDemo } from './person.js';
import { expect, test } from './test.js';

test('buys with a name and an address, and finds the tickets again by the mail', async ({
  page,
  visitor,
  mailbox,
  boxOffice,
  browser,
}) => {
  await boxOffice.stockUp(5);
  await withoutDemo(page);
  const email = freshAddress('grace');
  await visitor.openEvent();
  await visitor.choose('GA', 2);
  await visitor.holdButton().click();

  const step = page.getByRole('dialog', { name: 'Where should we send your tickets?' });
  await expect(step.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('Grace Hopper');
  await page.keyboard.press('Tab');
  await page.keyboard.type('grace');
  await page.keyboard.press('Enter');
  await expect(step.getByText('Enter an email address like name@example.org')).toBeVisible();
  await step.getByLabel('Email').fill(email);
  await step.getByRole('button', { name: 'Continue to checkout' }).click();

  await page.waitForURL(/\/checkout\/\d+$/);
  await visitor.pay();
  await expect(page.getByText(`sent a link to ${email}`)).toBeVisible();
  const numbers = await visitor.ticketNumbers();
  expect(numbers[0]).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await page.getByRole('button', { name: 'Email the tickets again' }).click();
  await expect(page.getByText(`On its way to ${email}.`)).toBeVisible();
  const link = await mailbox.linkIn('booking-confirmed', email);

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await withoutDemo(other);
  await other.goto(link);
  await other.getByRole('button', { name: 'Show my tickets' }).click();
  await other.waitForURL(/\/bookings\/\d+\/tickets$/);
  await other.getByRole('link', { name: 'Your booking' }).click();
  await expect(other.getByTestId('ticket-number').first()).toHaveText(numbers[0] ?? '');
  await elsewhere.close();
});

test('keeps the order of somebody who signs in first', async ({
  page,
  visitor,
  person,
  boxOffice,
}) => {
  await boxOffice.stockUp(5);
  await withoutDemo(page);
  await visitor.openEvent();
  await visitor.choose('GA', 3);
  await visitor.holdButton().click();
  await page.getByRole('link', { name: 'Sign in and keep this order' }).click();
  await expect(person.heading()).toHaveText('Sign in');
  await page.getByLabel('Email').fill('john@boxoffice.example');
  await person.password().fill('midnight orchestra at pier 4');
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/events/1');
  await expect(visitor.quantity('GA')).toHaveValue('3');
  await visitor.hold();
});

test('goes back to the order when the step is left', async ({ page, visitor, boxOffice }) => {
  await boxOffice.stockUp(5);
  await withoutDemo(page);
  await visitor.openEvent();
  await visitor.choose('GA', 1);
  await visitor.holdButton().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(visitor.holdButton()).toBeFocused();
  await expect(visitor.quantity('GA')).toHaveValue('1');
});

test('says that a link does not work any more, and what to do', async ({ page }) => {
  await page.goto('/guest-bookings?token=nonsense');
  await page.getByRole('button', { name: 'Show my tickets' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
});

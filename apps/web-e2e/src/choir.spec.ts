import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { PASSWORD } from './person.js';
import { ADMIN, ProductionBoxOffice } from './production-box-office.js';
import { expect, test } from './test.js';

/**
 * The job that all of this is for: a choir's two concerts, from an empty database in production mode to the guest list at
 * the door and the export for the accountant, each step by clicking. With FILM=1, each step leaves a picture in docs/journeys/choir.
 */

/** The choir's own dates while they are ahead; after that, the same days of a year that no run sees. */
const [SALE, CONCERT] =
  Date.now() < Date.parse('2026-12-01T08:00:00Z') ? [2026, 2027] : [2096, 2097];
const FIRST = `${CONCERT}-03-14T19:30`;
const SECOND = `${CONCERT}-03-15T19:30`;
const OWNER = 'ada@choir.example';
const KARL = 'karl@choir.example';
const DORA = 'dora@choir.example';

const folder = fileURLToPath(new URL('../../../docs/journeys/choir/', import.meta.url));

let boxOffice: ProductionBoxOffice;
let pictures = 0;

test.beforeAll(async () => {
  boxOffice = await ProductionBoxOffice.start();
});
test.afterAll(() => boxOffice.stop());

/** A picture of the film: what somebody sees at this moment. */
async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  pictures += 1;
  if (!process.env.FILM) return;
  mkdirSync(folder, { recursive: true });
  await page.mouse.move(0, 0);
  await page.waitForLoadState('networkidle');
  const path = `${folder}${String(pictures).padStart(2, '0')}-${name}.jpg`;
  await page.screenshot({ path, type: 'jpeg', quality: 70, fullPage });
}

const at = (path: string): string => `${boxOffice.url}${path}`;

/** Somebody new: registers, opens the link in the mail, and is signed in. */
async function register(page: Page, name: string, email: string): Promise<void> {
  await page.goto(at('/register'));
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One more step');
  await page.goto(await boxOffice.linkTo(email, '/verify-email'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Confirm account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account is ready');
  await page.goto(at('/sign-in'));
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: `You’re ${name}` })).toBeVisible();
}

/** Three price categories of 320 places, students half price. */
async function fillInTiers(page: Page): Promise<void> {
  const tier = (number: number) => page.getByRole('group', { name: `Tier ${number}` });
  for (const [number, name, capacity, price, half] of [
    [1, 'Nave', '120', '28', '14'],
    [2, 'Side aisle', '120', '22', '11'],
    [3, 'Gallery', '80', '15', '7.50'],
  ] as const) {
    if (number > 1) await page.getByRole('button', { name: 'Add tier' }).click();
    await tier(number).getByLabel('Tier name').fill(name);
    await tier(number).getByLabel('Number of tickets').fill(capacity);
    if (number === 1) {
      await tier(1).getByRole('button', { name: 'Different prices' }).click();
      await tier(1).getByLabel('Ticket type', { exact: true }).nth(1).fill('Student');
      await tier(1).getByLabel('Condition').nth(1).fill('With a student card');
    }
    await tier(number).getByLabel('Price').nth(0).fill(price);
    await tier(number).getByLabel('Price').nth(1).fill(half);
  }
  await expect(page.getByText('320 tickets in total')).toBeVisible();
}

/** Somebody who was invited: registers and accepts. */
async function member(
  browser: Browser,
  name: string,
  email: string,
): Promise<[Page, BrowserContext]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await register(page, name, email);
  await page.goto(await boxOffice.linkTo(email, '/organiser/invitation'));
  await page.getByRole('button', { name: 'Accept invitation' }).click();
  await page.waitForURL(/\/organiser\/\d+$/);
  return [page, context];
}

/** At the counter: two adults and a student for cash, and the ten tickets of the press. */
async function sellBeforeTheConcert(page: Page, event: string): Promise<void> {
  await page.goto(at(event));
  await page.getByRole('link', { name: 'Counter' }).click();
  const tickets = (name: string) => page.getByRole('spinbutton', { name, exact: true });
  await tickets('Nave · Standard').fill('2');
  await tickets('Nave · Student').fill('1');
  await page.getByLabel('Cash received').fill('100');
  await expect(page.getByText('Change: €30')).toBeVisible();
  await page.getByText('Buyer’s name and email').click();
  await page.getByLabel('Name', { exact: true }).fill('Hedy Lamarr');
  await picture(page, 'counter', true);
  await page.getByRole('button', { name: 'Sell 3 tickets · €70' }).click();
  await expect(page.getByRole('heading', { name: 'Sold: 3 tickets · €70' })).toBeVisible();
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await page.getByRole('link', { name: 'Print receipt' }).click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  await picture(page, 'receipt', true);

  await page.getByRole('link', { name: 'Back to the counter' }).click();
  await tickets('Press · Nave · Standard').fill('10');
  await page.getByRole('radio', { name: 'Complimentary' }).click();
  await page.getByLabel('Reason').fill('Press: Hamburg Courier and nine others');
  await picture(page, 'press-tickets', true);
  await page.getByRole('button', { name: 'Give away 10 tickets' }).click();
  await expect(page.getByRole('heading', { name: 'Sold: 10 tickets · €0' })).toBeVisible();
  await expect(tickets('Press · Nave · Standard')).toBeHidden();
}

/** At the door: who comes, found by name, and the whole list for the printer. */
async function listGuests(page: Page, event: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(at(event));
  await page.getByRole('link', { name: 'Guest list' }).click();
  await expect(page.getByText('13 tickets sold')).toBeVisible();
  await picture(page, 'guest-list');
  await page.getByRole('searchbox').fill('lam');
  await expect(page.getByRole('rowheader')).toHaveText(['Hedy Lamarr']);
}

/** What an export saves. */
async function saved(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  return readFileSync(await (await download).path(), 'latin1');
}

test('the choir’s job, from an empty database to the guest list and the accountant', async ({
  browser,
}) => {
  test.slow();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();

  // The operator has named one address. Whoever proves it is the first admin, and invites the choir.
  await register(page, 'Grace Hopper', ADMIN);
  await page.goto(at('/organiser'));
  await page.getByRole('link', { name: 'New organisation' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Choir of St Mary');
  await page.getByLabel('Contact email').fill('tickets@choir.example');
  await page.getByLabel('Owner’s email').fill(OWNER);
  await page.getByLabel('Currency').selectOption('EUR');
  await page.getByLabel('Time zone').selectOption('Europe/Berlin');
  await page.getByLabel('Imprint').fill('Choir of St Mary, 1 Church Lane, Hamburg');
  await page.getByLabel('Terms of sale').fill('https://choir.example/terms');
  await page.getByLabel('Privacy notice').fill('https://choir.example/privacy');
  await page.getByLabel('Refund policy').fill('Tickets can be returned until a week before.');
  await picture(page, 'invite-the-choir');
  await page.getByRole('button', { name: 'Create organisation' }).click();
  await page.waitForURL(/\/organiser\/\d+$/);
  const workspace = new URL(page.url()).pathname;

  // Ada follows the link in her mail.
  const adas = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const ada = await adas.newPage();
  const invitation = await boxOffice.linkTo(OWNER, '/organiser/invitation');
  await ada.goto(invitation);
  await picture(ada, 'invitation');
  await register(ada, 'Ada Lovelace', OWNER);
  await ada.goto(invitation);
  await ada.getByRole('button', { name: 'Accept invitation' }).click();
  await ada.waitForURL(at(workspace));
  await expect(ada.getByRole('heading', { level: 1 })).toHaveText('No events yet');
  await picture(ada, 'empty-workspace');

  // The first concert, in one page.
  await ada.getByRole('main').getByRole('link', { name: 'New event' }).last().click();
  await ada.getByLabel('Name', { exact: true }).fill('Mass in B minor');
  await ada.getByLabel('Subtitle').fill('The choir of St Mary sings Bach');
  await ada.getByLabel('Description').fill('Two hours, with an interval.');
  await ada.getByLabel('Venue').fill('St Mary’s Church');
  await ada.getByLabel('Address').fill('1 Church Lane, Hamburg');
  await ada.getByLabel('Starts').fill(FIRST);
  await ada.getByLabel('Doors open').fill(`${CONCERT}-03-14T18:45`);
  await ada.getByLabel('Sale begins').fill(`${SALE}-12-01T09:00`);
  await ada.getByLabel('Most tickets per order').fill('6');
  await ada.getByLabel('Most tickets per person').fill('6');
  await fillInTiers(ada);
  await picture(ada, 'create-event');
  await ada.getByRole('button', { name: 'Create draft' }).click();
  await ada.waitForURL(/\/events\/\d+$/);
  await expect(ada.getByRole('heading', { level: 1 })).toHaveText('Mass in B minor');
  await picture(ada, 'draft');

  // Ten tickets for the press, before the second date is copied from the first.
  const event = new URL(ada.url()).pathname;
  await ada.getByRole('link', { name: 'Allotments' }).click();
  await ada.getByLabel('Name', { exact: true }).fill('Press');
  await ada.getByLabel('Number of tickets').fill('10');
  await ada.getByRole('button', { name: 'Set tickets aside' }).click();
  await expect(ada.getByRole('row').filter({ hasText: 'Press' })).toContainText('10');
  await picture(ada, 'press-allotment');

  // Tickets have prices: buyers need a way to pay before the event can be published.
  await ada.goto(at(event));
  await ada.getByRole('link', { name: 'A payment method' }).click();
  await ada.waitForURL(/\/payments$/);
  const transfer = ada.locator('details').filter({ hasText: 'Transfer or cash' });
  await transfer.locator('summary').click();
  await transfer.getByLabel('Instructions').fill('Transfer to DE02 1203 0000 0000 2020 51.');
  await transfer.getByRole('checkbox', { name: 'Buyers can pay with this' }).check();
  await transfer.getByRole('button', { name: 'Save' }).click();
  await expect(transfer.getByText('On', { exact: true })).toBeVisible();
  await picture(ada, 'payments');

  // The second date, and both are published.
  await ada.goto(at(event));
  await ada.getByLabel('Date 1').fill(SECOND);
  await ada.getByRole('button', { name: 'Create series' }).click();
  await ada.waitForURL(/\/series\/\d+$/);
  await expect(ada.getByRole('row')).toHaveCount(3);
  await ada.getByRole('button', { name: 'Publish drafts' }).click();
  await expect(ada.getByRole('cell', { name: 'Published' })).toHaveCount(2);
  await picture(ada, 'series-published');
  const series = `/series/${ada.url().split('/').at(-1) ?? ''}`;

  // A buyer finds both dates, and when the sale begins.
  const buyers = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const buyer = await buyers.newPage();
  await buyer.goto(at(series));
  await expect(buyer.getByRole('listitem').filter({ hasText: '14 March' })).toContainText(
    `1 December ${SALE}, 09:00 CET`,
  );
  await picture(buyer, 'choose-a-date');
  await buyer.getByRole('link', { name: /14 March/ }).click();
  await expect(buyer.getByRole('heading', { level: 1 })).toHaveText('Mass in B minor');
  for (const price of ['€28', '€14', '€22', '€11', '€15', '€7.50']) {
    await expect(buyer.getByText(price, { exact: true }).first()).toBeVisible();
  }
  await picture(buyer, 'event-page');

  // Karl sells before the concert, and Dora stands at the door: both are invited by mail.
  await ada.goto(at(`${workspace}/members`));
  for (const [email, role] of [
    [KARL, 'box_office'],
    [DORA, 'door'],
  ] as const) {
    await ada.getByRole('textbox', { name: 'Email' }).fill(email);
    await ada.getByLabel('Role', { exact: true }).selectOption(role);
    await ada.getByRole('button', { name: 'Send invitation' }).click();
    await expect(ada.getByRole('list', { name: 'Invited' })).toContainText(email);
  }
  await picture(ada, 'invite-the-team');
  const [karl, karls] = await member(browser, 'Karl Kasse', KARL);
  await sellBeforeTheConcert(karl, event);

  const [dora, doras] = await member(browser, 'Dora Door', DORA);
  await listGuests(dora, event);

  // The accountant gets the takings, and what they are made of.
  await ada.goto(at(`${event}/dashboard`));
  await expect(ada.getByRole('main')).toContainText('€70');
  await picture(ada, 'dashboard', true);
  const rows = await saved(ada, 'Bookings as CSV');
  expect(rows).toContain('Hedy Lamarr');
  expect(rows).toMatch(/28\.00/);
  expect(await saved(ada, 'Takings by day as Excel')).toMatch(/^PK/);

  await Promise.all([context, adas, buyers, karls, doras].map((one) => one.close()));
});

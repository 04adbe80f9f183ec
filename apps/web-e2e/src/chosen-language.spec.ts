import type { Locator, Page, Response } from '@playwright/test';
import { Person, withoutDemo } from './person.js';
import { expect, test } from './test.js';

const TOLD = '**/api/v1/account/language';

const language = (page: Page): Locator => page.locator('html');

const quantityOf = (page: Page, tier: string): Locator =>
  page
    .locator('box-tier-ticket')
    .filter({ has: page.getByRole('heading', { name: tier }) })
    .getByRole('spinbutton');

/** Chooses German, and waits until the account knows. */
async function chooseGerman(page: Page): Promise<Response> {
  const [told] = await Promise.all([
    page.waitForResponse(TOLD),
    page.getByRole('button', { name: 'Deutsch' }).click(),
  ]);
  return told;
}

test('a language chosen by somebody who is signed in is that of their other browsers', async ({
  page,
  person,
  mailbox,
  browser,
  baseURL,
}) => {
  await person.beginWithAccount();
  await page.goto('/account');
  await expect(person.heading()).toHaveText(person.name);
  const told = await chooseGerman(page);
  expect(told.status()).toBe(200);
  await expect(language(page)).toHaveAttribute('lang', 'de-DE');

  const elsewhere = await browser.newContext({ baseURL, locale: 'en-GB' });
  const there = new Person(await elsewhere.newPage(), mailbox, person.email, person.name);
  await there.page.goto('/sign-in?returnTo=%2Faccount%2Fsecurity');
  await there.signIn();
  await expect(language(there.page)).toHaveAttribute('lang', 'de-DE');
  await expect(there.page.locator('box-account-menu')).toContainText(person.name);
  await expect(there.page).toHaveURL(/\/account\/security$/);
  await elsewhere.close();
});

test('a language chosen in this browser is not undone by signing in', async ({
  page,
  person,
  mailbox,
  browser,
  baseURL,
}) => {
  await person.beginWithAccount();
  await page.goto('/account');
  await chooseGerman(page);

  const elsewhere = await browser.newContext({ baseURL, locale: 'de-DE' });
  const there = new Person(await elsewhere.newPage(), mailbox, person.email, person.name);
  await there.page.goto('/sign-in?returnTo=%2Faccount');
  await there.page.getByRole('button', { name: 'English' }).click();
  await expect(language(there.page)).toHaveAttribute('lang', 'en-GB');
  await there.signIn();
  await expect(there.heading()).toHaveText(person.name);
  await there.page.reload();
  await expect(there.heading()).toHaveText(person.name);
  await expect(language(there.page)).toHaveAttribute('lang', 'en-GB');
  await elsewhere.close();
});

test('a language stays chosen while the server cannot be told, which is made up for', async ({
  page,
  person,
}) => {
  await person.beginWithAccount();
  await page.goto('/account');
  await expect(person.heading()).toHaveText(person.name);
  await page.route(TOLD, (route) => route.abort());
  await Promise.all([
    page.waitForRequest(TOLD),
    page.getByRole('button', { name: 'Deutsch' }).click(),
  ]);
  await expect(language(page)).toHaveAttribute('lang', 'de-DE');

  await page.unroute(TOLD);
  const [told] = await Promise.all([page.waitForResponse(TOLD), page.reload()]);
  expect(told.request().postDataJSON()).toEqual({ language: 'de' });
  expect(told.status()).toBe(200);
  await expect(language(page)).toHaveAttribute('lang', 'de-DE');
});

test('another language keeps the tickets that are chosen and not held yet', async ({
  page,
  visitor,
  boxOffice,
}) => {
  await boxOffice.stockUp(5);
  await visitor.openEvent();
  await visitor.choose('GA', 3);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await expect(language(page)).toHaveAttribute('lang', 'de-DE');
  await expect(quantityOf(page, 'GA')).toHaveValue('3');
  await page.getByRole('button', { name: /^Zur Kasse · / }).click();
  await page.waitForURL(/\/checkout\/\d+$/);
  // Once they are held, they are chosen no more.
  await page.goto('/events/1');
  await expect(quantityOf(page, 'GA')).toHaveValue('0');
});

test('signing in with another language keeps them, too', async ({
  page,
  visitor,
  person,
  boxOffice,
  browser,
  baseURL,
  mailbox,
}) => {
  await boxOffice.stockUp(5);
  const elsewhere = await browser.newContext({ baseURL, locale: 'en-GB' });
  const there = new Person(await elsewhere.newPage(), mailbox, person.email, person.name);
  await there.beginWithAccount();
  await there.page.goto('/account');
  await chooseGerman(there.page);
  await elsewhere.close();

  await withoutDemo(page);
  await visitor.openEvent();
  await visitor.choose('GA', 2);
  await visitor.holdButton().click();
  await page.getByRole('link', { name: 'Sign in and keep this order' }).click();
  await expect(person.heading()).toHaveText('Sign in');
  await person.signIn();
  await expect(language(page)).toHaveAttribute('lang', 'de-DE');
  await expect(page).toHaveURL(/\/events\/1$/);
  await expect(quantityOf(page, 'GA')).toHaveValue('2');
});

test('without JavaScript, a page says in both languages what it needs', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/');
  // What stands in a noscript is seen by none of Playwright's own selectors.
  const words = await page.content();
  expect(words).toContain('<p>Boxoffice needs JavaScript to sell you a ticket.</p>');
  expect(words).toContain('<p lang="de">Boxoffice braucht JavaScript');
  await context.close();
});

import { startSignedIn, withoutDemo } from './person.js';
import { expect, test } from './test.js';

const JOHN = 'john@boxoffice.example';

test('signs in as a demo user by one click, through the real sign-in', async ({
  page,
  visitor,
}) => {
  await visitor.openEvent();
  await visitor.choose('GA', 2);
  await page.getByRole('button', { name: /^You’re John Doe/ }).click();
  const [answer] = await Promise.all([
    page.waitForResponse('**/api/v1/auth/sign-in'),
    page.getByRole('menuitem', { name: 'Jane Smith' }).click(),
  ]);
  expect(answer.status()).toBe(200);
  await expect(page.getByRole('button', { name: /^You’re Jane Smith/ })).toBeVisible();
  // It is the same page, with what was chosen on it.
  await expect(visitor.quantity('GA')).toHaveValue('2');
});

test('stays signed in over a reload, and keeps nothing secret in the browser', async ({ page }) => {
  await startSignedIn(page, JOHN);
  await page.goto('/account');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('John Doe');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('John Doe');
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  expect(kept).not.toMatch(/eyJ|token|@/);
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('renews a token that the server does not take any more, and nobody notices', async ({
  page,
}) => {
  await startSignedIn(page, JOHN);
  await page.goto('/bookings');
  await expect(page.getByRole('button', { name: /^You’re John/ })).toBeVisible();
  let refused = 0;
  await page.route('**/api/v1/account/sessions', async (route) => {
    refused += 1;
    if (refused > 1) return route.fallback();
    const problem = { code: 'UNAUTHENTICATED', status: 401, title: 'Not signed in', detail: 'No.' };
    return route.fulfill({ status: 401, json: problem });
  });
  await page.getByRole('button', { name: /^You’re John/ }).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  await page.getByRole('link', { name: 'Sessions' }).first().click();
  await expect(page.getByText('This device', { exact: true })).toBeVisible();
  expect(refused).toBe(2);
});

test('ends in every tab at once', async ({ page, context }) => {
  await startSignedIn(page, JOHN);
  await page.goto('/account');
  const other = await context.newPage();
  await other.goto('/account/sessions');
  await expect(other.getByText('This device', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: /^You’re John/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re signed out');
  await other.waitForURL('**/sign-in?returnTo=%2Faccount%2Fsessions');
});

test('says so when it could not be ended, and does not pretend', async ({ page }) => {
  await startSignedIn(page, JOHN);
  await page.route('**/auth/sign-out', (route) => route.abort());
  await page.goto('/sign-out');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re still signed in');
  await page.unroute('**/auth/sign-out');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re signed out');
});

test('asks to sign in where the session has ended, and says why', async ({ page }) => {
  await startSignedIn(page, JOHN);
  await page.route('**/auth/refresh', (route) =>
    route.fulfill({
      status: 401,
      json: { code: 'UNAUTHENTICATED', status: 401, detail: 'Ended.' },
    }),
  );
  await page.goto('/account/security');
  await page.waitForURL('**/sign-in?returnTo=%2Faccount%2Fsecurity');
  await expect(page.getByText('Your session ended')).toBeVisible();
});

test('leads to where it was after signing in, and nowhere else', async ({ page, person }) => {
  await withoutDemo(page);
  await page.goto('/bookings');
  await page.waitForURL('**/sign-in?returnTo=%2Fbookings');
  await page.getByLabel('Email').fill(JOHN);
  await person.password().fill('midnight orchestra at pier 4');
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/bookings');

  await page.goto('/sign-in?returnTo=https://evil.example/');
  await page.getByLabel('Email').fill(JOHN);
  await person.password().fill('midnight orchestra at pier 4');
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  // To where everything begins.
  await page.waitForURL(({ host, pathname }) => {
    return host !== 'evil.example' && pathname === '/';
  });
});

test('keeps the admin from customers, and lets an organiser in', async ({ page }) => {
  await startSignedIn(page, JOHN);
  await page.goto('/admin');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'You don’t have access to this page',
  );
  await expect(page.getByRole('link', { name: 'Admin', exact: true })).toHaveCount(0);

  await startSignedIn(page, 'organiser@boxoffice.example');
  await page.goto('/admin/users');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'You don’t have access to this page',
  );
  await page.getByRole('link', { name: 'Admin', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stock');
  await expect(page.getByRole('navigation', { name: 'Admin' })).not.toContainText('Users');
});

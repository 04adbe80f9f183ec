import { Authenticator } from './authenticator.js';
import { PASSWORD } from './person.js';
import { expect, test } from './test.js';

test('registers, confirms the address, buys, and signs in again with a second factor', async ({
  page,
  person,
  visitor,
  boxOffice,
}) => {
  test.slow();
  await boxOffice.stockUp(5);
  await person.register();
  await person.confirmAccount();
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await expect(person.heading()).toHaveText('Sign in');
  await person.signIn();
  await expect(person.menu()).toBeVisible();

  await visitor.openEvent();
  await visitor.choose('GA', 2);
  await visitor.hold();
  await visitor.pay();
  await expect(person.heading()).toHaveText('Your 2 tickets are confirmed');

  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await person.password('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Continue' }).click();
  const authenticator = await Authenticator.reading(page);
  await page.getByLabel('6-digit code').fill(authenticator.code());
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('heading', { name: 'Save your recovery codes' })).toBeFocused();
  const codes = await page.locator('box-recovery-codes li').allInnerTexts();
  expect(new Set(codes).size).toBe(10);
  await page.getByRole('button', { name: 'I’ve saved them' }).click();
  await expect(page.getByText('10 recovery codes left')).toBeVisible();

  await person.signOut();
  await page.goto('/account');
  await page.waitForURL('**/sign-in?returnTo=%2Faccount');
  await person.signIn();
  await expect(person.heading()).toHaveText('Enter your code');
  await expect(page.getByLabel('6-digit code')).toBeFocused();
  await page.getByLabel('6-digit code').fill(authenticator.code());
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/account');

  await person.signOut();
  await page.goto('/sign-in');
  await person.signIn();
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(codes[0] ?? '');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(person.menu()).toBeVisible();
  await page.goto('/account/security');
  await expect(page.getByText('9 recovery codes left')).toBeVisible();
});

test('is done by the keyboard alone', async ({ page, person }) => {
  const { keyboard } = page;
  await page.goto('/register');
  await page.getByLabel('Name').focus();
  await keyboard.type(person.name);
  await keyboard.press('Tab');
  await keyboard.type(person.email);
  await keyboard.press('Tab');
  await keyboard.type('short');
  await keyboard.press('Enter');
  await expect(page.getByText('At least 12 characters: 7 more to go')).toBeVisible();
  await expect(person.password()).toBeFocused();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');
  await expect(person.heading()).toHaveText('One more step');

  await person.openLinkOfMail('verify-email');
  await expect(person.heading()).toHaveText('Confirm your account');
  await person.password().focus();
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');
  await expect(person.heading()).toHaveText('Your account is ready');
  const signIn = page.getByRole('main').getByRole('link', { name: 'Sign in' });
  await signIn.focus();
  await keyboard.press('Enter');
  await page.waitForURL('**/sign-in');
  await page.getByLabel('Email').focus();
  await keyboard.type(person.email);
  await keyboard.press('Tab');
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  await expect(page.getByRole('main')).toBeFocused();

  await person.menu().focus();
  await keyboard.press('Enter');
  const items = page.getByRole('menuitem');
  await expect(items.first()).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Account' })).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(person.heading()).toHaveText('You’re signed out');
});

test('says the same of an address that has an account, and of one that has none', async ({
  page,
  person,
}) => {
  await page.goto('/sign-in');
  for (const email of ['john@boxoffice.example', person.email]) {
    await page.getByLabel('Email').fill(email);
    await person.password().fill('not the password of anybody');
    await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('Wrong email or password');
  }
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(person.heading()).toHaveText('Forgot your password?');
  await page.getByLabel('Email').fill(person.email);
  await page.getByRole('button', { name: 'Send link' }).click();
  await expect(page.getByRole('status')).toContainText('If there’s an account with this address');
});

test('sets a lost password anew, by a link that works once', async ({ page, person }) => {
  await person.beginWithAccount();
  await page.goto('/forgot-password');
  await page.getByLabel('Email').fill(person.email);
  await page.getByRole('button', { name: 'Send link' }).click();
  await expect(person.heading()).toHaveText('Check your email');
  await person.openLinkOfMail('reset-password');
  const link = page.url();

  await person.password('New password').fill('password1234');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(person.password('New password')).toBeFocused();
  await expect(person.password('New password')).toHaveAttribute('aria-invalid', 'true');

  await person.password('New password').fill('seven quiet rivers in june');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(person.heading()).toHaveText('Password changed');
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await expect(person.heading()).toHaveText('Sign in');
  await person.signIn('seven quiet rivers in june');
  await expect(person.menu()).toBeVisible();

  await page.goto(link);
  await person.password('New password').fill('eight quiet rivers in june');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(person.heading()).toHaveText('This link no longer works');
});

test('changes the name and the password, and ends another session', async ({
  page,
  person,
  browser,
}) => {
  await person.beginWithAccount();
  const elsewhere = await browser.newContext();
  await elsewhere.request.post('/api/v1/auth/sign-in', {
    data: { email: person.email, password: PASSWORD },
    headers: { 'User-Agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1' },
  });

  await page.goto('/account/sessions');
  await page.getByRole('button', { name: 'End Safari on iPhone' }).click();
  await expect(page.getByText('Safari on iPhone', { exact: true })).toHaveCount(0);
  expect((await elsewhere.request.post('/api/v1/auth/refresh')).status()).toBe(401);
  await elsewhere.close();

  await page.getByRole('link', { name: 'Security' }).click();
  await person.password('Current password').fill('not my password');
  await person.password('New password').fill('seven quiet rivers in june');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Wrong password')).toBeVisible();
  await expect(person.password('Current password')).toBeFocused();
  await person.password('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed')).toBeVisible();

  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Countess Lovelace');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'You’re Countess Lovelace' })).toBeVisible();
});

test('has its data downloaded, and is erased for good', async ({ page, person }) => {
  await person.beginWithAccount();
  await page.goto('/account/data');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('boxoffice-my-data.json');

  await page.getByRole('button', { name: 'Erase my account' }).click();
  await expect(page.getByRole('alert')).toContainText('You can’t undo this');
  await person.password('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Erase my account' }).click();
  await expect(person.heading()).toHaveText('Your account has been erased');
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await expect(person.heading()).toHaveText('Sign in');
  await person.signIn();
  await expect(page.getByRole('alert')).toContainText('Wrong email or password');
});

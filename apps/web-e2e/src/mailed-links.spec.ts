import { PASSWORD } from './person.js';
import { expect, test } from './test.js';

test('a mailed link changes nothing when it is opened and every button is pressed', async ({
  page,
  person,
  mailbox,
}) => {
  test.slow();
  const { request } = page;
  const who = { name: person.name, email: person.email, password: PASSWORD };
  const signIn = async (): Promise<number> =>
    (await request.post('/api/v1/auth/sign-in', { data: who })).status();
  expect((await request.post('/api/v1/auth/register', { data: who })).status()).toBe(202);
  const link = await mailbox.linkIn('verify-email', person.email);

  await page.goto(link);
  await expect(person.heading()).toHaveText('Confirm your account');
  const buttons = page.getByRole('main').getByRole('button');
  for (let n = 0; n < (await buttons.count()); n += 1) await buttons.nth(n).click();
  await expect(page.getByText('Enter the password you chose', { exact: true })).toBeVisible();
  expect(await signIn()).toBe(401);

  await page.goto(link);
  await person.password().fill('not the password of anybody');
  await page.getByRole('button', { name: 'Confirm account' }).click();
  await expect(page.getByText('Wrong password')).toBeVisible();
  expect(await signIn()).toBe(401);

  await person.password().fill(PASSWORD);
  await page.getByRole('button', { name: 'Confirm account' }).click();
  await expect(person.heading()).toHaveText('Your account is ready');
  expect(await signIn()).toBe(200);
});

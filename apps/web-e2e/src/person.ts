import { expect, type Locator, type Page } from '@playwright/test';
import type { ApiIndexDto } from '@boxoffice/contracts';
import { freshAddress, type Mailbox } from './mailbox.js';

export const PASSWORD = 'nine lemon trees at dawn';

/** The password of the demo's users. It is published, and the first page of the API names it. */
const DEMO_PASSWORD = 'midnight orchestra at pier 4';

/** What somebody with an account does, in the pages' own words. */
export class Person {
  constructor(
    readonly page: Page,
    readonly mailbox: Mailbox,
    readonly email = freshAddress('ada'),
    readonly name = 'Ada Lovelace',
  ) {}

  heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  menu(): Locator {
    return this.page.getByRole('button', { name: `You’re ${this.name}` });
  }

  password(label = 'Password'): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  /** Makes an account, as far as the mail. */
  async register(): Promise<void> {
    await this.page.goto('/register');
    await this.page.getByLabel('Name').fill(this.name);
    await this.page.getByLabel('Email').fill(this.email);
    await this.password().fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Create account' }).click();
    await expect(this.heading()).toHaveText('One more step');
  }

  async openLinkOfMail(template: string): Promise<void> {
    await this.page.goto(await this.mailbox.linkIn(template, this.email));
  }

  /** Completes the registration: the mail's link, and the password. */
  async confirmAccount(): Promise<void> {
    await this.openLinkOfMail('verify-email');
    await expect(this.heading()).toHaveText('Confirm your account');
    await this.password().fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Confirm account' }).click();
    await expect(this.heading()).toHaveText('Your account is ready');
  }

  /** Fills in the page that asks for it; where it leads is for the test to say. */
  async signIn(password = PASSWORD): Promise<void> {
    await this.page.getByLabel('Email').fill(this.email);
    await this.password().fill(password);
    await this.page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  async signOut(): Promise<void> {
    await this.menu().click();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(this.heading()).toHaveText('You’re signed out');
  }

  /** Has an account and is signed in, without the pages: for tests that are about something else. */
  async beginWithAccount(): Promise<void> {
    const { request } = this.page;
    const who = { name: this.name, email: this.email, password: PASSWORD };
    expect((await request.post('/api/v1/auth/register', { data: who })).status()).toBe(202);
    const link = new URL(
      await this.mailbox.linkIn('verify-email', this.email),
      'http://own.invalid',
    );
    const data = { token: link.searchParams.get('token'), password: PASSWORD };
    expect((await request.post('/api/v1/auth/verify-email', { data })).ok()).toBe(true);
    await startSignedIn(this.page, this.email, PASSWORD);
  }
}

/** Signs the page's browser in before it is opened. */
export async function startSignedIn(
  page: Page,
  email: string,
  password = DEMO_PASSWORD,
): Promise<void> {
  const answer = await page.request.post('/api/v1/auth/sign-in', { data: { email, password } });
  expect(answer.status(), await answer.text()).toBe(200);
  // What the page itself remembers of a sign-in: that there was one. Any answer of the server's will do for that.
  await page.goto('/health');
  await page.evaluate(() => localStorage.setItem('boxoffice.session', 'open'));
}

/** The page as a box office that is no demonstration shows it: nobody is anybody without a proof. */
export async function withoutDemo(page: Page): Promise<void> {
  await page.route(/\/api\/v1$/, async (route) => {
    const answer = await route.fetch();
    const index = (await answer.json()) as ApiIndexDto;
    Object.assign(index, { demoIdentity: false, demoUsers: [] });
    await route.fulfill({ response: answer, json: index });
  });
}

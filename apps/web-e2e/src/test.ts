import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { BoxOffice } from './box-office.js';
import { Mailbox } from './mailbox.js';
import { Person } from './person.js';

/** What a visitor does on the page, in the page's own words. */
export class Visitor {
  constructor(readonly page: Page) {}

  async openEvent(): Promise<void> {
    await this.page.goto('/events/1');
    await expect(this.quantity('VIP')).toBeVisible();
  }

  quantity(tier: string): Locator {
    return this.page.getByRole('spinbutton', { name: `${tier} tickets` });
  }

  async choose(tier: string, count: number): Promise<void> {
    await this.quantity(tier).fill(String(count));
    await expect(this.quantity(tier)).toHaveValue(String(count));
  }

  holdButton(): Locator {
    return this.page.getByRole('button', { name: /^(Checkout|Go to checkout)/ });
  }

  async hold(): Promise<string> {
    await this.holdButton().click();
    await this.page.waitForURL(/\/checkout\/\d+$/);
    await expect(this.page.getByRole('heading', { name: 'Checkout' })).toBeVisible();
    return this.page.url().split('/').at(-1) ?? '';
  }

  async fillCard(): Promise<void> {
    await this.page.getByLabel('Name on the card').fill('John Doe');
    await this.page.getByLabel('Card number').fill('4242424242424242');
    await this.page.getByLabel('Expiry date').fill('1239');
    await this.page.getByLabel('Security code').fill('123');
  }

  payButton(): Locator {
    return this.page.getByRole('button', { name: /^Pay \$/ });
  }

  async pay(): Promise<void> {
    await this.fillCard();
    await this.payButton().click();
    await this.page.waitForURL(/\/bookings\/\d+$/);
  }

  /** The numbers of the tickets on the confirmation. */
  async ticketNumbers(): Promise<string[]> {
    const numbers = this.page.getByTestId('ticket-number');
    await expect(numbers.first()).toBeVisible();
    return numbers.allInnerTexts();
  }
}

interface Fixtures {
  boxOffice: BoxOffice;
  visitor: Visitor;
  mailbox: Mailbox;
  /** Somebody new, who has no account yet. */
  person: Person;
}

/** What a browser says when a page does something that its policy forbids. */
const AGAINST_THE_POLICY = /Content Security Policy|Trusted ?(Type|HTML|Script)/;

export const test = base.extend<Fixtures>({
  // Whatever a test is about: the page it looks at keeps to its content security policy.
  page: async ({ page }, use) => {
    const violations: string[] = [];
    page.on('console', (message) => {
      if (AGAINST_THE_POLICY.test(message.text())) violations.push(message.text());
    });
    await use(page);
    // A request on its way at the end of a test is no failure of it.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    expect(violations).toEqual([]);
  },
  boxOffice: async ({ request }, use) => {
    await use(new BoxOffice(request));
  },
  visitor: async ({ page }, use) => {
    await use(new Visitor(page));
  },
  mailbox: async ({ request }, use) => {
    await use(new Mailbox(request));
  },
  person: async ({ page, mailbox }, use) => {
    await use(new Person(page, mailbox));
  },
});

export { expect };

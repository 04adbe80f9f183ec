import { LINK_LIFETIME_MINUTES, LINK_WINDOW_MAX_SECONDS } from '../config/link-lifetimes.js';
import { readSettings } from '../config/read-settings.js';
import { MailBudgets } from './mail-budgets.js';
import type { MailTemplate } from './mail.js';

const budgets = new MailBudgets(readSettings({ DATABASE_URL: 'postgres://nobody@localhost/none' }));

function budgetOf(template: MailTemplate, address: string, isProved = true) {
  return budgets.of({ template, to: { address, name: '', isProved } });
}

describe('the budget of a mail', () => {
  it('is that of its kind', () => {
    const kinds = (['verify-email', 'already-registered', 'reset-password'] as const).map(
      (template) => budgetOf(template, 'ada@mail.example')?.kind,
    );
    expect(kinds).toEqual(['verify-email', 'already-registered', 'reset-password']);
  });

  it('is another one for guests than for an account with the same address', () => {
    const [ofGuests, ofAccount] = [false, true].map((isProved) =>
      budgetOf('booking-confirmed', 'ada@mail.example', isProved),
    );
    expect(ofGuests).toMatchObject({ kind: 'guest-confirmations', gathers: true });
    expect(ofAccount).toMatchObject({ kind: 'account-confirmations', gathers: true });
  });

  it('is one for guests for what a waitlist refuses, and none for what it offers', () => {
    expect(budgetOf('waitlist-refused', 'ada+1@mail.example', false)).toMatchObject({
      kind: 'guest-waitlists',
      limit: { requests: 5, seconds: 3_600 },
      mailbox: { key: 'ada@mail.example', most: 10 },
      gathers: false,
    });
    expect(budgetOf('waitlist-refused', 'ada@mail.example')).toBeUndefined();
    expect(budgetOf('waitlist-offer', 'ada@mail.example', false)).toBeUndefined();
  });

  it.each(['password-changed', 'two-factor-changed'] as const)('is none for %s', (template) => {
    expect(budgetOf(template, 'ada@mail.example')).toBeUndefined();
  });

  it('is one for all spellings of an address', () => {
    const spellings = ['ada@b\u00fccher.example', 'ADA@xn--bcher-kva.example'];
    const keys = spellings.map((address) => budgetOf('reset-password', address)?.key);
    expect(keys).toEqual(Array(2).fill('ada@xn--bcher-kva.example'));
  });

  it('is one of each address, and where no account is needed one that all tags of a mailbox share', () => {
    const addresses = ['ada+1@mail.example', 'ada+2+x@mail.example', 'ada@mail.example'];
    const shared = { key: 'ada@mail.example', most: 10 };
    for (const template of ['verify-email', 'booking-confirmed'] as const) {
      const found = addresses.map((address) => budgetOf(template, address, false));
      expect(found.map((budget) => budget?.key)).toEqual(addresses);
      expect(found.map((budget) => budget?.mailbox)).toEqual([shared, shared, undefined]);
    }
    for (const template of ['reset-password', 'already-registered', 'booking-confirmed'] as const) {
      expect(budgetOf(template, 'ada+1@mail.example')?.mailbox).toBeUndefined();
    }
  });

  it('is counted over a time in which a link that was mailed works on as long again', () => {
    for (const purpose of ['verify_email', 'reset_password'] as const) {
      expect(LINK_WINDOW_MAX_SECONDS[purpose] * 2).toBe(LINK_LIFETIME_MINUTES[purpose] * 60);
    }
    const { limit } = budgetOf('reset-password', 'ada@mail.example') ?? {};
    expect(limit?.seconds).toBeLessThanOrEqual(LINK_WINDOW_MAX_SECONDS.reset_password);
  });
});

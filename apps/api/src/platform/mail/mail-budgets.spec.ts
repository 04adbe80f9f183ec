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

  it.each(['password-changed', 'two-factor-changed'] as const)('is none for %s', (template) => {
    expect(budgetOf(template, 'ada@mail.example')).toBeUndefined();
  });

  it('is one for all spellings of an address', () => {
    const spellings = ['ada@b\u00fccher.example', 'ADA@xn--bcher-kva.example'];
    const keys = spellings.map((address) => budgetOf('reset-password', address)?.key);
    expect(keys).toEqual(Array(2).fill('ada@xn--bcher-kva.example'));
  });

  it('is one for all tags of a mailbox, and another one without, where no account is needed', () => {
    const keys = ['ada+1@mail.example', 'ada+2+x@mail.example', 'ada@mail.example'].map(
      (address) => budgetOf('verify-email', address, false)?.key,
    );
    expect(keys).toEqual(['ada+*@mail.example', 'ada+*@mail.example', 'ada@mail.example']);
    expect(budgetOf('reset-password', 'ada+1@mail.example')?.key).toBe('ada+1@mail.example');
  });

  it('is counted over a time in which a link that was mailed works on as long again', () => {
    for (const purpose of ['verify_email', 'reset_password'] as const) {
      expect(LINK_WINDOW_MAX_SECONDS[purpose] * 2).toBe(LINK_LIFETIME_MINUTES[purpose] * 60);
    }
    const { limit } = budgetOf('reset-password', 'ada@mail.example') ?? {};
    expect(limit?.seconds).toBeLessThanOrEqual(LINK_WINDOW_MAX_SECONDS.reset_password);
  });
});

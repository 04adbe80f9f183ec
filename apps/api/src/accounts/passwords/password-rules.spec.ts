import { PasswordJudge } from './password-judge.js';
import { PasswordRules } from './password-rules.js';

const ADA = { name: 'Ada Lovelace', email: 'ada.lovelace@example.org' };

describe('the rules for passwords', () => {
  const judge = new PasswordJudge();
  const rules = new PasswordRules(judge);

  afterAll(() => judge.onApplicationShutdown());

  it.each([
    'correct horse battery staple',
    'nine lemon trees at dawn',
    'trafficlightpenguinsoup',
    'zX9!kq#LmP2v',
    '四つの季節と青い海のうた',
  ])('take %j, whatever it is made of', async (password) => {
    await expect(rules.check(password, ADA, 'password')).resolves.toBeUndefined();
  });

  it.each([
    ['of the lists that go round', 'password1234'],
    ['on a row of keys', 'qwertyuiopas'],
    ['of one character', 'aaaaaaaaaaaaaaaa'],
    ['that repeats', 'abcabcabcabcabc'],
    ['that counts', '123456789012'],
    ['that is a name', 'Ada Lovelace'],
    ['that is the address', 'ada.lovelace@example.org'],
    ['of the name turned round', 'ECALEVOL ADA'],
  ])('refuse one %s: %j', async (_, password) => {
    await expect(rules.check(password, ADA, 'newPassword')).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      facts: {
        errors: [
          { field: 'newPassword', messages: [expect.stringMatching(/^newPassword is too easily/)] },
        ],
      },
    });
  });

  it('judge what was made up to be hard to judge without keeping the process from its work', async () => {
    const judged = rules.check('4@8({[<36&9#!1/|$0$5+7%2'.repeat(5), ADA, 'password');
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    await judged.catch(() => undefined);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
  });
});

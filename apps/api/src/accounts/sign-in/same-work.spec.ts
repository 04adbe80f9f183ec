import { jest } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { UserAccounts } from '../../users/user-accounts.js';
import { PasswordHashes } from '../passwords/password-hashes.js';
import { DelayedSignIns } from './delayed-sign-ins.js';
import { SignIn } from './sign-in.js';

const DEVICE = { ip: '127.0.0.1', userAgent: null };
const EMAIL = 'somebody@example.org';

/**
 * How long an answer takes must not tell who has an account. Time cannot be tested without flaking; the
 * work that takes the time can: it is counted here, for every kind of address.
 */
describe('a sign-in that fails', () => {
  async function workFor(account: { passwordHash: string | null } | undefined) {
    const hashes = new PasswordHashes();
    const verify = jest.spyOn(hashes, 'verify');
    const delays = { begin: jest.fn(() => Promise.resolve()), forgive: jest.fn() };
    const accounts = { findByEmail: jest.fn(() => Promise.resolve(account)) };
    const module = await Test.createTestingModule({
      providers: [
        SignIn,
        { provide: PasswordHashes, useValue: hashes },
        { provide: DelayedSignIns, useValue: delays },
        { provide: UserAccounts, useValue: accounts },
      ],
    })
      .useMocker(() => ({}))
      .compile();
    const signIn = module.get(SignIn).execute({ email: EMAIL, password: 'a guess' }, DEVICE);
    await expect(signIn).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    return {
      counted: delays.begin.mock.calls,
      forgiven: delays.forgive.mock.calls.length,
      lookedUp: accounts.findByEmail.mock.calls.length,
      verified: verify.mock.calls.map(([, password]) => password),
    };
  }

  it('counts, looks up and verifies one hash, whether there is an account or not', async () => {
    const passwordHash = await new PasswordHashes().hash('the password');
    const works = [
      await workFor({ passwordHash }),
      await workFor({ passwordHash: null }),
      await workFor(undefined),
    ];
    for (const work of works) {
      expect(work).toEqual({
        counted: [[{ what: 'password', emailKey: EMAIL }]],
        forgiven: 0,
        lookedUp: 1,
        verified: ['a guess'],
      });
    }
  });
});

import { hash } from '@node-rs/argon2';
import { PasswordHashes } from './password-hashes.js';
import { Semaphore } from '../../platform/concurrency/semaphore.js';

/** Two at once and two that wait: a flood that a slow machine can make, too. */
class FewHashes extends PasswordHashes {
  protected override readonly semaphore = new Semaphore(2, 2);
}

describe('password hashes', () => {
  const hashes = new PasswordHashes();
  const password = 'correct horse battery staple';

  it('are argon2id with the parameters that OWASP asks for, and each with a salt of its own', async () => {
    const [first, second] = await Promise.all([hashes.hash(password), hashes.hash(password)]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await hashes.verify(first, password)).toBe(true);
    expect(await hashes.verify(first, `${password}.`)).toBe(false);
  });

  it('do not depend on how a keyboard writes a character', async () => {
    const made = await hashes.hash('cafe\u0301 au lait chaud');
    expect(await hashes.verify(made, 'caf\u00e9 au lait chaud')).toBe(true);
  });

  it('are of nobody where there is none, whatever is tried', async () => {
    expect(await hashes.verify(null, 'the password of nobody')).toBe(false);
    expect(await hashes.verify(undefined, '')).toBe(false);
  });

  it('know when they were made with older parameters', async () => {
    expect(hashes.isOutdated(await hashes.hash(password))).toBe(false);
    expect(hashes.isOutdated(await hash(password, { memoryCost: 8_192, timeCost: 2 }))).toBe(true);
  });

  it('turn a flood away instead of letting it eat the memory', async () => {
    const few = new FewHashes();
    const made = await few.hash(password);
    const tries = Array.from({ length: 6 }, () => few.verify(made, password));
    const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'BUSY' } }, { reason: { code: 'BUSY' } }]);
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { Settings } from '../../platform/config/settings.js';
import { MailboxDigest } from './mailbox-digest.js';

const ADA = { role: 'customer', mailboxKey: 'ada@mail.example' } as const;

function digestWith(...keys: string[]): MailboxDigest {
  const settings = new Settings();
  settings.SECRET_KEYS = keys;
  return new MailboxDigest(settings);
}

const newKey = (): string => randomBytes(32).toString('base64');

describe('the digest of a mailbox in a token', () => {
  const key = newKey();

  it('is one for all accounts of a mailbox, in every process, and another one for others', () => {
    const digest = digestWith(key);
    expect(digest.of(ADA)).toHaveLength(16);
    expect(digestWith(key, newKey()).of({ ...ADA, role: 'admin' })).toBe(digest.of(ADA));
    expect(digest.of({ ...ADA, mailboxKey: 'bob@mail.example' })).not.toBe(digest.of(ADA));
  });

  it('cannot be made without the key', () => {
    const plain = createHash('sha256').update(ADA.mailboxKey).digest('base64url').slice(0, 16);
    expect(digestWith(key).of(ADA)).not.toBe(plain);
    expect(digestWith(newKey()).of(ADA)).not.toBe(digestWith(key).of(ADA));
  });

  it('is none for guests, who have proved no address', () => {
    expect(digestWith(key).of({ ...ADA, role: 'guest' })).toBeUndefined();
    expect(digestWith(key).of({ ...ADA, mailboxKey: null })).toBeUndefined();
  });
});

import { randomBytes } from 'node:crypto';
import { SecretBox } from './secret-box.js';

const newKey = (): string => randomBytes(32).toString('base64');

const boxWith = (...keys: string[]): SecretBox =>
  new SecretBox({ SECRET_KEYS: keys }, 'one purpose');

describe('a box of secrets', () => {
  const today = newKey();
  const box = boxWith(today);

  it('gives back what was locked in, and shows none of it', () => {
    const locked = box.lock('JBSWY3DPEHPK3PXP', '7');
    expect(locked).not.toContain('JBSWY3DPEHPK3PXP');
    expect(box.lock('JBSWY3DPEHPK3PXP', '7')).not.toBe(locked);
    expect(box.open(locked, '7')).toBe('JBSWY3DPEHPK3PXP');
  });

  it('opens for its owner alone', () => {
    const locked = box.lock('secret', '7');
    expect(() => box.open(locked, '8')).toThrow();
  });

  it('opens for its purpose alone', () => {
    const locked = box.lock('secret', '7');
    const other = new SecretBox({ SECRET_KEYS: [today] }, 'another purpose');
    expect(() => other.open(locked, '7')).toThrow(/SECRET_KEYS has no key/);
  });

  it('does not open when it was tampered with', () => {
    const parts = box.lock('secret', '7').split('.');
    parts[2] = Buffer.from('other!').toString('base64url');
    expect(() => box.open(parts.join('.'), '7')).toThrow();
  });

  it('opens with an older key as long as that is there', () => {
    const locked = box.lock('secret', '7');
    expect(boxWith(newKey(), today).open(locked, '7')).toBe('secret');
    expect(() => boxWith(newKey()).open(locked, '7')).toThrow(/SECRET_KEYS has no key/);
  });
});

import { randomBytes } from 'node:crypto';
import { Settings } from '../../platform/config/settings.js';
import { PasswordTags } from './password-tags.js';

const newKey = (): string => randomBytes(32).toString('base64');

function tagsWith(...keys: string[]): PasswordTags {
  const settings = new Settings();
  settings.SECRET_KEYS = keys;
  return new PasswordTags(settings);
}

describe('the tag of a password', () => {
  const today = newKey();
  const tags = tagsWith(today);
  const passwords = Array.from({ length: 2_000 }, (_, nth) => `lemon trees at dawn ${nth}`);

  it('is one for a password and an address, also as another keyboard writes it', () => {
    expect(tags.of('ada@mail.example', 'caf\u00e9 at the harbour')).toBe(
      tags.of('ada@mail.example', 'cafe\u0301 at the harbour'),
    );
  });

  it('has 16 bits, which nearly never are those of another password', () => {
    const all = passwords.map((password) => tags.of('ada@mail.example', password));
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all)).toBeLessThan(65_536);
    // Of 2,000, some 30 meet another one.
    expect(new Set(all).size).toBeGreaterThan(1_900);
  });

  it('is another one for another address, and under another key', () => {
    const other = tagsWith(newKey());
    const differs = passwords.filter((password) => {
      const tag = tags.of('ada@mail.example', password);
      return (
        tag !== tags.of('bob@mail.example', password) &&
        tag !== other.of('ada@mail.example', password)
      );
    });
    expect(differs.length).toBeGreaterThan(1_900);
  });

  it('is known by every key that there was', () => {
    const changed = tagsWith(newKey(), today);
    for (const password of passwords.slice(0, 20)) {
      expect(changed.allOf('ada@mail.example', password)).toContain(
        tags.of('ada@mail.example', password),
      );
    }
  });
});

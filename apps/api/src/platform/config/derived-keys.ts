import { hkdfSync } from 'node:crypto';
import type { Settings } from './settings.js';

const KEY_BYTES = 32;

/**
 * Keys for one purpose, derived from `SECRET_KEYS` in their order: what is made with the key of one purpose is worth
 * nothing for another. The first makes, all of them check.
 */
export function derivedKeys(
  { SECRET_KEYS }: Pick<Settings, 'SECRET_KEYS'>,
  purpose: string,
): [Buffer, ...Buffer[]] {
  const [first, ...others] = SECRET_KEYS.map((text) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(text, 'base64'), '', purpose, KEY_BYTES)),
  );
  if (!first) throw new Error('SECRET_KEYS has no key.');
  return [first, ...others];
}

import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { derivedKeys } from '../../platform/config/derived-keys.js';
import { Settings } from '../../platform/config/settings.js';
import { normalisedPassword } from '../passwords/normalised-password.js';

const PURPOSE = 'boxoffice password tag';

/**
 * Finds the registration for an address and password among many, without a slow hash for each: a keyed 16-bit
 * tag of both. One password in 65,536 has the same tag, so it finds candidates and proves nothing: too short
 * to reveal a password even to somebody with the key, long enough that thousands of strangers leave one
 * candidate.
 */
@Injectable()
export class PasswordTags {
  private readonly keys: [Buffer, ...Buffer[]];

  constructor(settings: Settings) {
    this.keys = derivedKeys(settings, PURPOSE);
  }

  /** The tag to store with a registration. */
  of(emailKey: string, password: string): number {
    return tagOf(this.keys[0], emailKey, password);
  }

  /** Every tag that may have been stored, one per key. */
  allOf(emailKey: string, password: string): number[] {
    return this.keys.map((key) => tagOf(key, emailKey, password));
  }
}

function tagOf(key: Buffer, emailKey: string, password: string): number {
  // An address contains no NUL, so the separator is unambiguous.
  return createHmac('sha256', key)
    .update(`${emailKey}\0${normalisedPassword(password)}`)
    .digest()
    .readUInt16BE();
}

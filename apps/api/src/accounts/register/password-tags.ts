import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { derivedKeys } from '../../platform/config/derived-keys.js';
import { Settings } from '../../platform/config/settings.js';
import { normalisedPassword } from '../passwords/normalised-password.js';

const PURPOSE = 'boxoffice password tag';

/**
 * Tells apart the registrations that wait for one address, without a slow hash for each: a tag of the address and
 * the password, keyed. Of 65,536 passwords one has the same tag, so it finds candidates and proves nothing: too
 * short to say a password even to whoever has the key, long enough that thousands of strangers leave one candidate.
 */
@Injectable()
export class PasswordTags {
  private readonly keys: [Buffer, ...Buffer[]];

  constructor(settings: Settings) {
    this.keys = derivedKeys(settings, PURPOSE);
  }

  /** The tag that is kept with a registration. */
  of(emailKey: string, password: string): number {
    return tagOf(this.keys[0], emailKey, password);
  }

  /** Every tag that may have been kept, by whichever key was the first one then. */
  allOf(emailKey: string, password: string): number[] {
    return this.keys.map((key) => tagOf(key, emailKey, password));
  }
}

function tagOf(key: Buffer, emailKey: string, password: string): number {
  // An address has no NUL, so no other address and password make the same text.
  return createHmac('sha256', key)
    .update(`${emailKey}\0${normalisedPassword(password)}`)
    .digest()
    .readUInt16BE();
}

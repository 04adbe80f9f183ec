import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { derivedKeys } from '../../platform/config/derived-keys.js';
import { Settings } from '../../platform/config/settings.js';
import type { Account } from '../../users/account.js';

const PURPOSE = 'boxoffice mailbox digest';

/** 96 bits of it, in base 64: enough that no two mailboxes share one. */
const CHARACTERS = 16;

/**
 * Names the mailbox of an account in its access token, by which limits count without asking the database. With a
 * key, so that whoever sees the token cannot try addresses until one fits.
 */
@Injectable()
export class MailboxDigest {
  private readonly key: Buffer;

  constructor(settings: Settings) {
    [this.key] = derivedKeys(settings, PURPOSE);
  }

  /** @returns undefined for a guest, who has proved none, and where there is no address */
  of({ role, mailboxKey }: Pick<Account, 'role' | 'mailboxKey'>): string | undefined {
    if (role === 'guest' || mailboxKey === null) return undefined;
    const digest = createHmac('sha256', this.key).update(mailboxKey).digest('base64url');
    return digest.slice(0, CHARACTERS);
  }
}

import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { derivedKeys } from '../../platform/config/derived-keys.js';
import { Settings } from '../../platform/config/settings.js';
import type { Account } from '../../users/account.js';

const PURPOSE = 'boxoffice mailbox digest';

/** 96 bits in base64: enough to avoid collisions. */
const CHARACTERS = 16;

/**
 * Names an account's mailbox in its access token, so that limits can count by it without a query. Keyed, so
 * that somebody who sees the token can't find the address by trial.
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

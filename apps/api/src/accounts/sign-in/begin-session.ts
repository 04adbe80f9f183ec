import type { SignInDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Device } from '../../auth/sessions/device.js';
import { Renewal } from '../../auth/sessions/renewal.js';
import { Sessions, type BegunSession } from '../../auth/sessions/sessions.js';
import { AccessTokens } from '../../auth/tokens/access-tokens.js';
import type { Account } from '../../users/account.js';
import { DescribeAccount } from '../describe-account.js';
import { MailboxDigest } from './mailbox-digest.js';

/** Days: long enough to buy and look at the tickets. Guests don't think of signing out. */
const GUEST_SESSION_DAYS = 1;

/** A sign-in: the answer, and the secret for the cookie. */
export interface SignedIn {
  answer: SignInDto;
  session: BegunSession;
}

/** Begins and renews sessions. */
@Injectable()
export class BeginSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly renewal: Renewal,
    private readonly tokens: AccessTokens,
    private readonly mailboxes: MailboxDigest,
    private readonly describe: DescribeAccount,
  ) {}

  async execute(manager: EntityManager, account: Account, device: Device): Promise<SignedIn> {
    const maxDays = account.role === 'guest' ? GUEST_SESSION_DAYS : undefined;
    const session = await this.sessions.begin(manager, account.id, device, maxDays);
    return this.tell(manager, account, session);
  }

  /** @returns undefined where the token is not good (any more) */
  async renew(
    manager: EntityManager,
    refreshToken: string,
    device: Device,
  ): Promise<SignedIn | undefined> {
    const renewed = await this.renewal.renew(refreshToken, device);
    return renewed && this.tell(manager, renewed.account, renewed);
  }

  private async tell(
    manager: EntityManager,
    account: Account,
    session: BegunSession,
  ): Promise<SignedIn> {
    const { accessToken, expiresAt } = await this.tokens.sign({
      userId: account.id,
      role: account.role,
      sessionId: session.sessionId,
      mailbox: this.mailboxes.of(account),
    });
    const user = await this.describe.execute(manager, account);
    return { answer: { accessToken, expiresAt: expiresAt.toISOString(), user }, session };
  }
}

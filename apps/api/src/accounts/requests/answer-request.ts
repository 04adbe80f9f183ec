import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Transactions } from '../../database/in-transaction.js';
import { Jobs } from '../../jobs/jobs.js';
import type { Mail } from '../../mail/mail.js';
import { Mails } from '../../mail/mails.js';
import { isOpen, type Account } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { Links } from '../links.js';
import { OneTimeTokens } from '../tokens/one-time-tokens.js';

/**
 * Mails that one address is sent within an hour. Whoever mistypes and asks again needs two or three;
 * without a bound, anybody could fill anybody's mailbox.
 */
const MAILS_AN_HOUR_MAX = 5;

interface RequestRow {
  id: string;
  kind: 'register' | 'resend_verification' | 'reset_password';
  email: string;
  email_key: string;
  name: string | null;
  password_hash: string | null;
}

/** Answers a request by the mail that its address should get, if any. */
@Injectable()
export class AnswerRequest implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: UserAccounts,
    private readonly tokens: OneTimeTokens,
    private readonly mails: Mails,
    private readonly links: Links,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('answer-account-request', ({ requestId }) => this.execute(requestId));
  }

  async execute(requestId: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const request = await lock(manager, requestId);
      // Answered by another process, which was believed to be dead.
      if (!request) return;
      if (await mayBeMailed(manager, request)) {
        const mail = await this.answer(manager, request);
        if (mail) await this.mails.enqueue(manager, mail);
      }
      await manager.query(
        `UPDATE account_requests SET answered_at = now(), name = NULL, password_hash = NULL
         WHERE id = $1`,
        [request.id],
      );
    });
  }

  private async answer(manager: EntityManager, request: RequestRow): Promise<Mail | undefined> {
    const account = await this.accounts.findByEmail(manager, request.email);
    switch (request.kind) {
      case 'register':
        return account
          ? this.alreadyRegistered(account)
          : this.verify(manager, {
              name: request.name ?? '',
              email: request.email,
              emailKey: request.email_key,
              passwordHash: request.password_hash ?? '',
            });
      case 'resend_verification': {
        const pending = await this.tokens.pendingRegistration(manager, request.email_key);
        return pending && !account ? this.verify(manager, pending) : undefined;
      }
      case 'reset_password':
        return account && isOpen(account) ? this.reset(manager, account) : undefined;
    }
  }

  private async verify(
    manager: EntityManager,
    registration: Parameters<OneTimeTokens['issueFor']>[1],
  ): Promise<Mail> {
    const token = await this.tokens.issueFor(manager, registration);
    return {
      template: 'verify-email',
      // No name: whoever registered has not proved that the address is theirs.
      to: { address: registration.email, name: '' },
      data: { link: this.links.verifyEmail(token) },
    };
  }

  private alreadyRegistered({ name, email }: Account): Mail {
    return {
      template: 'already-registered',
      to: { address: email ?? '', name },
      data: { name, signInLink: this.links.signIn, resetLink: this.links.forgotPassword },
    };
  }

  private async reset(manager: EntityManager, { id, name, email }: Account): Promise<Mail> {
    const { token } = await this.tokens.issue(manager, 'reset_password', id);
    return {
      template: 'reset-password',
      to: { address: email ?? '', name },
      data: { name, link: this.links.resetPassword(token) },
    };
  }
}

async function lock(manager: EntityManager, requestId: string): Promise<RequestRow | undefined> {
  const [request] = await manager.query<RequestRow[]>(
    `SELECT id, kind, email, email_key, name, password_hash FROM account_requests
     WHERE id = $1 AND answered_at IS NULL FOR UPDATE`,
    [requestId],
  );
  return request;
}

async function mayBeMailed(
  manager: EntityManager,
  { id, email_key }: RequestRow,
): Promise<boolean> {
  const [lately] = await manager.query<{ mails: number }[]>(
    `SELECT count(*)::integer AS mails FROM account_requests
     WHERE email_key = $1 AND id < $2 AND created_at > now() - interval '1 hour'`,
    [email_key, id],
  );
  return (lately?.mails ?? 0) < MAILS_AN_HOUR_MAX;
}

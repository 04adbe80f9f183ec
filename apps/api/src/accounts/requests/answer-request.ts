import type { Language } from '@boxoffice/contracts/formats';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newSecret, type Secret } from '../../auth/sessions/secrets.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import type { Mail } from '../../platform/mail/mail.js';
import { Mails } from '../../platform/mail/mails.js';
import { isOpen, type Account } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { Links } from '../links.js';
import { OneTimeTokens, type Registration } from '../tokens/one-time-tokens.js';

interface RequestRow {
  id: string;
  kind: 'register' | 'resend_verification' | 'reset_password';
  email: string;
  email_key: string;
  name: string | null;
  password_hash: string | null;
  password_tag: number | null;
  language: Language | null;
}

/**
 * Answers a request with the mail that its address should get, if any. A mail over the address's budget is
 * dropped; links that were sent before still work.
 */
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
      // Answered by another process that was believed dead.
      if (!request) return;
      await this.answer(manager, request);
      await manager.query(
        `UPDATE account_requests SET answered_at = now(), name = NULL, password_hash = NULL, password_tag = NULL
         WHERE id = $1`,
        [request.id],
      );
    });
  }

  private async answer(manager: EntityManager, request: RequestRow): Promise<void> {
    const account = await this.accounts.findByEmail(manager, request.email);
    switch (request.kind) {
      case 'register':
        await (account
          ? this.mails.enqueue(manager, this.alreadyRegistered(account, request))
          : this.register(manager, request, {
              name: request.name ?? '',
              email: request.email,
              emailKey: request.email_key,
              passwordHash: request.password_hash ?? '',
              passwordTag: request.password_tag,
              language: request.language,
            }));
        return;
      case 'resend_verification':
        if (!account) await this.resend(manager, request);
        return;
      case 'reset_password':
        if (account && isOpen(account)) await this.reset(manager, account, request);
    }
  }

  /** The registration is stored even if its mail is dropped: any earlier link to the address completes it. */
  private async register(
    manager: EntityManager,
    request: RequestRow,
    registration: Registration,
  ): Promise<void> {
    const secret = newSecret();
    await this.mails.enqueue(manager, this.verification(request, secret));
    await this.tokens.issueFor(manager, registration, secret);
  }

  private async resend(manager: EntityManager, request: RequestRow): Promise<void> {
    const pending = await this.tokens.pendingRegistration(manager, request.email_key);
    if (!pending) return;
    const secret = newSecret();
    // In the language of whoever registered: anyone may have asked for the link again.
    const mail = this.verification(pending, secret);
    const [sent] = await this.mails.enqueue(manager, mail);
    if (sent) await this.tokens.issueFor(manager, pending, secret);
  }

  private verification(
    { email, language }: Pick<Registration, 'email' | 'language'>,
    { text }: Secret,
  ): Mail {
    return {
      template: 'verify-email',
      // No name: the address isn't proved, so the name would be a stranger's words.
      to: { address: email, name: '', isProved: false, language },
      data: { link: this.links.verifyEmail(text) },
    };
  }

  private alreadyRegistered({ name, email, language }: Account, request: RequestRow): Mail {
    return {
      template: 'already-registered',
      to: { address: email ?? '', name, isProved: true, language: language ?? request.language },
      data: { name, signInLink: this.links.signIn, resetLink: this.links.forgotPassword },
    };
  }

  private async reset(
    manager: EntityManager,
    { id, name, email, language }: Account,
    request: RequestRow,
  ): Promise<void> {
    const secret = newSecret();
    const [sent] = await this.mails.enqueue(manager, {
      template: 'reset-password',
      to: { address: email ?? '', name, isProved: true, language: language ?? request.language },
      data: { name, link: this.links.resetPassword(secret.text) },
    });
    if (sent) await this.tokens.issue(manager, 'reset_password', id, secret);
  }
}

async function lock(manager: EntityManager, requestId: string): Promise<RequestRow | undefined> {
  const [request] = await manager.query<RequestRow[]>(
    `SELECT id, kind, email, email_key, name, password_hash, password_tag, language
     FROM account_requests
     WHERE id = $1 AND answered_at IS NULL FOR UPDATE`,
    [requestId],
  );
  return request;
}

import { addressKey } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/in-transaction.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { Jobs } from '../../platform/jobs/jobs.js';

/** What can be requested with only an address; the answer is in this language. */
export type AccountRequest = { language: Language } & (
  | { kind: 'register'; email: string; name: string; passwordHash: string; passwordTag: number }
  | { kind: 'resend_verification'; email: string }
  | { kind: 'reset_password'; email: string }
);

/**
 * Records a request that is answered by a mail.
 *
 * It doesn't look whether the address has an account: the HTTP answer and its timing are the same for every
 * address. A job does what depends on it, after the answer.
 */
@Injectable()
export class AccountRequests {
  constructor(
    private readonly transactions: Transactions,
    private readonly ids: Ids,
    private readonly jobs: Jobs,
  ) {}

  async takeDown(request: AccountRequest): Promise<void> {
    const { kind, email, language } = request;
    const { name, passwordHash, passwordTag } = request.kind === 'register' ? request : NOBODY;
    const requestId = this.ids.next();
    await this.transactions.run(async (manager) => {
      await manager.query(
        `INSERT INTO account_requests (id, kind, email, email_key, name, password_hash, password_tag,
           language)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [requestId, kind, email, addressKey(email), name, passwordHash, passwordTag, language],
      );
      await this.jobs.enqueue(manager, 'answer-account-request', { requestId });
    });
  }
}

const NOBODY = { name: null, passwordHash: null, passwordTag: null };

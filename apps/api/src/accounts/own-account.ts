import { ProblemCode, type AccountDto, type SessionDto } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Sessions } from '../auth/sessions/sessions.js';
import type { IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../platform/idempotency/idempotent-transaction.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { UserAccounts } from '../users/user-accounts.js';
import { DescribeAccount } from './describe-account.js';

/** What users can see and change in their own account without re-authenticating. */
@Injectable()
export class OwnAccount {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: UserAccounts,
    private readonly sessionsOfAll: Sessions,
    private readonly describe: DescribeAccount,
    private readonly idempotent: IdempotentTransaction,
  ) {}

  async show(userId: string): Promise<AccountDto> {
    return this.read(this.dataSource.manager, userId);
  }

  async changeName(userId: string, name: string, keyed?: IdempotencyContext): Promise<AccountDto> {
    return this.idempotent.run(keyed, async (manager) => {
      await this.accounts.change(manager, userId, { name });
      return { answer: await this.read(manager, userId) };
    });
  }

  async changeLanguage(
    userId: string,
    language: Language,
    keyed?: IdempotencyContext,
  ): Promise<AccountDto> {
    return this.idempotent.run(keyed, async (manager) => {
      await this.accounts.change(manager, userId, { language });
      return { answer: await this.read(manager, userId) };
    });
  }

  async sessions(userId: string, current: string | null): Promise<SessionDto[]> {
    return this.sessionsOfAll.list(userId, current);
  }

  /** @throws DomainError SESSION_NOT_FOUND, also for a session of somebody else */
  async endSession(userId: string, sessionId: string, keyed?: IdempotencyContext): Promise<void> {
    await this.idempotent.run(keyed, async (manager) => {
      if (!(await this.sessionsOfAll.end(manager, userId, sessionId, 'ended_by_user'))) {
        throw new DomainError(
          ProblemCode.SessionNotFound,
          'There is no such session, or it has already ended.',
        );
      }
      return { answer: null };
    });
  }

  async endAllSessions(userId: string, keyed?: IdempotencyContext): Promise<void> {
    await this.idempotent.run(keyed, async (manager) => {
      await this.sessionsOfAll.endAll(manager, userId, 'signed_out');
      return { answer: null };
    });
  }

  private async read(manager: EntityManager, userId: string): Promise<AccountDto> {
    const account = await this.accounts.find(manager, userId);
    if (!account) {
      throw new DomainError(ProblemCode.Unauthenticated, 'This account is not there any more.');
    }
    return this.describe.execute(manager, account);
  }
}

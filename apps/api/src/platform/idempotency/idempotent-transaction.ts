import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Outcome } from '../batching/batch-queue.js';
import { Transactions } from '../database/in-transaction.js';
import { DomainError } from '../problems/domain-error.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import type { IdempotencyContext } from './idempotency-context.js';

/** The result of a unit of work. */
export interface Done<T> {
  answer: T;
  /** What is stored for a repeated request, if it isn't the whole answer. */
  kept?: unknown;
  /** Called after the commit; not for a replayed answer. */
  committed?: () => void;
}

/** Runs a request in a transaction; with an idempotency key, repeating it has no further effect. */
@Injectable()
export class IdempotentTransaction {
  constructor(
    private readonly transactions: Transactions,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * @param request its idempotency key, if it has one
   * @param work runs in the transaction; may be retried from the start
   * @returns the answer of the work, or that of the first request with the key
   * @throws what the work threw, or the problem of the first request with the key
   */
  async run<T>(
    request: IdempotencyContext | undefined,
    work: (manager: EntityManager) => Promise<Done<T>>,
  ): Promise<T> {
    const done = await this.transactions.run(async (manager): Promise<Outcome<Done<T>>> => {
      if (!request) return { answer: await work(manager) };
      const before = (await this.keys.take(manager, [request])).get(request);
      if (before) return 'answer' in before ? { answer: { answer: before.answer as T } } : before;
      return this.runKeyed(manager, request, work);
    });
    if ('error' in done) throw done.error;
    done.answer.committed?.();
    return done.answer.answer;
  }

  /** A problem is an answer, too: the work is rolled back and the problem is stored. */
  private async runKeyed<T>(
    manager: EntityManager,
    request: IdempotencyContext,
    work: (manager: EntityManager) => Promise<Done<T>>,
  ): Promise<Outcome<Done<T>>> {
    await manager.query('SAVEPOINT work');
    try {
      const done = await work(manager);
      await this.keys.store(manager, [[request, { answer: done.kept ?? done.answer }]]);
      return { answer: done };
    } catch (error) {
      if (!(error instanceof DomainError) || error.isTransient) throw error;
      await manager.query('ROLLBACK TO SAVEPOINT work');
      await this.keys.store(manager, [[request, { error }]]);
      return { error };
    }
  }
}

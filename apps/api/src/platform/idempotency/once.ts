import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Outcome } from '../batching/batch-queue.js';
import { Transactions } from '../database/in-transaction.js';
import { DomainError } from '../problems/domain-error.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import type { KeyedRequest } from './keyed-request.js';

/** What a unit of work did. */
export interface Done<T> {
  answer: T;
  /** What is kept of it for a key, where that is not all of it: whoever repeats the request gets this. */
  kept?: unknown;
  /** What this process does once the work is committed; not done where the answer is an old one. */
  committed?: () => void;
}

/** Carries out a request in a transaction; where it names a key, once for all times it is sent. */
@Injectable()
export class Once {
  constructor(
    private readonly transactions: Transactions,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * @param request what was asked, where it named a key
   * @param work carried out in the transaction; may be run again from the start
   * @returns the answer of the work, or that of the first request with the key
   * @throws what the work threw, or the problem of the first request with the key
   */
  async run<T>(
    request: KeyedRequest | undefined,
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

  /** A problem is an answer too: what the work did until then is undone, and the problem kept. */
  private async runKeyed<T>(
    manager: EntityManager,
    request: KeyedRequest,
    work: (manager: EntityManager) => Promise<Done<T>>,
  ): Promise<Outcome<Done<T>>> {
    await manager.query('SAVEPOINT work');
    try {
      const done = await work(manager);
      await this.keys.store(manager, [[request, { answer: done.kept ?? done.answer }]]);
      return { answer: done };
    } catch (error) {
      if (!(error instanceof DomainError) || error.isPassing) throw error;
      await manager.query('ROLLBACK TO SAVEPOINT work');
      await this.keys.store(manager, [[request, { error }]]);
      return { error };
    }
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { sqlState } from './database-errors.js';
import { PipelinedStatements } from './pipelined-statements.js';

/**
 * SQLSTATEs of transactions that lost against others and would succeed if run again, with the wait before the first
 * retry in milliseconds. Everything else is thrown to the caller.
 */
const RETRIED = new Map<string, number>([
  // deadlock_detected: our own locks are taken in one order, so another program is involved. The
  // winner needs a moment to finish.
  ['40P01', 20],
  // serialization_failure
  ['40001', 5],
]);

/** The wait doubles each time: a caller waits 0.3 s at most before the error is thrown. */
const LARGEST_NUMBER_OF_RETRIES = 4;

/** The work of one transaction. */
export type UnitOfWork<T> = (manager: EntityManager, pipelined: PipelinedStatements) => Promise<T>;

/**
 * The only place where transactions begin and end.
 *
 * A unit of work uses the transaction's manager for every statement: another connection may never come free in the
 * pool while this transaction holds one. It makes no network calls, because its locks are held as long as it runs.
 * And it changes nothing outside of the database, because it may be run again from the start.
 */
@Injectable()
export class Transactions {
  private readonly logger = new Logger('Transactions');

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs a unit of work in a transaction: committed when it returns, rolled back when it throws.
   *
   * @param work run again as a whole after a deadlock or a serialization failure. Pipelined statements that it adds
   * are sent before the commit
   * @returns what the unit returned
   * @throws what the unit threw
   */
  async run<T>(work: UnitOfWork<T>): Promise<T> {
    for (let retries = 0; ; retries += 1) {
      try {
        return await this.runOnce(work);
      } catch (error) {
        const waitMs = RETRIED.get(sqlState(error) ?? '');
        if (waitMs === undefined || retries === LARGEST_NUMBER_OF_RETRIES) throw error;
        this.logger.warn(`Transaction run again after ${String(sqlState(error))}`);
        await backOff(waitMs * 2 ** retries);
      }
    }
  }

  private async runOnce<T>(work: UnitOfWork<T>): Promise<T> {
    const queryRunner = this.dataSource.createQueryRunner();
    const pipelined = new PipelinedStatements();
    try {
      await queryRunner.connect();
      await queryRunner.startTransaction();
      const result = await work(queryRunner.manager, pipelined);
      await queryRunner.commitTransaction();
      await pipelined.done();
      return result;
    } catch (error) {
      // If the connection broke, there's nothing to roll back, and the first error says why.
      if (queryRunner.isTransactionActive) {
        await queryRunner.rollbackTransaction().catch(() => undefined);
      }
      await pipelined.done();
      throw error;
    } finally {
      await queryRunner.release();
    }
  }
}

/**
 * Waits a random time, so that transactions that collided don't collide again in step.
 *
 * @param aroundMs mean of the wait, in milliseconds
 */
export async function backOff(aroundMs: number): Promise<void> {
  const waitMs = aroundMs * (0.5 + Math.random());
  await new Promise((resolve) => setTimeout(resolve, waitMs));
}

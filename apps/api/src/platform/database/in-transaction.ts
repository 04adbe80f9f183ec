import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { sqlState } from './database-errors.js';
import { PipelinedStatements } from './pipelined-statements.js';

/**
 * What PostgreSQL says when a transaction lost against others and would succeed if run again, with
 * the wait before the first retry in milliseconds. Everything else is thrown to the caller.
 */
const RETRIED = new Map<string, number>([
  // deadlock_detected: our locks have one order, so this is another program's doing; the winner
  // needs a moment to finish.
  ['40P01', 20],
  // serialization_failure
  ['40001', 5],
]);

/** With the wait doubling each time, a caller waits 0.3 s at the most before the error is shown. */
const LARGEST_NUMBER_OF_RETRIES = 4;

/** What is to be done in one transaction. */
export type UnitOfWork<T> = (manager: EntityManager, pipelined: PipelinedStatements) => Promise<T>;

/**
 * The one place where a transaction begins and ends.
 *
 * A unit of work gets the transaction's manager and must use it for every statement: a statement on
 * another connection would wait in the pool for one that may never come free while this transaction
 * holds its own. It makes no call to a provider, a mail server or anything else over the network,
 * because its locks are held as long as it runs; and it can be run again from the start, so it
 * changes nothing outside the database.
 */
@Injectable()
export class Transactions {
  private readonly logger = new Logger('Transactions');

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs a unit of work in a transaction: committed when it returns, rolled back when it throws.
   *
   * @param work the unit; run again as a whole after a deadlock or a serialization failure. What it adds to
   * the statements that are not waited for is sent before the commit
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
      // Where the connection broke there is nothing to roll back, and the first error says why.
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
 * Waits a random time around the given one, so that transactions that collided once do not collide
 * again in step.
 *
 * @param aroundMs mean of the wait, in milliseconds
 */
export async function backOff(aroundMs: number): Promise<void> {
  const waitMs = aroundMs * (0.5 + Math.random());
  await new Promise((resolve) => setTimeout(resolve, waitMs));
}

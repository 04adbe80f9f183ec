import type { QueryRunner } from 'typeorm';
import type { ExportConnections } from './export-connections.js';

/** A batch is formatted in milliseconds, so that whoever buys at that moment doesn't notice. */
const BATCH_ROWS = 500;

/**
 * Longest pause of whoever downloads, in milliseconds: the database then ends the transaction. An old snapshot keeps it
 * from cleaning up after the sale.
 */
export const PAUSE_MAX_MS = 60_000;

/** Reads the rows of a query in batches, all of them as they were at one moment. */
export class SnapshotCursor<Row> {
  private isClosed = false;

  private constructor(private readonly runner: QueryRunner) {}

  static async open<Row>(
    connections: ExportConnections,
    sql: string,
    parameters: readonly unknown[],
    timeZone: string,
  ): Promise<SnapshotCursor<Row>> {
    const runner = await connections.connect();
    const cursor = new SnapshotCursor<Row>(runner);
    try {
      await runner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await runner.query(
        `SELECT set_config('timezone', $1, true),
           set_config('idle_in_transaction_session_timeout', $2, true)`,
        [timeZone, String(PAUSE_MAX_MS)],
      );
      await runner.query(`DECLARE exported NO SCROLL CURSOR FOR ${sql}`, [...parameters]);
      return cursor;
    } catch (error) {
      await cursor.close();
      throw error;
    }
  }

  async *batches(): AsyncGenerator<Row[]> {
    for (;;) {
      const rows = (await this.runner.query(`FETCH ${BATCH_ROWS} FROM exported`)) as Row[];
      if (rows.length === 0) return;
      yield rows;
    }
  }

  /** Gives the connection back. Once is enough. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    // A connection that broke has nothing to roll back.
    await this.runner.query('ROLLBACK').catch(() => undefined);
    await this.runner.release();
  }
}

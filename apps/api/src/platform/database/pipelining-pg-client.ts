import type pg from 'pg';
import { DatabaseClient } from './database-client.js';

/** Names of prepared statements, by their text. */
const names = new Map<string, string>();

/**
 * Marks a statement to be prepared: each connection has it parsed and planned once. For the statements of a
 * reservation, that takes as long as executing them for ten buyers.
 *
 * @param sql always the same text, because every connection keeps each one. What differs from call to call goes into
 * parameters
 * @returns the same text, for use in a query
 */
export function prepared(sql: string): string {
  if (!names.has(sql)) names.set(sql, `boxoffice_${names.size + 1}`);
  return sql;
}

/** How TypeORM calls a connection: with a text and parameters. */
type Send = (statement: unknown, ...rest: unknown[]) => Promise<unknown>;

/** PostgreSQL's answer to the begin of a transaction. */
const BEGUN = { command: 'START', rowCount: null, rows: [] };

/**
 * A connection that waits only for answers that are needed. Each wait costs a round trip and, in a busy process, a
 * turn of the event loop.
 *
 * - Statements sent in the same tick travel in one write and are executed in order (`pipeline`). Once one fails,
 *   PostgreSQL refuses the following ones of the same transaction.
 * - The begin of a transaction isn't awaited. It fails only with its connection, and then the next statement fails too.
 * - {@link prepared} statements are parsed once per connection.
 */
export class PipeliningPgClient extends DatabaseClient {
  private collecting = false;

  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true });
    const send: Send = this.query.bind(this);
    const query: Send = (statement, ...rest) => {
      this.collect();
      if (statement === 'START TRANSACTION') {
        send(statement).catch(() => undefined);
        return Promise.resolve(BEGUN);
      }
      const name = typeof statement === 'string' ? names.get(statement) : undefined;
      return name === undefined
        ? send(statement, ...rest)
        : send({ name, text: statement, values: rest[0] });
    };
    Object.assign(this, { query });
  }

  /** Holds writes back until the end of this tick. */
  private collect(): void {
    if (this.collecting) return;
    this.collecting = true;
    const { stream } = this.wire;
    stream.cork();
    process.nextTick(() => {
      this.collecting = false;
      stream.uncork();
    });
  }
}

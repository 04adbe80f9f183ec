import type pg from 'pg';
import { DatabaseClient } from './database-client.js';

/** Names of the statements that are prepared, by their text. */
const names = new Map<string, string>();

/**
 * Marks a statement that is carried out again and again: each connection has PostgreSQL parse it once.
 * Parsing and planning the statements of a reservation takes as long as carrying them out for ten
 * buyers.
 *
 * @param sql a text that is always the same; what differs from call to call goes into its parameters,
 * because every connection keeps each text
 * @returns the same text, to be given to a query as any other
 */
export function prepared(sql: string): string {
  if (!names.has(sql)) names.set(sql, `boxoffice_${names.size + 1}`);
  return sql;
}

/** How TypeORM calls a connection: with a text and its parameters. */
type Send = (statement: unknown, ...rest: unknown[]) => Promise<unknown>;

/** What PostgreSQL would answer to the begin of a transaction. */
const BEGUN = { command: 'START', rowCount: null, rows: [] };

/**
 * A connection that waits for answers only where somebody needs them. Each wait costs a round trip,
 * and, in a busy process, a turn of its event loop.
 *
 * - Statements that are sent at the same moment travel together, in one write, and are carried out in
 *   the order in which they were sent (`pipeline`). After one that failed, PostgreSQL refuses those behind
 *   it in the same transaction.
 * - A transaction's begin is sent and not waited for. It can fail only with its connection, and then the
 *   statement behind it fails too.
 * - Statements that are {@link prepared} are parsed once.
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

  /** Keeps what is written until nobody has anything to add at this moment. */
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

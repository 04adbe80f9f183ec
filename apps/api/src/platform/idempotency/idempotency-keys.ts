import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Outcome } from '../batching/batch-queue.js';
import { prepared } from '../database/pipelining-pg-client.js';
import { sqlState } from '../database/database-errors.js';
import { DomainError, type ProblemFacts } from '../problems/domain-error.js';
import { markReplay, type IdempotencyContext } from './idempotency-context.js';

/** Most keys that one sweep removes: it stays within milliseconds, and the next goes on. */
export const SWEPT_AT_ONCE = 5_000;

/** What is stored of an outcome: the answer, or the problem's parts. */
type Stored =
  { answer: unknown } | { problem: { code: ProblemCode; detail: string; facts: ProblemFacts } };

/** SQLSTATE of `require_all_keys`: a key that was to be new was taken before. */
const KEY_TAKEN = 'TK002';

/** Whether a statement of {@link keepAnswersSql} failed because a request had been answered before. */
export function isKeyTaken(error: unknown): boolean {
  return sqlState(error) === KEY_TAKEN;
}

/**
 * @param answers a query of `caller, key, fingerprint` and the answer
 * @returns the text of a statement that takes the keys, in one order for all transactions, and keeps the
 * answers with them; it returns a row for each key that was new
 */
export function keepAnswersSql(answers: string): string {
  return `
    INSERT INTO idempotency_keys (caller, key, fingerprint, outcome)
    SELECT caller, key, fingerprint, jsonb_build_object('answer', answer)
    FROM (${answers}) AS said (caller, key, fingerprint, answer)
    ORDER BY (caller || ' ' || key) COLLATE "C"
    ON CONFLICT DO NOTHING
    RETURNING 1`;
}

/** In one order for all transactions. */
const LOCK_SQL = prepared(`
  SELECT pg_advisory_xact_lock(named.lock) FROM (
    SELECT DISTINCT hashtextextended('key ' || caller || ' ' || key, 0) AS lock
    FROM unnest($1::text[], $2::text[]) AS asked (caller, key)
    ORDER BY lock
  ) AS named`);

/**
 * Locks keys until the transaction ends, whether they are taken or not. A statement that is sent after it sees who
 * took one of them at the same moment, instead of failing for it: each failure is a line in the server's log.
 */
export function lockKeys(manager: EntityManager, requests: IdempotencyContext[]): Promise<unknown> {
  return manager.query(LOCK_SQL, [
    requests.map(({ caller }) => caller),
    requests.map(({ key }) => key),
  ]);
}

interface StoredRow {
  caller: string;
  key: string;
  fingerprint: string;
  outcome: Stored | null;
  /** The database's time. */
  now: Date;
}

/**
 * Keeps the first answer to each request that names a key.
 *
 * The key's row is the first thing that the request's transaction writes, and the answer the last; or both
 * are written at once, by the statement that carries the request out. So of two requests with one key, sent at once to any processes, the second waits at the first's row and
 * then finds its answer; and a crash leaves either both the effect and the answer, or neither.
 */
@Injectable()
export class IdempotencyKeys {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Takes the keys of some requests, each key once, in one order for all transactions.
   *
   * @returns the outcome of each request that was answered before; those that are missing are this
   * transaction's to carry out, and to {@link store}
   */
  async take(
    manager: EntityManager,
    requests: IdempotencyContext[],
  ): Promise<Map<IdempotencyContext, Outcome<unknown>>> {
    const inOrder = [...requests].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    // Sent together. Whoever takes keys in another way has looked whether they are new, and counts on it.
    const locked = lockKeys(manager, requests);
    const inserting = manager.query<{ caller: string; key: string }[]>(
      `INSERT INTO idempotency_keys (caller, key, fingerprint)
       SELECT caller, key, fingerprint
       FROM unnest($1::text[], $2::text[], $3::text[]) AS asked (caller, key, fingerprint)
       ON CONFLICT DO NOTHING
       RETURNING caller, key`,
      [
        inOrder.map(({ caller }) => caller),
        inOrder.map(({ key }) => key),
        inOrder.map(({ fingerprint }) => fingerprint),
      ],
    );
    const [inserted] = await Promise.all([inserting, locked]);
    const fresh = new Set(inserted.map(nameOf));
    const known = inOrder.filter((request) => !fresh.has(nameOf(request)));
    return known.length === 0 ? new Map() : this.outcomesOf(manager, known);
  }

  /** The outcomes of those requests whose keys are taken; it takes none. */
  async answersOf(
    manager: EntityManager,
    requests: IdempotencyContext[],
  ): Promise<Map<IdempotencyContext, Outcome<unknown>>> {
    if (requests.length === 0) return new Map();
    const rows = await this.rowsOf(manager, requests);
    return new Map(
      requests.flatMap((request): [IdempotencyContext, Outcome<unknown>][] => {
        const row = rows.get(nameOf(request));
        return row ? [[request, outcomeFor(request, row)]] : [];
      }),
    );
  }

  /**
   * Takes the keys of some requests and keeps their outcomes with them, each key once.
   *
   * @returns those whose keys were new; nothing was kept of the others
   */
  async keepNew(
    manager: EntityManager,
    outcomes: [IdempotencyContext, Outcome<unknown>][],
  ): Promise<Set<IdempotencyContext>> {
    if (outcomes.length === 0) return new Set();
    const inOrder = outcomes.toSorted(([a], [b]) => (nameOf(a) < nameOf(b) ? -1 : 1));
    const locked = lockKeys(
      manager,
      inOrder.map(([request]) => request),
    );
    const inserting = manager.query<{ caller: string; key: string; fingerprint: string }[]>(
      `INSERT INTO idempotency_keys (caller, key, fingerprint, outcome)
       SELECT caller, key, fingerprint, outcome
       FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[]) AS said (caller, key, fingerprint, outcome)
       ON CONFLICT DO NOTHING
       RETURNING caller, key, fingerprint`,
      [
        inOrder.map(([{ caller }]) => caller),
        inOrder.map(([{ key }]) => key),
        inOrder.map(([{ fingerprint }]) => fingerprint),
        inOrder.map(([, outcome]) => JSON.stringify(pack(outcome))),
      ],
    );
    const [rows] = await Promise.all([inserting, locked]);
    const inserted = new Map(rows.map((row) => [nameOf(row), row.fingerprint]));
    return new Set(
      inOrder
        .map(([request]) => request)
        .filter((request) => inserted.get(nameOf(request)) === request.fingerprint),
    );
  }

  /** Writes the outcomes of requests whose keys this transaction has taken. */
  async store(
    manager: EntityManager,
    outcomes: [IdempotencyContext, Outcome<unknown>][],
  ): Promise<void> {
    if (outcomes.length === 0) return;
    await manager.query(
      `UPDATE idempotency_keys AS kept SET outcome = said.outcome
       FROM jsonb_to_recordset($1::jsonb) AS said (caller text, key text, outcome jsonb)
       WHERE kept.caller = said.caller AND kept.key = said.key`,
      [
        JSON.stringify(
          outcomes.map(([{ caller, key }, outcome]) => ({ caller, key, outcome: pack(outcome) })),
        ),
      ],
    );
  }

  /** Gives back keys of requests that were not carried out, so that they can be sent again. */
  async giveBack(manager: EntityManager, requests: IdempotencyContext[]): Promise<void> {
    if (requests.length === 0) return;
    await manager.query(
      `DELETE FROM idempotency_keys
       WHERE (caller, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      [requests.map(({ caller }) => caller), requests.map(({ key }) => key)],
    );
  }

  /** Whether a request with this key has been answered. */
  async isTaken({ caller, key }: IdempotencyContext): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'SELECT 1 FROM idempotency_keys WHERE caller = $1 AND key = $2',
      [caller, key],
    );
    return rows.length > 0;
  }

  /**
   * @param keptHours how long a key is kept
   * @returns how many keys were removed because their time was over
   */
  async sweep(keptHours: number): Promise<number> {
    const [, removed] = await this.dataSource.query<[unknown, number]>(
      `DELETE FROM idempotency_keys WHERE (caller, key) IN (
         SELECT caller, key FROM idempotency_keys
         WHERE created_at < now() - make_interval(hours => $1)
         ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
       )`,
      [keptHours, SWEPT_AT_ONCE],
    );
    return removed;
  }

  private async outcomesOf(
    manager: EntityManager,
    requests: IdempotencyContext[],
  ): Promise<Map<IdempotencyContext, Outcome<unknown>>> {
    const rows = await this.rowsOf(manager, requests);
    return new Map(
      requests.map((request) => [request, outcomeFor(request, rows.get(nameOf(request)))]),
    );
  }

  private async rowsOf(
    manager: EntityManager,
    requests: IdempotencyContext[],
  ): Promise<Map<string, StoredRow>> {
    // Locked, so that this transaction writes something: its commit then waits until a synchronous standby has
    // what is told here. The first request's own wait may have been ended.
    const rows = await manager.query<StoredRow[]>(
      `SELECT caller, key, fingerprint, outcome, clock_timestamp() AS now FROM idempotency_keys
       WHERE (caller, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))
       FOR SHARE`,
      [requests.map(({ caller }) => caller), requests.map(({ key }) => key)],
    );
    return new Map(rows.map((row) => [nameOf(row), row]));
  }
}

/** A caller's key in one word; the caller is an id, so the first blank ends it. */
export function nameOf({ caller, key }: { caller: string; key: string }): string {
  return `${caller} ${key}`;
}

function outcomeFor(request: IdempotencyContext, row: StoredRow | undefined): Outcome<unknown> {
  if (row && row.fingerprint !== request.fingerprint) {
    return {
      error: new DomainError(
        ProblemCode.IdempotencyKeyReused,
        'This Idempotency-Key was sent with another request before. Nothing was changed; use a new key.',
      ),
    };
  }
  // The row vanished between two statements: its time was over, or its request was given back.
  if (!row?.outcome) {
    return {
      error: new DomainError(
        ProblemCode.Busy,
        'The first request with this Idempotency-Key has just ended without an answer. Please send it again.',
        { retryAfterSeconds: 1 },
      ),
    };
  }
  markReplay(request);
  if ('answer' in row.outcome) return { answer: atTime(row.outcome.answer, row.now) };
  const { code, detail, facts } = row.outcome.problem;
  return { error: new DomainError(code, detail, facts) };
}

/** Buyers count down from the clock of an answer, so a kept one tells the time at which it is told again. */
function atTime(answer: unknown, now: Date): unknown {
  const tellsTime = typeof answer === 'object' && answer !== null && 'serverTime' in answer;
  return tellsTime ? { ...answer, serverTime: now.toISOString() } : answer;
}

/** @throws the error itself where it is no problem of the caller's: that is nothing to keep */
function pack(outcome: Outcome<unknown>): Stored {
  if ('answer' in outcome) return { answer: outcome.answer };
  const { error } = outcome;
  if (!(error instanceof DomainError)) throw error;
  const detail = keepable(error.message);
  return { problem: { code: error.code, detail, facts: error.facts } };
}

/** A sentence may repeat what the caller sent; `jsonb` takes neither NUL nor halves of surrogate pairs. */
function keepable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

import type { DataSource } from 'typeorm';
import type { Limit } from './limits.js';
import { notTaken, type NotTaken, type Quota, type Taken } from './quota.js';

const NOW_SQL = `floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;

/**
 * Parameters: the key, how many, how many there are, and for how many milliseconds. No row where there is not enough.
 *
 * Whoever waits for another one's row judges it as it is then: PostgreSQL looks at the condition of a conflict once
 * it has the lock.
 */
const TAKE_SQL = `
  INSERT INTO rate_limits AS counted (key, expire, taken_at)
  SELECT $1, at + $4::bigint, array_fill(at, ARRAY[$2::integer])
  FROM (SELECT ${NOW_SQL} AS at) AS clock
  WHERE $2 <= $3::integer
  ON CONFLICT (key) DO UPDATE SET
    expire = CASE WHEN ${isOver()} THEN excluded.expire ELSE counted.expire END,
    taken_at = CASE WHEN ${isOver()} THEN excluded.taken_at ELSE counted.taken_at || excluded.taken_at END
  WHERE ${isOver()} OR cardinality(counted.taken_at) + $2 <= $3
  RETURNING cardinality(taken_at) - $2 AS before,
    (taken_at[cardinality(taken_at)] - taken_at[1])::integer AS "sinceMs"`;

/** Whether the window of the row is over when others are to be added. */
function isOver(): string {
  return `(counted.taken_at = '{}' OR counted.expire <= excluded.taken_at[1])`;
}

const MS_LEFT_SQL = `SELECT (expire - ${NOW_SQL})::integer AS "msLeft" FROM rate_limits WHERE key = $1`;

/** Parameters: the key, how many, how many milliseconds ago they were taken, and how long a window is. */
const GIVE_BACK_SQL = `
  UPDATE rate_limits SET taken_at = ARRAY(
    SELECT at FROM (
      SELECT at FROM unnest(taken_at) AS at
      ORDER BY abs(at - (${NOW_SQL} - $3::bigint)) OFFSET $2::integer
    ) AS kept ORDER BY at)
  WHERE key = $1 AND ${NOW_SQL} - $3 >= expire - $4::bigint`;

/** Only where nobody has taken any in the meantime. */
const END_SQL = `DELETE FROM rate_limits WHERE key = $1 AND taken_at = '{}'`;

/** A database, or a transaction in it. */
export type Queries = Pick<DataSource, 'query'>;

/** A quota that several processes count together in the database, by its clock. */
export class DatabaseQuota implements Quota {
  private readonly windowMs: number;

  /** @param name tells it from other quotas in the table */
  constructor(
    private readonly name: string,
    readonly limit: Limit,
    private readonly database: Queries,
  ) {
    this.windowMs = limit.seconds * 1_000;
  }

  async take(key: string, count: number): Promise<Taken | NotTaken> {
    const [taken] = await this.database.query<{ before: number; sinceMs: number }[]>(TAKE_SQL, [
      this.keyOf(key),
      count,
      this.limit.requests,
      this.windowMs,
    ]);
    // Less than nothing where another took its own a moment later, and was there first.
    if (taken) return { before: taken.before, sinceSeconds: Math.max(0, taken.sinceMs / 1_000) };
    const [window] = await this.database.query<{ msLeft: number }[]>(MS_LEFT_SQL, [
      this.keyOf(key),
    ]);
    return notTaken(window?.msLeft ?? this.windowMs);
  }

  async giveBack(key: string, count: number, takenSecondsAgo = 0): Promise<void> {
    const takenMsAgo = Math.floor(takenSecondsAgo * 1_000);
    await this.database.query(GIVE_BACK_SQL, [this.keyOf(key), count, takenMsAgo, this.windowMs]);
    await this.database.query(END_SQL, [this.keyOf(key)]);
  }

  private keyOf(key: string): string {
    return `${this.name}:${key}`;
  }
}

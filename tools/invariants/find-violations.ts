import type pg from 'pg';
import { INVARIANTS } from './invariants.ts';

/** Rows listed per violated invariant. */
const NAMED_MAX = 5;

/**
 * Checks all invariants in one snapshot.
 *
 * @param client in a transaction that has not read anything yet
 * @returns a sentence for each violation; none where all is well
 */
export async function findViolations(client: pg.ClientBase): Promise<string[]> {
  await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  const found: string[] = [];
  for (const { holds, violations } of INVARIANTS) {
    const { rows } = await client.query<{ format: string }>(`${violations} LIMIT ${NAMED_MAX}`);
    found.push(...rows.map(({ format }) => `Not true that ${holds}: ${format}`));
  }
  return found;
}

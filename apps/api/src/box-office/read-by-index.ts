import type { EntityManager } from 'typeorm';

/**
 * Reads what an index of words finds. The planner doesn't know how few people a word finds, and would read everybody.
 *
 * @param manager of a transaction
 */
export async function readByIndex<Row>(
  manager: EntityManager,
  sql: string,
  parameters: unknown[],
): Promise<Row[]> {
  await manager.query('SET LOCAL enable_seqscan = off');
  const rows = await manager.query<Row[]>(sql, parameters);
  await manager.query('SET LOCAL enable_seqscan = on');
  return rows;
}

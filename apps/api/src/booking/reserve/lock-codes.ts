import type { EntityManager } from 'typeorm';
import { CODE_IS_VALID_SQL } from '../../events/codes/sale-codes.js';
import { prepared } from '../../platform/database/pipelining-pg-client.js';

const LOCK_SQL = prepared(`
  SELECT id FROM codes WHERE event_id = $1 AND id = ANY ($2::bigint[]) ORDER BY id FOR UPDATE`);

/**
 * Locks codes until the transaction ends, in the order of their ids, as all do who change how often they are used:
 * what is left of them is of use only where nobody takes it meanwhile. It takes effect for the statements that are sent
 * after it.
 */
export function lockCodes(
  manager: EntityManager,
  eventId: string,
  codeIds: readonly string[],
): Promise<unknown> {
  return manager.query(LOCK_SQL, [eventId, `{${codeIds.join(',')}}`]);
}

/** Whether each of some codes, which the transaction has locked, may be used once more. */
export async function codesAreLeft(
  manager: EntityManager,
  eventId: string,
  codeIds: readonly string[],
): Promise<boolean> {
  const rows = await manager.query<object[]>(
    `SELECT id FROM codes
     WHERE event_id = $1 AND id = ANY ($2::bigint[]) AND (max_uses IS NULL OR uses < max_uses)`,
    [eventId, `{${codeIds.join(',')}}`],
  );
  return rows.length === codeIds.length;
}

/**
 * That all codes of a batch still work and may be used so often, as a condition of a statement that is sent after
 * {@link lockCodes}.
 *
 * @param lists the text of a list: of each booking the list of its codes as a text, NULL where it has none
 * @param eventId the text of a parameter
 */
export function codesAreLeftSql(lists: string, eventId: string): string {
  return `NOT EXISTS (
        SELECT FROM (
          SELECT code_id, count(*) AS wanted
          FROM unnest(${lists}) AS list, unnest(list::bigint[]) AS code_id GROUP BY code_id
        ) AS asked
        WHERE (
          SELECT true FROM codes AS code
          WHERE code.event_id = ${eventId} AND code.id = asked.code_id AND ${CODE_IS_VALID_SQL}
            AND code.uses + asked.wanted <= coalesce(code.max_uses, code.uses + asked.wanted)
        ) IS NULL
      )`;
}

/** Of so many holds of an event, those that end soonest: as for tickets, a refusal is not worth reading more. */
const LOOKED_AT_MAX = 5_000;

/** When the first of those holds ends that use some codes, by the code's id. */
export async function firstUseEnds(
  manager: EntityManager,
  eventId: string,
  codeIds: readonly string[],
): Promise<Map<string, string>> {
  if (codeIds.length === 0) return new Map();
  const rows = await manager.query<{ id: string; ends: Date }[]>(
    `SELECT code_id AS id, min(hold_expires_at) AS ends FROM (
       SELECT hold_expires_at, code_ids FROM bookings
       WHERE event_id = $1 AND status = 'pending' AND hold_expires_at > now()
       ORDER BY hold_expires_at LIMIT $3
     ) AS soonest, unnest(code_ids) AS code_id
     WHERE code_id = ANY ($2::bigint[]) GROUP BY code_id`,
    [eventId, `{${codeIds.join(',')}}`, LOOKED_AT_MAX],
  );
  return new Map(rows.map(({ id, ends }) => [id, ends.toISOString()]));
}

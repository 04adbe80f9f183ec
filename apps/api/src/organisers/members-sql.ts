/**
 * Whether an organisation is one that a user works for; for the condition of a list, so that what is not theirs is
 * never read.
 *
 * @param organiserId the text of an expression: the organisation
 * @param userId the text of an expression: the user; null means an admin, who sees all (`Caller.onlyUser`)
 * @returns the text of a condition
 */
export function worksForSql(organiserId: string, userId: string): string {
  return `(${userId}::bigint IS NULL OR EXISTS (
    SELECT FROM organiser_members AS own
    WHERE own.organiser_id = ${organiserId} AND own.user_id = ${userId}::bigint))`;
}

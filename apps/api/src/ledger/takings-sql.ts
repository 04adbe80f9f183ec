/** The accounts in which an organiser's takings are: what they, the fees and the taxes are owed of it. */
const OWED = `account.kind IN ('payable', 'fees', 'taxes')`;

/**
 * What captures brought and what went back since, below zero. Owed money stands below zero in the ledger, and above it
 * here.
 */
const SUMS = `
  coalesce(-sum(posted.captured_minor), 0)::bigint AS paid_minor,
  coalesce(-sum(posted.followed_minor), 0)::bigint AS returned_minor,
  coalesce(-sum(posted.captured_minor + posted.followed_minor)
    FILTER (WHERE account.kind = 'fees'), 0)::bigint AS fees_minor,
  coalesce(-sum(posted.captured_minor + posted.followed_minor)
    FILTER (WHERE account.kind = 'taxes'), 0)::bigint AS tax_minor`;

/** From both parts of the ledger's balances: what was folded and what was posted since. */
function postedSql(where: string): string {
  const part = (table: string): string =>
    `SELECT posted_at, account_id, captured_minor, followed_minor FROM ${table} WHERE ${where}`;
  return `
    FROM (${part('ledger_levels')} UNION ALL ${part('ledger_changes')}) AS posted
    JOIN ledger_accounts AS account ON account.id = posted.account_id AND ${OWED}`;
}

/**
 * A query of the takings of the event `$1`, by day: `day, paid_minor, returned_minor, fees_minor, tax_minor`.
 *
 * @param timeZone the text of an expression
 */
export function takingsByDaySql(timeZone: string): string {
  return `
    SELECT to_char(posted.posted_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day, ${SUMS}
    ${postedSql('event_id = $1')}
    GROUP BY 1 ORDER BY 1`;
}

/**
 * A query of the takings of an event in a range of time, as one row of the same sums.
 *
 * @param event the text of an expression, like the bounds
 */
export function takingsOfEventSql(
  event: string,
  { since, until }: { since: string; until: string },
): string {
  return `SELECT ${SUMS} ${postedSql(
    `event_id = ${event} AND posted_at >= ${since} AND posted_at < ${until}`,
  )}`;
}

/**
 * Rows that one page looks through where few of them may be what is asked for: some ten milliseconds. The page then says
 * where to go on, instead of looking through an event of hundreds of thousands.
 */
export const LOOKED_THROUGH_MAX = 10_000;

/**
 * The last row that a page which looks through {@link LOOKED_THROUGH_MAX} may have looked at; none where it came to the
 * end.
 *
 * @param id the text of an expression: what the row is found by
 * @param rows the rest of a query of all that are left, from `FROM` to `ORDER BY`
 */
export function walkedToSql(id: string, rows: string): string {
  return `SELECT ${id} AS id ${rows} OFFSET ${LOOKED_THROUGH_MAX - 1} LIMIT 1`;
}

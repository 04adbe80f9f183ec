/**
 * Numbers as PostgreSQL writes a list of them, `{1,NULL,3}`, for a parameter of any such type. The driver takes each
 * element of a list for a text that may need quotes and escapes; in a batch of reservations that were a thousand.
 *
 * @param numbers digits alone: ids, amounts, counts; never a text of somebody's
 */
export function numbersText(numbers: readonly (string | number | null)[]): string {
  return `{${numbers.map((number) => number ?? 'NULL').join()}}`;
}

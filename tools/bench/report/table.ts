/** A table in Markdown, padded so that it reads as one in a terminal too, and as Prettier has it. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  /** So many columns from the left are text; the others are figures. */
  textColumns = 1,
): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(3, ...all.map((row) => row[column]?.length ?? 0)),
  );
  const isText = (column: number): boolean => column < textColumns;
  const line = (row: readonly string[]): string =>
    `| ${widths.map((size, column) => pad(row[column] ?? '', size, isText(column))).join(' | ')} |`;
  const rule = widths.map((size, column) =>
    isText(column) ? '-'.repeat(size) : `${'-'.repeat(size - 1)}:`,
  );
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

function pad(text: string, size: number, left: boolean): string {
  return left ? text.padEnd(size) : text.padStart(size);
}

/** A count or a rate: `12,345`. */
export function whole(value: number | undefined): string {
  return value === undefined || Number.isNaN(value)
    ? '–'
    : Math.round(value).toLocaleString('en-US');
}

/** With so many digits behind the point: `0.27`. */
export function decimal(value: number | undefined, digits: number): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);
}

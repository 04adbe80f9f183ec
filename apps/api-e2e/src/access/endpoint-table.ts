import { CALLERS, LETS_IN, type Endpoint } from './endpoints.ts';

const BEGIN = '<!-- endpoints: written by "npm run docs:endpoints" -->';
const END = '<!-- endpoints: end -->';

const HEADINGS = [
  'Endpoint',
  'Rule',
  'Lets in',
  'Session asked for',
  'Rate limit',
  '`Idempotency-Key`',
];

/** The endpoints as a table of Markdown, its columns as wide as Prettier makes them. */
export function endpointTable(endpoints: readonly Endpoint[]): string {
  const rows = [HEADINGS, ...endpoints.map(cellsOf)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}

function cellsOf(endpoint: Endpoint): string[] {
  const { method, path, rule, asksSession, rateLimit, takesIdempotencyKey } = endpoint;
  return [
    `\`${method} ${path}\``,
    `\`${rule}\``,
    letInBy(rule),
    asksSession ? 'yes' : '',
    `\`${rateLimit}\``,
    takesIdempotencyKey ? 'yes' : '',
  ];
}

function letInBy(rule: Endpoint['rule']): string {
  if (rule === 'door_device') return 'devices that were lent';
  return LETS_IN[rule] === CALLERS ? 'everybody' : LETS_IN[rule].join(', ').replaceAll('_', ' ');
}

/** The table of a document. */
export function tableIn(document: string): string {
  return document.slice(document.indexOf(BEGIN) + BEGIN.length, document.indexOf(END)).trim();
}

/** The document with another table in the place of its own. */
export function withTable(document: string, table: string): string {
  const [before, after] = [document.split(BEGIN)[0] ?? '', document.split(END)[1] ?? ''];
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}

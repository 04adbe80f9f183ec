import { prepared } from './pipelining-pg-client.js';

/** A parameter, `:name`; neither a cast (`::bigint`) nor a time format (`HH24:MI`). */
const PARAMETER = /(?<![:\w]):([a-z]\w*)/g;

/** A prepared statement whose parameters have names. */
export interface NamedStatement<Parameters extends object> {
  /** With `$1`, `$2`, …, as PostgreSQL takes it. */
  readonly text: string;
  /** The values, in the order of those numbers. */
  readonly valuesOf: (parameters: Parameters) => unknown[];
}

/**
 * Lets a long statement name its parameters: each `:name` becomes a `$n`, numbered by first appearance.
 *
 * @param sql always the same text, as for {@link prepared}
 */
export function namedStatement<Parameters extends object>(sql: string): NamedStatement<Parameters> {
  const names: string[] = [];
  const text = sql.replaceAll(PARAMETER, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return {
    text: prepared(text),
    valuesOf: (parameters) => {
      const values = parameters as Readonly<Record<string, unknown>>;
      return names.map((name) => {
        if (!(name in values)) throw new Error(`The statement's parameter :${name} has no value.`);
        return values[name];
      });
    },
  };
}

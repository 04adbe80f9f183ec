import { prepared } from './pipelining-pg-client.js';

/** A parameter as it stands in a text: `:name`, but neither a cast (`::bigint`) nor a time format (`HH24:MI`). */
const PARAMETER = /(?<![:\w]):([a-z]\w*)/g;

/** A statement that is written with names for its parameters, and prepared. */
export interface NamedStatement<Parameters extends object> {
  /** As PostgreSQL takes it, with `$1`, `$2`, … */
  readonly text: string;
  /** The values in the order of those numbers. */
  readonly valuesOf: (parameters: Parameters) => unknown[];
}

/**
 * Numbers the parameters of a statement, so that a long one can be read: each `:name` becomes the `$n` of its first
 * appearance.
 *
 * @param sql the text; always the same, as for {@link prepared}
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

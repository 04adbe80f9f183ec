import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** What all modules build on. It isn't a module, and knows none. */
export const PLATFORM = 'platform';

/** The module of a file: the folder below the API's source. Undefined for files outside and beside the folders. */
export function moduleOf(root, file) {
  const [first, ...rest] = relative(root, file).split(sep);
  return rest.length === 0 || first === '..' ? undefined : first;
}

/** The absolute path that a relative import names, or undefined for packages. */
export function targetOf(file, source) {
  return typeof source === 'string' && source.startsWith('.')
    ? resolve(dirname(file), source)
    : undefined;
}

/** The names in the `exports` of a module's module file. */
export function exportsOf(root, module) {
  const file = join(root, module, `${module}.module.ts`);
  if (!existsSync(file)) return new Set();
  const lists = readFileSync(file, 'utf8').matchAll(/\bexports:\s*\[([^\]]*)\]/g);
  return new Set([...lists].flatMap(([, list]) => list.match(/\w+/g) ?? []));
}

/** Calls `check(node, source)` for everything that imports: statements, re-exports and `import()`. */
export function forEachImport(check) {
  const visit = (node) => {
    if (node.source != null) check(node, node.source.value);
  };
  return {
    ImportDeclaration: visit,
    ImportExpression: visit,
    ExportNamedDeclaration: visit,
    ExportAllDeclaration: visit,
  };
}

/** The schema of a rule's options: the API's source folder, and what else the rule takes. */
export function optionsSchema(more = {}) {
  const properties = { modules: { type: 'string' }, ...more };
  return [{ type: 'object', properties, required: ['modules'], additionalProperties: false }];
}

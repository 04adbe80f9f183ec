import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the builds of the API and the web read. */
const INPUTS = [
  'apps/api',
  'apps/web',
  'libs/contracts',
  'libs/ticket-codes',
  'nx.json',
  'package-lock.json',
  'tsconfig.base.json',
];

/** One file per build. If another build has written it since, the stamp no longer matches. */
const OUTPUTS = [
  'libs/contracts/dist/index.js',
  'libs/ticket-codes/dist/index.js',
  'apps/api/dist/main.js',
  'apps/web/dist/browser/index.html',
];

const IGNORED_FOLDERS = new Set(['dist', 'node_modules', 'test-results', 'coverage']);
const GENERATED = 'libs/contracts/src/openapi-metadata.ts';

/** A hash of inputs and outputs; `undefined` if something has never been built. */
export function buildStamp(workspace: string): string | undefined {
  const hash = createHash('sha256');
  for (const output of OUTPUTS) {
    const file = join(workspace, output);
    if (!existsSync(file)) return undefined;
    hash.update(`${output}\0${statSync(file).mtimeMs}\0`);
  }
  for (const input of INPUTS) {
    for (const file of filesOf(workspace, input)) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(workspace, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(workspace: string, path: string): string[] {
  if (!statSync(join(workspace, path)).isDirectory()) return isInput(path) ? [path] : [];
  return readdirSync(join(workspace, path))
    .filter((name) => !IGNORED_FOLDERS.has(name))
    .sort()
    .flatMap((name) => filesOf(workspace, `${path}/${name}`));
}

function isInput(path: string): boolean {
  return !path.endsWith('.spec.ts') && path !== GENERATED;
}

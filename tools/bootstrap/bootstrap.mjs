// Runs before anything is installed, on whatever Node there is: plain JavaScript without
// dependencies. Its syntax, like that of the files it imports, stays readable for Node 12, which
// could not say what is wrong otherwise.
import childProcess from 'child_process';
import fs from 'fs';
import path from 'path';
import url from 'url';
import { install } from './install.mjs';
import { installedNode } from './node-version.mjs';
import { isAtLeast } from './version.mjs';

const workspace = path.resolve(path.dirname(url.fileURLToPath(import.meta.url)), '..', '..');

/** What `npm ci` itself needs; everything after it runs on the project's own Node. */
const INSTALLING_NODE = '20.19.0';
const PARENT_POLL_MS = 1000;

/**
 * Installs what is missing, then runs this program of `tools/` under the project's own Node.
 * @param {string} program
 */
export function bootstrap(program) {
  run(program).catch((error) => {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(reason + '\n');
    process.exitCode = 1;
  });
}

/** @param {string} program */
async function run(program) {
  if (!isAtLeast(process.versions.node, INSTALLING_NODE)) {
    throw new Error(
      'Boxoffice needs Node ' +
        INSTALLING_NODE +
        ' or newer, and this is ' +
        process.versions.node +
        ': install a newer one from https://nodejs.org.',
    );
  }
  await install(workspace);
  const node = installedNode(workspace);
  process.exitCode = await handOver(node, program);
}

/**
 * @param {string} node
 * @param {string} program
 * @returns {Promise<number>}
 */
function handOver(node, program) {
  const bin = path.join(workspace, 'node_modules', '.bin');
  const env = Object.assign({}, process.env, {
    PATH: [bin, path.dirname(node), process.env.PATH].join(path.delimiter),
  });
  const args = [path.join(workspace, 'tools', program)].concat(process.argv.slice(2));
  // The fourth channel tells the program when we are gone, even by `kill -9`.
  const child = childProcess.spawn(node, args, {
    cwd: workspace,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // A terminal sends Ctrl-C to every process, npm and `kill` to one of them: the program takes the
  // first and ignores the rest, so forwarding all of them does no harm.
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.on(signal, () => child.kill(signal));
  });
  stopWithNpm(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal === null ? code : 1));
  });
}

/**
 * npm that was ended by `kill -9` cannot forward anything, but leaves us, or the shell between npm
 * and us, with another parent.
 * @param {childProcess.ChildProcess} child
 */
function stopWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined || !fs.existsSync('/proc/self/stat')) return;
  const before = parentsBelowNpm();
  setInterval(() => {
    if (parentsBelowNpm() !== before) child.kill('SIGTERM');
  }, PARENT_POLL_MS).unref();
}

function parentsBelowNpm() {
  try {
    const stat = fs.readFileSync('/proc/' + process.ppid + '/stat', 'utf8');
    const shell = /^\d+ \((?:sh|dash|bash)\) \S (\d+)/.exec(stat);
    return process.ppid + ' ' + (shell === null ? '' : shell[1]);
  } catch {
    return 'gone';
  }
}

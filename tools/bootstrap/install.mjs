import childProcess from 'child_process';
import fs from 'fs';
import path from 'path';
import { isInstalled } from './installed-packages.mjs';
import { startProgress } from './progress.mjs';

const SHOWN_LINES = 15;

/**
 * Runs `npm ci` unless the packages of the lockfile are there already.
 * @param {string} workspace
 */
export async function install(workspace) {
  if (isInstalled(workspace)) return;
  const progress = startProgress('Installing the packages (about a minute the first time)');
  const result = await npmCi(workspace);
  if (result.code === 0) {
    progress.done();
    return;
  }
  progress.failed();
  process.stderr.write(result.output.split('\n').slice(-SHOWN_LINES).join('\n') + '\n');
  throw new Error(reasonFor(result.output));
}

/** @param {string} output */
function reasonFor(output) {
  if (output.includes('ENOSPC'))
    return 'There is no space left on the disk to install the packages.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/.test(output)) {
    return 'The packages could not be installed because the npm registry does not answer: check the network, then try again.';
  }
  return 'The packages could not be installed: "npm ci" failed as shown above.';
}

/**
 * @param {string} workspace
 * @returns {Promise<{code: number | null, output: string}>}
 */
function npmCi(workspace) {
  const command = npmCommand(workspace);
  const args = command.args.concat(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  const child = childProcess.spawn(command.file, args, {
    cwd: workspace,
    shell: command.shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', () =>
      reject(new Error('npm was not found: install it with Node from https://nodejs.org.')),
    );
    child.once('close', (code) => resolve({ code, output }));
  });
}

/**
 * The npm that started us, on its own Node: the one in node_modules is about to be replaced.
 * @param {string} workspace
 */
function npmCommand(workspace) {
  const script = process.env.npm_execpath;
  const isNpm = script !== undefined && /npm-cli\.js$/.test(script) && fs.existsSync(script);
  if (isNpm) {
    const candidates = [process.env.npm_node_execpath, process.execPath];
    const modules = path.join(workspace, 'node_modules') + path.sep;
    const node = candidates.find((file) => file !== undefined && !file.startsWith(modules));
    if (node !== undefined) return { file: node, args: [script], shell: false };
  }
  return { file: 'npm', args: [], shell: process.platform === 'win32' };
}

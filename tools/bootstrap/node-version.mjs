import childProcess from 'child_process';
import path from 'path';
import { isAtLeast } from './version.mjs';

/** The oldest Node that Angular and the other parts take; it also runs TypeScript by itself. */
const RUNNING_NODE = '22.22.0';

/**
 * The installed Node, or this one if the platform has none.
 *
 * @param {string} workspace
 * @returns {string} path of the program
 */
export function installedNode(workspace) {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const folder = 'node-' + system + '-' + process.arch;
  const own = path.join(workspace, 'node_modules', folder, 'bin', file);
  if (own === process.execPath || runs(own)) return own;
  if (isAtLeast(process.versions.node, RUNNING_NODE)) return process.execPath;
  throw new Error(
    'Boxoffice brings no Node for ' +
      process.platform +
      ' on ' +
      process.arch +
      ' and needs ' +
      RUNNING_NODE +
      ' or newer there, but this is ' +
      process.versions.node +
      ': install a newer one from https://nodejs.org.',
  );
}

/** @param {string} node */
function runs(node) {
  // It may exist and not run, as on a Linux with another C library.
  return childProcess.spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0;
}

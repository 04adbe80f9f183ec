import fs from 'fs';
import path from 'path';

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes down what it installed as
 * the very last thing, so an installation that was killed counts as none.
 * @param {string} workspace
 */
export function isInstalled(workspace) {
  const wanted = read(path.join(workspace, 'package-lock.json'));
  const present = read(path.join(workspace, 'node_modules', '.package-lock.json'));
  if (wanted === undefined)
    throw new Error('package-lock.json is missing: this is not a whole clone.');
  return present !== undefined && satisfies(present.packages, wanted.packages);
}

/**
 * @param {Record<string, {version?: string}>} present
 * @param {Record<string, {version?: string, optional?: boolean, devOptional?: boolean}>} wanted
 */
export function satisfies(present, wanted) {
  return Object.keys(wanted).every((location) => {
    // The workspace's own folders.
    if (!location.startsWith('node_modules/')) return true;
    const entry = wanted[location];
    if (present[location] === undefined)
      return entry.optional === true || entry.devOptional === true;
    return present[location].version === entry.version;
  });
}

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

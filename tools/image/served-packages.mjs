import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The API's own packages. */
const OWN = ['apps/api', 'libs/contracts', 'libs/ticket-codes'];

/**
 * @typedef {object} Package what npm writes down of a package that it installed
 * @property {boolean} [dev] only what developers need leads to it
 * @property {boolean} [devOptional] what developers need leads to it, and what may be missing does
 * @property {boolean} [link]
 * @property {string} [resolved]
 */

/**
 * Folders of the packages that the API runs with, out of those that are installed: what
 * `npm ci --omit=dev` leaves, and without two kinds more, neither of which npm can leave out by itself.
 *
 * - Packages that developers need, and that something of ours can do without: TypeScript, which Nest's Swagger
 *   module asks for when it compiles, not when it runs.
 * - The Node and the PostgreSQL that the workspace brings for developers. They are optional, but so are the
 *   programs of argon2, without which nobody signs in: `--omit=optional` takes these, too.
 *
 * @param {string} source the workspace
 * @returns {string[]} relative to it
 */
export function servedPackages(source) {
  const { packages } = read(join(source, 'node_modules', '.package-lock.json'));
  const brought = new Set(
    ['package.json', join('libs', 'embedded-postgres', 'package.json')].flatMap((file) =>
      Object.keys(read(join(source, file)).optionalDependencies ?? {}).map(
        (name) => `node_modules/${name}`,
      ),
    ),
  );
  return Object.entries(packages)
    .filter(([location, entry]) => isServed(location, entry) && !brought.has(location))
    .map(([location]) => location)
    .filter((location) => existsSync(join(source, location)));
}

/**
 * @param {string} location
 * @param {Package} entry
 */
function isServed(location, { dev, devOptional, link, resolved }) {
  if (!location.startsWith('node_modules/')) return false;
  if (link) return resolved !== undefined && OWN.includes(resolved);
  return !dev && !devOptional;
}

/** @param {string} file */
function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

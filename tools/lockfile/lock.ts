/** The part of `package-lock.json` (version 3) that we read. */
export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/**
 * The optional packages that entries of the lock name and that have no entry of their own.
 *
 * Native packages list one optional dependency a platform. npm leaves those out of the lock which
 * the registry did not have when the lock was written, and `npm ci` then refuses the lock as out of
 * step. An entry with the version and the platform is all that it needs: on another platform it is
 * skipped, and on its own platform it is fetched.
 */
export function missingOptionalEntries(lock: Lock): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {};
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isResolved(lock, path, name)) {
        missing[`node_modules/${name}`] = {
          version: lowestVersion(range),
          optional: true,
          ...platformOf(name),
        };
      }
    }
  }
  return missing;
}

/** Node's resolution: beside the package, then up to the root. */
function isResolved(lock: Lock, from: string, name: string): boolean {
  const folders = from.split('/');
  for (let length = folders.length; length >= 0; length -= 1) {
    if (folders[length - 1] === 'node_modules') continue;
    const folder = [...folders.slice(0, length), 'node_modules', name].filter(
      (part) => part !== '',
    );
    if (lock.packages[folder.join('/')] !== undefined) return true;
  }
  return false;
}

function lowestVersion(range: string): string {
  const version = /\d+\.\d+\.\d+(?:-[\w.-]+)?/.exec(range)?.[0];
  if (version === undefined) throw new Error(`"${range}" names no version`);
  return version;
}

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

/** Native packages carry their platform in their names: `…-linux-arm64-musl`, `…-win32-x64-msvc`. */
function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu'> {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (os === undefined && cpu === undefined) {
    throw new Error(`the platform of ${name} cannot be told from its name: add it by hand`);
  }
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }) };
}

/** Entries with a fixed download address, which ignores the reader's registry. */
export function entriesWithAddress(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(([, { resolved }]) => resolved !== undefined && /^[a-z+]+:/i.test(resolved))
    .map(([path]) => path);
}

/** The lock with these entries, in npm's order. */
export function withEntries<T extends Lock>(lock: T, entries: Record<string, LockEntry>): T {
  const packages = Object.entries({ ...lock.packages, ...entries });
  packages.sort(([one], [other]) => one.localeCompare(other, 'en'));
  return { ...lock, packages: Object.fromEntries(packages) };
}

/** Entries without integrity, workspace links aside. */
export function entriesWithoutIntegrity(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && link !== true)
    .filter(([, { integrity }]) => integrity === undefined)
    .map(([path]) => path);
}

/** The lock without these entries, for npm to resolve them anew. */
export function withoutEntries<T extends Lock>(lock: T, paths: readonly string[]): T {
  const packages = Object.entries(lock.packages).filter(([path]) => !paths.includes(path));
  return { ...lock, packages: Object.fromEntries(packages) };
}

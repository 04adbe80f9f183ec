import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import type { ClusterFiles } from './cluster-files.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { serverEnvironment } from './server-process.ts';
import type { ServerUser } from './server-user.ts';

/** The first with a locale of its own, the same on every system. */
const FIRST_WITH_BUILTIN_LOCALES = 17;
const UNFINISHED = 'data.unfinished-';

export interface InitialiseOptions {
  readonly binaries: Binaries;
  readonly user: ServerUser;
  readonly superuser: string;
}

/** Creates the cluster if there is none, and returns its password. */
export function ensureInitialised(files: ClusterFiles, options: InitialiseOptions): string {
  const { binaries, user } = options;
  makeHome(files.home, user);
  removeUnfinished(files.home);
  if (existsSync(join(files.dataFolder, 'PG_VERSION'))) {
    refuseOtherVersions(files.dataFolder, binaries);
  } else {
    initialise(files, options);
  }
  return readFileSync(files.passwordFile, 'utf8').trim();
}

function makeHome(home: string, user: ServerUser): void {
  mkdirSync(dirname(home), { recursive: true, mode: 0o755 });
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (user) chownSync(home, user.uid, user.gid);
}

/** Left by a run that was killed during `initdb`. */
function removeUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(home, name), { recursive: true, force: true });
  }
}

function refuseOtherVersions(dataFolder: string, { majorVersion }: Binaries): void {
  const version = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  if (version !== String(majorVersion)) {
    throw new EmbeddedPostgresError(
      'OTHER_VERSION',
      `The database in ${dataFolder} was created by PostgreSQL ${version} and this is ${majorVersion}: move that folder away to begin with an empty database.`,
    );
  }
}

function initialise(files: ClusterFiles, { binaries, user, superuser }: InitialiseOptions): void {
  writeFileSync(files.passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (user) chownSync(files.passwordFile, user.uid, user.gid);
  // Renamed into place when it is done, so that a cluster is either whole or absent.
  const unfinished = join(files.home, `${UNFINISHED}${String(process.pid)}`);
  const options = [
    `--pgdata=${unfinished}`,
    `--username=${superuser}`,
    `--pwfile=${files.passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...localeOptions(binaries),
  ];
  const result = spawnSync(binaries.initdb, options, {
    ...user,
    cwd: files.home,
    env: serverEnvironment(),
    encoding: 'utf8',
  });
  if (result.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    const reason = lastLine(result.stderr) ?? result.error?.message ?? 'no reason given';
    throw new EmbeddedPostgresError(
      'FAILED',
      `PostgreSQL could not create a database in ${files.home}: ${reason}`,
    );
  }
  renameSync(unfinished, files.dataFolder);
}

/** C.UTF-8: PostgreSQL's own where it has one, as libc may lack it. */
function localeOptions({ majorVersion }: Binaries): string[] {
  return majorVersion < FIRST_WITH_BUILTIN_LOCALES
    ? ['--locale=C.UTF-8']
    : ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
}

function lastLine(text: string | null): string | undefined {
  return text
    ?.split('\n')
    .filter((line) => /error|fatal|FATAL/.test(line))
    .pop();
}

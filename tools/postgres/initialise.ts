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
import { CannotStart } from './cannot-start.ts';
import { serverEnvironment } from './server-process.ts';
import type { ServerUser } from './server-user.ts';

export const SUPERUSER = 'boxoffice';
/** The first that brings a locale of its own, which is the same on every system. */
const FIRST_WITH_BUILTIN_LOCALES = 17;
const UNFINISHED = 'data.unfinished-';

/** The files of one cluster, side by side in its home folder. */
export interface ClusterFiles {
  readonly home: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly passwordFile: string;
}

export function clusterFiles(home: string): ClusterFiles {
  return {
    home,
    dataFolder: join(home, 'data'),
    logFile: join(home, 'postgres.log'),
    passwordFile: join(home, 'password'),
  };
}

/** Makes the cluster where there is none, and answers with its password. */
export function ensureInitialised(
  files: ClusterFiles,
  binaries: Binaries,
  user: ServerUser,
): string {
  makeHome(files.home, user);
  removeUnfinished(files.home);
  if (existsSync(join(files.dataFolder, 'PG_VERSION'))) {
    refuseOtherVersions(files.dataFolder, binaries);
  } else {
    initialise(files, binaries, user);
  }
  return readFileSync(files.passwordFile, 'utf8').trim();
}

function makeHome(home: string, user: ServerUser): void {
  mkdirSync(dirname(home), { recursive: true, mode: 0o755 });
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (user) chownSync(home, user.uid, user.gid);
}

/** What a run that was killed in the middle of `initdb` has left. */
function removeUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(home, name), { recursive: true, force: true });
  }
}

function refuseOtherVersions(dataFolder: string, { majorVersion }: Binaries): void {
  const version = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  if (version !== String(majorVersion)) {
    throw new CannotStart(
      `The database in ${dataFolder} was made by PostgreSQL ${version} and this is ${majorVersion}: move that folder away to begin with an empty database.`,
    );
  }
}

function initialise(files: ClusterFiles, binaries: Binaries, user: ServerUser): void {
  writeFileSync(files.passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (user) chownSync(files.passwordFile, user.uid, user.gid);
  // Made beside its place and renamed, so that a cluster is either whole or absent.
  const unfinished = join(files.home, `${UNFINISHED}${String(process.pid)}`);
  const options = [
    `--pgdata=${unfinished}`,
    `--username=${SUPERUSER}`,
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
    throw new CannotStart(`PostgreSQL could not make a database in ${files.home}: ${reason}`);
  }
  renameSync(unfinished, files.dataFolder);
}

function localeOptions({ majorVersion }: Binaries): string[] {
  return majorVersion < FIRST_WITH_BUILTIN_LOCALES
    ? ['--locale=C.UTF-8']
    : // PostgreSQL's own C.UTF-8: the same on every system, also where libc has no such locale.
      ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
}

function lastLine(text: string | null): string | undefined {
  return text
    ?.split('\n')
    .filter((line) => /error|fatal|FATAL/.test(line))
    .pop();
}

import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { CannotStart } from './cannot-start.ts';

/** Whom PostgreSQL runs as. `undefined` means: as ourselves. */
export type ServerUser = { uid: number; gid: number } | undefined;

const ACCOUNT = 'postgres';

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * PostgreSQL refuses to run as root, so root lends it another account: the owner of the data that
 * are there already (an ordinary user's clone that root starts once must stay the user's), else
 * `postgres`, which is made when the machine has none.
 */
export function serverUser(existingDataFolder?: string): ServerUser {
  if (!isRoot()) return undefined;
  const owner = existingDataFolder === undefined ? undefined : ownerOf(existingDataFolder);
  if (owner !== undefined && owner.uid !== 0) return owner;
  return findAccount() ?? makeAccount();
}

/** Whether the server's user can enter every folder on the way to this path. */
export function canReach(path: string, user: ServerUser): boolean {
  if (user === undefined) return true;
  const probe = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user, cwd: '/' });
  return probe.status === 0;
}

function ownerOf(path: string): ServerUser {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && { uid: stats.uid, gid: stats.gid };
}

function findAccount(): ServerUser {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === ACCOUNT) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

function makeAccount(): ServerUser {
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  spawnSync('useradd', [...options, ACCOUNT], { stdio: 'ignore' });
  const account = findAccount();
  if (account === undefined) {
    throw new CannotStart(
      `PostgreSQL does not run as root and the account "${ACCOUNT}" could not be made: run as an ordinary user, make that account, or set DATABASE_URL.`,
    );
  }
  return account;
}

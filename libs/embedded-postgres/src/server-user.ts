import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** The account that PostgreSQL runs under; `undefined` for our own. */
export type ServerUser = { uid: number; gid: number } | undefined;

const ACCOUNT = 'postgres';

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * PostgreSQL refuses to run as root, so for root it runs as the owner of the existing data (root
 * starting an ordinary user's cluster must not take it away), else as `postgres`, which is created
 * if it is missing.
 */
export function serverUser(existingDataFolder?: string): ServerUser {
  if (!isRoot()) return undefined;
  const owner = existingDataFolder === undefined ? undefined : ownerOf(existingDataFolder);
  if (owner !== undefined && owner.uid !== 0) return owner;
  return findAccount() ?? createAccount();
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

function createAccount(): ServerUser {
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  spawnSync('useradd', [...options, ACCOUNT], { stdio: 'ignore' });
  const account = findAccount();
  if (account === undefined) {
    throw new EmbeddedPostgresError(
      'NO_ACCOUNT',
      `PostgreSQL does not run as root and the account "${ACCOUNT}" could not be created: run as an ordinary user, or create that account.`,
    );
  }
  return account;
}

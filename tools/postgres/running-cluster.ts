import { readFileSync } from 'node:fs';
import { clusterFiles, SUPERUSER } from './initialise.ts';
import { isPostmasterOf, readPostmasterPid } from './postmaster-pid.ts';

/** Connection string of a cluster that somebody else has started; undefined where none runs there. */
export function runningClusterUrl(home: string, database: string): string | undefined {
  const { dataFolder, passwordFile } = clusterFiles(home);
  const lock = readPostmasterPid(dataFolder);
  if (lock?.port === undefined || !isPostmasterOf(dataFolder, lock.pid)) return undefined;
  const password = readFileSync(passwordFile, 'utf8').trim();
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${String(lock.port)}/${database}`;
}

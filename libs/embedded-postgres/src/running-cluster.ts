import { readFileSync } from 'node:fs';
import { clusterFiles } from './cluster-files.ts';
import { connectionUrl, DEFAULT_SUPERUSER } from './connection-url.ts';
import { isPostmasterOf, readPostmasterPid } from './postmaster-pid.ts';

/** Connection string of a cluster that another process has started; `undefined` if none is running. */
export function runningClusterUrl(
  home: string,
  database = 'postgres',
  superuser = DEFAULT_SUPERUSER,
): string | undefined {
  const { dataFolder, passwordFile } = clusterFiles(home);
  const lock = readPostmasterPid(dataFolder);
  if (lock?.port === undefined || !isPostmasterOf(dataFolder, lock.pid)) return undefined;
  const password = readFileSync(passwordFile, 'utf8').trim();
  return connectionUrl({ superuser, password, port: lock.port, database });
}

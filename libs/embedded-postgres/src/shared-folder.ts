import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { clusterFiles } from './cluster-files.ts';
import { canReach, serverUser } from './server-user.ts';

/** Where root keeps what PostgreSQL's account must reach and cannot reach in place. */
export const SHARED_FOLDER = '/var/lib/embedded-postgres';

/**
 * Whether a cluster can live in this folder. Always true unless you are root: PostgreSQL then runs
 * under another account, which may be unable to enter a folder above it.
 */
export function canHostCluster(home: string): boolean {
  let folder = dirname(resolve(home));
  while (!existsSync(folder)) folder = dirname(folder);
  return canReach(folder, serverUser(clusterFiles(home).dataFolder));
}

import { spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { clusterFiles } from './initialise.ts';
import { startThrowAwayCluster, type ThrowAwayCluster } from './throw-away-cluster.ts';

/**
 * A standby that streams from a primary and answers what only reads, until somebody promotes it. Its data
 * are copied while the primary is down for a moment: the embedded PostgreSQL brings no `pg_basebackup`.
 *
 * @param programs those of the primary, as for {@link startThrowAwayCluster}
 */
export async function startStandby(
  primary: ThrowAwayCluster,
  programs?: string,
): Promise<ThrowAwayCluster> {
  return startThrowAwayCluster(programs, {
    fill: async (home) => {
      await primary.kill9();
      copyAll(primary.home, home);
      follow(home, primary.url());
      await primary.restart();
    },
  });
}

/** With owners and modes, which PostgreSQL is particular about. */
function copyAll(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  if (status !== 0) throw new CannotStart(`The data of the primary were not copied: ${stderr}`);
}

function follow(home: string, primaryUrl: string): void {
  const { dataFolder } = clusterFiles(home);
  rmSync(join(dataFolder, 'postmaster.pid'), { force: true });
  appendFileSync(
    join(dataFolder, 'postgresql.auto.conf'),
    `primary_conninfo = '${primaryUrl}?application_name=standby'\n`,
  );
  const signal = join(dataFolder, 'standby.signal');
  writeFileSync(signal, '', { mode: 0o600 });
  const { uid, gid } = statSync(dataFolder);
  chownSync(signal, uid, gid);
}

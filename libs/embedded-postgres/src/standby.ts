import { spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterFiles } from './cluster-files.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { startThrowAwayCluster, type ThrowAwayCluster } from './throw-away-cluster.ts';

/**
 * A streaming hot standby of a throw-away cluster, until you promote it. The primary restarts while its
 * data is copied, because the embedded PostgreSQL has no `pg_basebackup`. Not on Windows.
 */
export async function startStandby(primary: ThrowAwayCluster): Promise<ThrowAwayCluster> {
  return startThrowAwayCluster({
    // With fewer connections, say, than the primary, a standby does not start.
    ...primary.options,
    fill: async (home) => {
      await primary.kill9();
      copyAll(primary.home, home);
      follow(home, primary.url());
      await primary.restart();
    },
  });
}

/** With owners and modes: PostgreSQL refuses to start with others. */
function copyAll(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  if (status !== 0)
    throw new EmbeddedPostgresError('FAILED', `The primary's data could not be copied: ${stderr}`);
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

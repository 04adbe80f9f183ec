import { join } from 'node:path';

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

import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { canHostCluster } from '@boxoffice/embedded-postgres';
import { CannotStart } from '../processes/cannot-start.ts';
import { workspace } from '../workspace.ts';

/** For root: PostgreSQL's account may be unable to enter the workspace. */
const OUTSIDE = '/var/lib/boxoffice';

/** The folder of the workspace's cluster: inside the workspace, if PostgreSQL can work there. */
export function clusterHome(): string {
  const root = realpathSync(workspace);
  const inside = join(root, '.boxoffice', 'postgres');
  if (canHostCluster(inside)) return inside;
  if (existsSync(join(inside, 'data'))) {
    throw new CannotStart(
      `The database in ${inside} was created when other accounts could enter its folder: let them in again (chmod a+x on ${root} and the folders above it), or remove ${inside} to begin with an empty one.`,
    );
  }
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return join(OUTSIDE, hash, 'postgres');
}

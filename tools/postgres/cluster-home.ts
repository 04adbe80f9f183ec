import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.ts';
import { canReach, serverUser } from './server-user.ts';

/** Where root keeps what PostgreSQL's own account must reach. */
export const SHARED_STATE_FOLDER = '/var/lib/boxoffice';

/**
 * The folder of the project's cluster: in the project, unless PostgreSQL runs under another account
 * (that is, we are root) which cannot enter the project's folder.
 */
export function projectClusterHome(projectRoot: string): string {
  const root = realpathSync(projectRoot);
  const inProject = join(root, '.boxoffice', 'postgres');
  const dataInProject = join(inProject, 'data');
  if (canReach(root, serverUser(dataInProject))) return inProject;
  if (existsSync(dataInProject)) {
    throw new CannotStart(
      `The database in ${inProject} was made when its folder was open to other accounts; open it again (chmod a+x on ${root} and the folders above it), or remove ${inProject} to begin with an empty one.`,
    );
  }
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return join(SHARED_STATE_FOLDER, hash, 'postgres');
}

import { existsSync } from 'node:fs';
import { CannotStart, projectClusterHome, runningClusterUrl } from '../postgres/index.ts';
import type { Undo } from '../processes/run-to-the-end.ts';
import { workspace } from '../workspace.ts';
import { DATABASE, startEmbeddedDatabase } from './embedded-database.ts';
import { requireDatabase } from './given-database.ts';

/**
 * Where the data are, for a command that works beside the API: in the database that is set, else in the
 * embedded one, which is used where it runs and started where it does not.
 */
export async function projectDatabase(env: NodeJS.ProcessEnv, undo: Undo): Promise<string> {
  // The login of the API may see all that a check needs; the owner's is taken where it is set.
  const given = [env.DATABASE_OWNER_URL, env.DATABASE_URL].find(
    (url) => url !== undefined && url !== '',
  );
  if (given !== undefined) {
    await requireDatabase(given);
    return given;
  }
  const home = projectClusterHome(workspace);
  if (!existsSync(home)) {
    throw new CannotStart('There is no database yet: run "npm start" once, or set DATABASE_URL.');
  }
  const running = runningClusterUrl(home, DATABASE);
  if (running !== undefined) return running;
  const database = await startEmbeddedDatabase();
  undo(() => database.stop());
  return database.url;
}

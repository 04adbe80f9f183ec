import { existsSync } from 'node:fs';
import { runningClusterUrl } from '@boxoffice/embedded-postgres';
import { CannotStart } from '../processes/cannot-start.ts';
import type { Undo } from '../processes/run-to-the-end.ts';
import { clusterHome } from './cluster-home.ts';
import { DATABASE, startEmbeddedDatabase, SUPERUSER } from './embedded-database.ts';
import { requireDatabase } from './given-database.ts';

/** For commands that run beside the API: the database that is set, else the embedded one, started if needed. */
export async function projectDatabase(env: NodeJS.ProcessEnv, undo: Undo): Promise<string> {
  // The API's login is enough for a check; the owner's is used if it is set.
  const given = [env.DATABASE_OWNER_URL, env.DATABASE_URL].find(
    (url) => url !== undefined && url !== '',
  );
  if (given !== undefined) {
    await requireDatabase(given);
    return given;
  }
  const home = clusterHome();
  if (!existsSync(home)) {
    throw new CannotStart('There is no database yet: run "npm start" once, or set DATABASE_URL.');
  }
  const running = runningClusterUrl(home, DATABASE, SUPERUSER);
  if (running !== undefined) return running;
  const database = await startEmbeddedDatabase();
  undo(() => database.stop());
  return database.url;
}

import { buildWhatIsStale } from '../build/build.ts';
import { projectDatabase } from '../database/project-database.ts';
import { interruptionSignal } from '../processes/interruption.ts';
import { runToTheEnd, type Undo } from '../processes/run-to-the-end.ts';
import { migrateDatabase } from '../start/api.ts';

const DATABASE_SETTINGS = [
  'DATABASE_OWNER_URL',
  'DATABASE_OWNER_URL_FILE',
  'DATABASE_URL',
  'DATABASE_URL_FILE',
];

/** `npm run migrate`: migrates the database that is set, else the embedded one. */
async function migrate(undo: Undo): Promise<void> {
  await buildWhatIsStale(interruptionSignal());
  const given = DATABASE_SETTINGS.some((name) => (process.env[name] ?? '') !== '');
  const embedded = given ? {} : { DATABASE_URL: await projectDatabase(process.env, undo) };
  await migrateDatabase({ ...process.env, ...embedded });
  console.log('The database is up to date.');
}

await runToTheEnd(migrate, { whenInterrupted: 1 });

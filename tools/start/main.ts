import { join } from 'node:path';
import { startProgress } from '../bootstrap/progress.mjs';
import { buildWhatIsStale } from '../build/build.ts';
import { startEmbeddedDatabase } from '../database/embedded-database.ts';
import { requireDatabase } from '../database/given-database.ts';
import { interruptionSignal, untilAborted } from '../processes/interruption.ts';
import { requireFreePort } from '../processes/port.ts';
import { RunFile } from '../processes/run-file.ts';
import { runToTheEnd, type Undo } from '../processes/run-to-the-end.ts';
import { stateFolder } from '../workspace.ts';
import { migrateDatabase, startApiProcess } from './api.ts';
import { greeting } from './greeting.ts';
import { ownKeys } from './own-keys.ts';
import { apiEnvironment, readStartSettings } from './settings.ts';

/** `npm start`: from a fresh clone to a page in the browser. */
async function start(undo: Undo): Promise<void> {
  const startedAt = Date.now();
  const signal = interruptionSignal();
  const settings = readStartSettings(process.env);

  const runFile = await RunFile.claim(join(stateFolder, 'run.json'), settings.url);
  undo(() => runFile.release());
  await requireFreePort(settings.host, settings.port);
  if (settings.databaseUrl !== undefined) await requireDatabase(settings.databaseUrl);
  await buildWhatIsStale(signal);

  const database = settings.databaseUrl === undefined ? await embedded(undo) : undefined;
  signal.throwIfAborted();

  const env = {
    ...ownKeys(stateFolder, process.env),
    // What somebody sees first is a house that is alive; tests have event 1 alone.
    DEMO_HOUSE: 'on',
    ...apiEnvironment(process.env, settings, settings.databaseUrl ?? database?.url ?? ''),
  };
  await migrateDatabase(env, database?.home);
  const api = await startApiProcess({
    env,
    healthUrl: `http://${reachable(settings.host)}:${settings.port}/health`,
    signal,
    onStarted: (pid) => runFile.add(pid),
  });
  undo(() => api.stop());
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(greeting({ settings, databaseHome: database?.home, seconds }));

  await Promise.race([untilAborted(signal), api.lost, ...(database ? [database.lost] : [])]);
  console.log('\nStopping …');
}

async function embedded(undo: Undo): ReturnType<typeof startEmbeddedDatabase> {
  const progress = startProgress('Starting PostgreSQL');
  try {
    const database = await startEmbeddedDatabase();
    undo(() => database.stop());
    progress.done();
    return database;
  } catch (error) {
    progress.failed();
    throw error;
  }
}

function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

await runToTheEnd(start);

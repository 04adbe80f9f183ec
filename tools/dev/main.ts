import { join } from 'node:path';
import { startProgress } from '../bootstrap/progress.mjs';
import { runNx } from '../build/nx.ts';
import { startEmbeddedDatabase } from '../database/embedded-database.ts';
import { requireDatabase } from '../database/given-database.ts';
import { CannotStart } from '../processes/cannot-start.ts';
import { interruptionSignal, untilAborted } from '../processes/interruption.ts';
import { requireFreePort } from '../processes/port.ts';
import { RunFile } from '../processes/run-file.ts';
import { runToTheEnd, type Undo } from '../processes/run-to-the-end.ts';
import { ownKeys } from '../start/own-keys.ts';
import { apiEnvironment, readStartSettings } from '../start/settings.ts';
import { stateFolder } from '../workspace.ts';
import { ReloadingApi } from './reloading-api.ts';
import { startCompilers } from './compilers.ts';
import { startGroup } from './process-group.ts';

/** Where `apps/web/proxy.conf.json` sends the browser's calls, so it is no setting here. */
const API_PORT = 3001;
const WEB_PORT = 4200;

/** `npm run dev`: both sides, each reloaded when its sources change. */
async function dev(undo: Undo): Promise<void> {
  const signal = interruptionSignal();
  const settings = readStartSettings({ ...process.env, HOST: '127.0.0.1', PORT: String(API_PORT) });
  const webUrl = `http://localhost:${WEB_PORT}`;

  const runFile = await RunFile.claim(join(stateFolder, 'run.json'), webUrl);
  undo(() => runFile.release());
  await requireFreePort(settings.host, API_PORT);
  await requireFreePort(settings.host, WEB_PORT);

  const database = settings.databaseUrl === undefined ? await startEmbeddedDatabase() : undefined;
  if (database) undo(() => database.stop());
  if (settings.databaseUrl !== undefined) await requireDatabase(settings.databaseUrl);
  await buildOnce(signal);

  const api = new ReloadingApi({
    env: {
      LOG_LEVEL: 'info',
      ...ownKeys(stateFolder, process.env),
      DEMO_HOUSE: 'on',
      ...apiEnvironment(process.env, settings, settings.databaseUrl ?? database?.url ?? ''),
    },
    healthUrl: `http://127.0.0.1:${API_PORT}/health`,
    signal,
    onStarted: (pid) => runFile.add(pid),
  });
  undo(() => api.stop());
  await api.reload();
  undo(startCompilers({ onStarted: (pid) => runFile.add(pid), onCompiled: () => api.reload() }));
  undo(startGroup('nx', ['run', 'web:serve', `--port=${WEB_PORT}`], (pid) => runFile.add(pid)));

  console.log(
    [
      '',
      `  Portal    ${webUrl}              reloads when apps/web changes`,
      `  API       ${settings.url}/api/v1       restarts when apps/api or libs/contracts change`,
      `  API docs  ${settings.url}/docs`,
      '',
      'THE DEMO IDENTITY IS ON: nobody signs in. Ctrl-C stops everything.',
      '',
    ].join('\n'),
  );
  await Promise.race([untilAborted(signal), ...(database ? [database.lost] : [])]);
  console.log('\nStopping …');
}

/** The compilers then only follow changes. */
async function buildOnce(signal: AbortSignal): Promise<void> {
  const progress = startProgress('Building the API');
  const { code, output } = await runNx(['run-many', '-t', 'build', '-p', 'contracts', 'api'], {
    signal,
  });
  if (code === 0) {
    progress.done();
    return;
  }
  progress.failed();
  signal.throwIfAborted();
  console.error(output);
  throw new CannotStart('The API does not compile, as shown above: mend that first.');
}

await runToTheEnd(dev);

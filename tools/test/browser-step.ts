import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { runNx } from '../build/nx.ts';
import { freePort } from '@boxoffice/embedded-postgres';
import { migrateDatabase, startApiProcess, type ApiProcess } from '../start/api.ts';
import { apiEnvironment, readStartSettings } from '../start/settings.ts';
import { workspace } from '../workspace.ts';
import { findOrInstallChromium } from './chromium.ts';
import { PLAYWRIGHT_RESULTS } from './results.ts';

/** Two cores: two Playwright workers, each with its own application. */
const WORKERS = 2;

/** Playwright on the built application: the API with the SPA, on a database of its own. */
export async function browserStep(serverUrl: string, signal: AbortSignal): Promise<boolean> {
  const chromium = findOrInstallChromium();
  const applications: Application[] = [];
  try {
    for (let count = 0; count < WORKERS; count += 1) {
      applications.push(await startApplication(serverUrl, signal));
    }
    const { code } = await runNx(['run', 'web-e2e:e2e', '--reporter=list,json'], {
      show: true,
      signal,
      env: {
        BOXOFFICE_BASE_URL: applications.map(({ baseUrl }) => baseUrl).join(','),
        CHROMIUM_PATH: chromium,
        PLAYWRIGHT_JSON_OUTPUT_FILE: join(workspace, 'apps', 'web-e2e', PLAYWRIGHT_RESULTS),
      },
    });
    return code === 0;
  } finally {
    await Promise.all(applications.map(({ api }) => api.stop()));
  }
}

interface Application {
  readonly api: ApiProcess;
  readonly baseUrl: string;
}

async function startApplication(serverUrl: string, signal: AbortSignal): Promise<Application> {
  const databaseUrl = await createDatabase(serverUrl);
  // Not the caller's settings: the tests expect the defaults.
  const settings = readStartSettings({ PORT: String(await freePort()) });
  const baseUrl = `http://127.0.0.1:${settings.port}`;
  const env = apiEnvironment(
    { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot },
    settings,
    databaseUrl,
  );
  await migrateDatabase(env);
  const api = await startApiProcess({
    env,
    healthUrl: `${baseUrl}/health`,
    signal,
  });
  return { api, baseUrl };
}

async function createDatabase(serverUrl: string): Promise<string> {
  const name = `boxoffice_browser_${randomBytes(4).toString('hex')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

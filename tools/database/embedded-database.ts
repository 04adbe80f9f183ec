import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedPostgresError, startCluster, type Cluster } from '@boxoffice/embedded-postgres';
import { CannotStart } from '../processes/cannot-start.ts';
import { RestartLimit } from '../processes/restart-limit.ts';
import { clusterHome } from './cluster-home.ts';

export const DATABASE = 'boxoffice';
export const SUPERUSER = 'boxoffice';

/** What installing another PostgreSQL gets around. */
const AVOIDABLE: readonly string[] = ['UNSUPPORTED_PLATFORM', 'NOT_INSTALLED', 'NO_ACCOUNT'];

export interface EmbeddedDatabase {
  readonly url: string;
  readonly home: string;
  readonly pid: number;
  /** Rejects when the server has crashed too often. */
  readonly lost: Promise<never>;
  stop(): Promise<void>;
}

/** The workspace's own PostgreSQL. After a crash it is restarted on the same port, so that clients can reconnect. */
export async function startEmbeddedDatabase(): Promise<EmbeddedDatabase> {
  const home = clusterHome();
  let cluster = await start(home);
  await ensureDatabase(cluster);
  const state = { stopping: false };

  async function watch(): Promise<never> {
    const limit = new RestartLimit(Date.now());
    for (;;) {
      const { code, signal } = await cluster.exited;
      if (state.stopping) return new Promise<never>(() => undefined);
      const next = limit.next(Date.now());
      if (next === undefined) {
        throw new CannotStart(`PostgreSQL keeps ending; its log is ${cluster.logFile}.`);
      }
      console.error(
        `PostgreSQL ended unexpectedly (${signal ?? `code ${code ?? '?'}`}); starting it again (${next.attempt} of ${next.of}).`,
      );
      await delay(next.delayMs);
      cluster = await start(home, cluster.port);
      console.error('PostgreSQL is back.');
    }
  }

  const lost = watch();
  // Nobody may be waiting for it yet, and then it must not count as an unhandled rejection.
  lost.catch(() => undefined);
  return {
    url: cluster.url(DATABASE),
    home,
    get pid() {
      return cluster.pid;
    },
    lost,
    stop: async () => {
      state.stopping = true;
      await cluster.stop();
    },
  };
}

async function start(home: string, port?: number): Promise<Cluster> {
  try {
    return await startCluster({ home, port, superuser: SUPERUSER });
  } catch (error) {
    if (error instanceof EmbeddedPostgresError && AVOIDABLE.includes(error.code)) {
      throw new CannotStart(`${error.message} Or set DATABASE_URL to use another PostgreSQL.`);
    }
    throw error;
  }
}

async function ensureDatabase(cluster: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url() });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      DATABASE,
    ]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(DATABASE)}`);
  } finally {
    await client.end();
  }
}

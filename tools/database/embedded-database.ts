import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { CannotStart, projectClusterHome, startCluster, type Cluster } from '../postgres/index.ts';
import { RestartLimit } from '../processes/restart-limit.ts';
import { workspace } from '../workspace.ts';

export const DATABASE = 'boxoffice';

export interface EmbeddedDatabase {
  readonly url: string;
  readonly home: string;
  readonly pid: number;
  /** Rejects when the server ended for good without being asked. */
  readonly lost: Promise<never>;
  stop(): Promise<void>;
}

/**
 * The project's own PostgreSQL. When it ends without being asked it is started again on the same
 * port, so that those who are connected find it again.
 */
export async function startEmbeddedDatabase(): Promise<EmbeddedDatabase> {
  const home = projectClusterHome(workspace);
  let cluster = await startCluster({ home });
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
      cluster = await startCluster({ home, port: cluster.port });
      console.error('PostgreSQL is back.');
    }
  }

  const lost = watch();
  // Whoever waits for it hears of it; until then it must not count as unhandled.
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

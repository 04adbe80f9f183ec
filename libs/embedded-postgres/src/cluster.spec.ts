import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster, startThrowAwayCluster, type Cluster } from './index.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a cluster', () => {
  let home: string;
  const started: Cluster[] = [];

  async function start(): Promise<Cluster> {
    const cluster = await startCluster({ home });
    started.push(cluster);
    return cluster;
  }

  beforeAll(async () => {
    // Beside a throw-away cluster: there PostgreSQL's account can reach it, whoever we are.
    const neighbour = await startThrowAwayCluster();
    home = mkdtempSync(join(neighbour.home, '..', `${process.pid}-kept-`));
    await neighbour.stop();
    const cluster = await start();
    await query(cluster.url(), 'CREATE TABLE kept AS SELECT 42 AS n');
  });

  afterAll(async () => {
    await started.at(-1)?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  afterEach(async () => {
    const cluster = started.at(-1);
    expect(await query(cluster?.url() ?? '', 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('takes over from a server that outlived the process that started it', async () => {
    const orphan = started.at(-1);
    const cluster = await start();
    expect(cluster.pid).not.toBe(orphan?.pid);
    await expect(orphan?.exited).resolves.toEqual({ code: 0, signal: null });
  });

  it('starts after kill -9 of the postmaster', async () => {
    const killed = started.at(-1);
    process.kill(killed?.pid ?? 0, 'SIGKILL');
    const cluster = await start();
    await expect(killed?.exited).resolves.toEqual({ code: null, signal: 'SIGKILL' });
    expect(cluster.pid).not.toBe(killed?.pid);
  });

  it('starts past a lock file whose number another program has by now, and leaves that alone', async () => {
    await started.at(-1)?.stop();
    const data = join(home, 'data');
    const { uid, gid } = statSync(data);
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { cwd: '/' });
    try {
      const lock = join(data, 'postmaster.pid');
      writeFileSync(lock, `${other.pid ?? 0}\n${data}\n1\n5432\n\n127.0.0.1\n 1 1\nready\n`);
      chownSync(lock, uid, gid);
      await start();
      expect(other.exitCode ?? other.signalCode).toBeNull();
    } finally {
      other.kill('SIGKILL');
      await once(other, 'exit');
    }
  });

  it('stops cleanly and clears up after an initdb that was killed', async () => {
    await started.at(-1)?.stop();
    expect(existsSync(join(home, 'data', 'postmaster.pid'))).toBe(false);
    writeFileSync(join(home, 'data.unfinished-1'), '');
    await start();
    expect(existsSync(join(home, 'data.unfinished-1'))).toBe(false);
  });

  it('lets nobody in without its password', async () => {
    const url = new URL(started.at(-1)?.url() ?? '');
    url.password = 'guess';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('says so when its port is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    try {
      await expect(startCluster({ home, port })).rejects.toThrow(
        `Port ${port} for PostgreSQL is in use.`,
      );
    } finally {
      blocker.close();
    }
    await start();
  });
});

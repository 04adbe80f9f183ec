import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabase, freePort, type TestDatabase } from '@boxoffice/testing';
import pg from 'pg';
import { requireLastingStatements, StatementsLostError } from './require-lasting-statements.js';

/** Debian 12 has version 1.18, which loses prepared statements. */
const PGBOUNCER = '/usr/sbin/pgbouncer';
const CONNECTS_WITHIN = 200;

describe('prepared statements', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it('last on a connection to PostgreSQL itself', async () => {
    await expect(requireLastingStatements({ DATABASE_URL: database.url })).resolves.toBeUndefined();
  });

  it('are not asked for where the database does not answer: the pool says that', async () => {
    const nowhere = 'postgres://postgres@127.0.0.1:1/boxoffice';
    await expect(requireLastingStatements({ DATABASE_URL: nowhere })).resolves.toBeUndefined();
  });

  if (!existsSync(PGBOUNCER)) return;

  describe.each(['transaction', 'session'])('behind an old PgBouncer in %s mode', (mode) => {
    let folder: string;
    let pooler: ChildProcess;
    let url: URL;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'boxoffice-pgbouncer-'));
      const { hostname, port, username, password, pathname } = new URL(database.url);
      url = new URL(database.url);
      url.port = String(await freePort());
      const ini = join(folder, 'pgbouncer.ini');
      await writeFile(
        ini,
        `[databases]
${pathname.slice(1)} = host=${hostname} port=${port} user=${username} password='${decodeURIComponent(password)}'
[pgbouncer]
listen_addr = ${url.hostname}
listen_port = ${url.port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
`,
      );
      await chmod(folder, 0o755);
      const asRoot = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
      pooler = spawn(PGBOUNCER, ['-q', ...asRoot, ini], { stdio: 'ignore' });
      await untilItAnswers(url.href);
    });

    afterAll(async () => {
      const ended = once(pooler, 'exit');
      pooler.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    });

    it(mode === 'transaction' ? 'are lost, which is said in one sentence' : 'last', async () => {
      const probe = requireLastingStatements({ DATABASE_URL: url.href });
      if (mode === 'session') {
        await expect(probe).resolves.toBeUndefined();
        return;
      }
      await expect(probe).rejects.toThrow(StatementsLostError);
      await expect(probe).rejects.toThrow(/^The pooler at .* PgBouncer 1\.21 or newer .*\.$/);
    });
  });
});

async function untilItAnswers(connectionString: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      await client.end();
      return;
    } catch (error) {
      if (tries === CONNECTS_WITHIN) throw error;
      await delay(50);
    }
  }
}

import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { createTestDatabase, request, startApi, type TestDatabase } from '@boxoffice/testing';
import pg from 'pg';
import { runToEnd } from './run-to-end.ts';

/** Roles belong to the server, so these have names of this run's own. */
const RUN = randomBytes(4).toString('hex');
const OWNER = `owner_${RUN}`;
const MEMBER = `member_${RUN}`;

const WORKSPACE = fileURLToPath(new URL('../../../..', import.meta.url));

describe('migrating', () => {
  let database: TestDatabase;
  let superuser: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    superuser = new pg.Client({ connectionString: database.url });
    await superuser.connect();
    const name = pg.escapeIdentifier(new URL(database.url).pathname.slice(1));
    await superuser.query(`
      CREATE ROLE ${OWNER} LOGIN PASSWORD 'secret' CREATEROLE;
      CREATE ROLE ${MEMBER} LOGIN PASSWORD 'secret';
      ALTER DATABASE ${name} OWNER TO ${OWNER};
      DO $$ BEGIN
        CREATE ROLE boxoffice_application NOLOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$;
      GRANT boxoffice_application TO ${OWNER};`);
  });

  afterAll(async () => {
    await superuser.query(`DROP OWNED BY ${OWNER} CASCADE`);
    await superuser.end();
    await database.drop();
    const admin = new pg.Client({ connectionString: process.env.BOXOFFICE_TEST_DATABASE_URL });
    await admin.connect();
    await admin.query(`DROP ROLE ${OWNER}, ${MEMBER}`);
    await admin.end();
  });

  function addressAs(user: string): string {
    const url = new URL(database.url);
    url.username = user;
    url.password = 'secret';
    return url.href;
  }

  async function expectRefusal(settings: Record<string, string>, says: RegExp): Promise<void> {
    const { code, stdout, stderr } = await runToEnd({ PORT: '0', ...settings });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\.\n$/);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('secret');
  }

  it('is not done by the API, which says in one sentence that it is missing', async () => {
    await expectRefusal(
      { DATABASE_URL: addressAs(MEMBER) },
      new RegExp(
        `^The user ${MEMBER} of DATABASE_URL cannot work as the role boxoffice_application`,
      ),
    );
    await superuser.query(`GRANT boxoffice_application TO ${MEMBER}`);
    await expectRefusal(
      { DATABASE_URL: addressAs(MEMBER) },
      /^The database lacks \d+ migrations? \(from Baseline\d+\): run "npm run migrate"/,
    );
    // Nor with the owner's address: whether it may is not what decides.
    await expectRefusal({ DATABASE_URL: addressAs(OWNER) }, /^The database lacks \d+ migrations? /);
  });

  it('is a command for the owner, which needs no keys and no mail server, and may be repeated', async () => {
    const settings = { NODE_ENV: 'production', DATABASE_OWNER_URL: addressAs(OWNER) };
    expect(await runToEnd(settings, 'migrate.js')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^The database is up to date; migrated: Baseline/) as string,
      stderr: '',
    });
    expect(await runToEnd(settings, 'migrate.js')).toMatchObject({
      code: 0,
      stdout: 'The database is up to date; no migration was missing.\n',
    });
  });

  it('is refused in one sentence without rights to', async () => {
    const { code, stderr } = await runToEnd(
      { DATABASE_URL: 'postgres://a@127.0.0.1:1/b' },
      'migrate.js',
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The database at 127\.0\.0\.1:1\/b cannot be used[^\n]*\.\n$/);
  });

  it('leaves an API that needs no owner: a mere member of the role sells tickets', async () => {
    const api = await startApi({
      databaseUrl: addressAs(MEMBER),
      env: { DEMO_IDENTITY: 'on', DEMO_DATA: 'on' },
    });
    const { status } = await request(`${api.url}/api/v1/booking/reserve`, {
      body: { userId: 1, tickets: [{ tier: 'VIP', quantity: 1 }] },
    });
    expect(status).toBe(200);
    expect(await api.stop()).toEqual({ code: 0, signal: null });
  });

  it('leaves .env.example working as it stands, with a database of one’s own', async () => {
    const { PORT, HOST, DATABASE_URL, ...env } = parseEnv(
      readFileSync(`${WORKSPACE}/.env.example`, 'utf8'),
    ) as Record<string, string>;
    expect([PORT, HOST, DATABASE_URL]).not.toContain(undefined);
    const folder = mkdtempSync(join(tmpdir(), 'env-example-'));
    mkdirSync(join(folder, 'apps/web/dist/browser'), { recursive: true });
    writeFileSync(join(folder, 'apps/web/dist/browser/index.html'), '<app-root></app-root>');
    const api = await startApi({ databaseUrl: addressAs(MEMBER), env, cwd: folder });
    const page = await fetch(`${api.url}/events/1`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<app-root');
    await api.stop('SIGINT');
    rmSync(folder, { recursive: true });
  });
});

describe('a database from before the first release', () => {
  const OLD =
    /^The database was made by a version from before the first release \(it has Languages1766400000000\) and cannot be upgraded: [^\n]+\.\n$/;

  let database: TestDatabase;
  let client: pg.Client;

  /** As those versions left it: their list of migrations, and tables of the same names. */
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(`
      CREATE TABLE migrations (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL);
      INSERT INTO migrations (timestamp, name) VALUES
        (1763800000000, 'InitialSchema1763800000000'), (1766400000000, 'Languages1766400000000');
      CREATE TABLE events (id bigint PRIMARY KEY);
      DO $$ BEGIN
        CREATE ROLE boxoffice_application NOLOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$;
      GRANT SELECT ON migrations TO boxoffice_application;`);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it.each(['migrate.js', 'main.js'] as const)(
    '%s: one sentence, and nothing changed',
    async (main) => {
      expect(await runToEnd({ DATABASE_URL: database.url, PORT: '0' }, main)).toEqual({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(OLD) as string,
      });
      const { rows } = await client.query<{ tables: string }>(
        `SELECT string_agg(tablename, ', ' ORDER BY tablename) AS tables FROM pg_tables
       WHERE schemaname IN ('public', 'pgboss')`,
      );
      expect(rows).toEqual([{ tables: 'events, migrations' }]);
    },
  );
});

describe('an old Node', () => {
  const version20 =
    'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})';

  it.each(['main.js', 'migrate.js'] as const)('%s: one sentence, exit code 1', async (main) => {
    expect(await runToEnd({}, main, ['--import', version20])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Boxoffice needs Node 22.22.0 or newer, and this is 20.20.2: start it with a newer one.\n',
    });
  });
});

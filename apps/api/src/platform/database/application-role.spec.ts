import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@boxoffice/testing';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { admitApplication } from './application-role.js';
import { createDataSource } from './data-source.js';
import { migrate } from '../../schema/migrate.js';
import { SCHEMA } from '../../schema/boxoffice-schema.js';

const POOL = { DATABASE_POOL_SIZE: 2, DATABASE_WAIT_MS: 10_000 };

/** Roles belong to the server, so these have names of this run's own. */
const RUN = randomBytes(4).toString('hex');
const OWNER = `owner_${RUN}`;
const LOGIN = `login_${RUN}`;

describe('the role of the application', () => {
  let database: TestDatabase;
  let superuser: pg.Client;
  const opened: DataSource[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    superuser = new pg.Client({ connectionString: database.url });
    await superuser.connect();
    const name = new URL(database.url).pathname.slice(1);
    await superuser.query(`CREATE ROLE ${OWNER} LOGIN PASSWORD 'owner'`);
    await superuser.query(`CREATE ROLE ${LOGIN} LOGIN PASSWORD 'login'`);
    await superuser.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} OWNER TO ${OWNER}`);
  });

  afterAll(async () => {
    await Promise.all(opened.map((dataSource) => dataSource.destroy()));
    await superuser.query(`DROP OWNED BY ${OWNER} CASCADE`);
    await superuser.end();
    await database.drop();
    const admin = new pg.Client({ connectionString: process.env.BOXOFFICE_TEST_DATABASE_URL });
    await admin.connect();
    await admin.query(`DROP ROLE ${OWNER}, ${LOGIN}`);
    await admin.end();
  });

  function addressAs(user: string, password: string): string {
    const url = new URL(database.url);
    url.username = user;
    url.password = password;
    return url.href;
  }

  async function open(
    settings: { DATABASE_URL: string; DATABASE_OWNER_URL?: string },
    user?: 'owner',
  ): Promise<DataSource> {
    const dataSource = await createDataSource({ ...POOL, ...settings }, SCHEMA, user).initialize();
    opened.push(dataSource);
    return dataSource;
  }

  const settings = (): { DATABASE_URL: string; DATABASE_OWNER_URL: string } => ({
    DATABASE_URL: addressAs(LOGIN, 'login'),
    DATABASE_OWNER_URL: addressAs(OWNER, 'owner'),
  });

  it('is asked of an administrator, in one sentence, where the owner may not make it', async () => {
    const owner = await open(settings(), 'owner');
    // Another test may have made the role already; then this owner may not work as it, which is the same.
    await expect(migrate(owner)).rejects.toThrow(
      `let an administrator of the server run "CREATE ROLE boxoffice_application NOLOGIN; GRANT boxoffice_application TO ${OWNER};" once.`,
    );
  });

  it('is taken by a login that has no other right, on tables that an ordinary owner made', async () => {
    // As the administrator does; another test of this run may have done so at the same moment.
    await superuser.query(`
      DO $$ BEGIN
        CREATE ROLE boxoffice_application NOLOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$`);
    await superuser.query(`GRANT boxoffice_application TO ${OWNER}, ${LOGIN}`);
    await migrate(await open(settings(), 'owner'));

    const application = await open(settings());
    await application.query(`INSERT INTO users (id, name) VALUES (1, 'John')`);
    expect(await application.query('SELECT name FROM users')).toEqual([{ name: 'John' }]);
    await application.query('SET ROLE NONE');
    await expect(application.query('CREATE TABLE public.mine ()')).rejects.toThrow(
      'permission denied',
    );
    await expect(application.query('ALTER TABLE audit_entries RENAME TO gone')).rejects.toThrow(
      'must be owner',
    );
    await expect(application.query(`SET ROLE ${OWNER}`)).rejects.toThrow('permission denied');
  });

  it('reads and writes the rows of tables that are made later, and only reads the list of migrations', async () => {
    const owner = await open(settings(), 'owner');
    await owner.query('CREATE TABLE later (id bigint)');
    const application = await open(settings());
    await application.query('INSERT INTO later VALUES (1)');
    await expect(application.query('TRUNCATE later')).rejects.toThrow('permission denied');
    await expect(application.query('SELECT FROM migrations')).resolves.toBeDefined();
    await expect(application.query('DELETE FROM migrations')).rejects.toThrow('permission denied');
  });

  it('adds payments, and changes none that is there', async () => {
    const application = await open(settings());
    const rights = await application.query<object[]>(
      `SELECT privilege_type AS "right" FROM information_schema.role_table_grants
       WHERE grantee = 'boxoffice_application' AND table_name = 'payments' ORDER BY 1`,
    );
    expect(rights).toEqual([{ right: 'INSERT' }, { right: 'SELECT' }]);
    for (const sql of [
      `UPDATE payments SET created_at = now()`,
      'DELETE FROM payments',
      'TRUNCATE payments',
    ]) {
      await expect(application.query(sql)).rejects.toThrow('permission denied');
    }
  });

  it('is made once, however many databases are migrated at the same moment', async () => {
    const owners = await Promise.all(
      Array.from({ length: 4 }, () => open({ DATABASE_URL: database.url }, 'owner')),
    );
    await Promise.all(owners.map((owner) => migrate(owner)));
    const { rows } = await superuser.query(
      `SELECT count(*)::integer AS roles FROM pg_roles WHERE rolname = 'boxoffice_application'`,
    );
    expect(rows).toEqual([{ roles: 1 }]);
    await admitApplication(await open({ DATABASE_URL: database.url }, 'owner'));
  });
});

import pg from 'pg';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { THE_SYSTEM } from './actor.js';
import { AuditTrail } from './audit-trail.js';
import { sealEntries } from './audit.fixture.js';

/** What would change the past, and what would make way for it. */
const CHANGES = ['audit_entries', 'audit_chain'].flatMap((table) => [
  `UPDATE ${table} SET action = 'nothing.happened'`,
  `DELETE FROM ${table}`,
  `TRUNCATE ${table}`,
]);
const WAYS_ROUND = [
  'DROP TABLE audit_chain',
  'DROP TABLE audit_entries',
  'ALTER TABLE audit_entries DISABLE TRIGGER ALL',
  'ALTER TABLE audit_chain DISABLE TRIGGER audit_chain_only_added_to',
  'DROP TRIGGER audit_entries_only_added_to ON audit_entries',
  'DROP FUNCTION refuse_to_change_the_audit CASCADE',
  'ALTER TABLE audit_entries RENAME TO gone',
  'CREATE RULE forget AS ON INSERT TO audit_entries DO INSTEAD NOTHING',
  `SET session_replication_role = 'replica'`,
  'CREATE ROLE another SUPERUSER',
];
/** What the database says of an entry, and not whoever records it. */
const FORGERIES = [
  `INSERT INTO audit_entries (at, action, actor_role, subject_kind, subject_id)
   VALUES ('2020-01-01', 'user.added', 'admin', 'user', 1)`,
  `INSERT INTO audit_entries (transaction_id, action, actor_role, subject_kind, subject_id)
   VALUES ('1', 'user.added', 'admin', 'user', 1)`,
  `INSERT INTO audit_entries (id, action, actor_role, subject_kind, subject_id)
   OVERRIDING SYSTEM VALUE VALUES (1, 'user.added', 'admin', 'user', 1)`,
];

describe('the audit is only ever added to', () => {
  let database: DemoDatabase;
  let owner: pg.Client;

  beforeAll(async () => {
    database = await openDemoDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    await new AuditTrail().record(database.dataSource.manager, [
      {
        ...THE_SYSTEM,
        action: 'user.added',
        subject: { kind: 'user', id: '1' },
        before: null,
        after: { role: 'customer' },
      },
    ]);
    await sealEntries(database.dataSource, 1);
  });

  afterAll(async () => {
    await owner.end();
    await database.close();
  });

  it('the API works as a role that may do little', async () => {
    const [role] = await database.dataSource.query<object[]>(
      `SELECT rolname AS name, rolsuper, rolcreaterole, rolcreatedb, rolcanlogin
       FROM pg_roles WHERE rolname = current_user`,
    );
    expect(role).toEqual({
      name: 'boxoffice_application',
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolcanlogin: false,
    });
  });

  it.each([...CHANGES, ...WAYS_ROUND, ...FORGERIES])('refuses the application: %s', async (sql) => {
    await expect(database.dataSource.query(sql)).rejects.toMatchObject({
      driverError: { code: '42501' },
    });
  });

  it.each(CHANGES)('refuses even the owner: %s', async (sql) => {
    await expect(owner.query(sql)).rejects.toThrow(
      /^(UPDATE|DELETE|TRUNCATE) of audit_(entries|chain) is refused: the audit is only ever added to$/,
    );
  });

  it('refuses the owner also where triggers are off for replication', async () => {
    await owner.query(`SET session_replication_role = 'replica'`);
    await expect(owner.query('DELETE FROM audit_entries')).rejects.toThrow('only ever added to');
  });

  it('has what was recorded, all the same', async () => {
    const { rows } = await owner.query(
      `SELECT action, subject_id, after FROM audit_entries JOIN audit_chain USING (action, subject_id)`,
    );
    expect(rows).toEqual([{ action: 'user.added', subject_id: '1', after: { role: 'customer' } }]);
  });
});

import type pg from 'pg';
import { insertDemoUsers } from '../../demo/demo-users.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { THE_SYSTEM } from './actor.js';
import { AuditTrail } from './audit-trail.js';
import { connectAsOwner } from './audit.fixture.js';

describe('a change of a role', () => {
  let database: DemoDatabase;
  let owner: pg.Client;

  beforeEach(async () => {
    database = await openDemoDatabase();
    owner = await connectAsOwner(database.url);
  });

  afterEach(async () => {
    await owner.end();
    await database.close();
  });

  const recorded = async (): Promise<object[]> => {
    const { rows } = await owner.query<object>(
      `SELECT action, actor_role, subject_id, before, after FROM audit_entries ORDER BY id`,
    );
    return rows;
  };

  /** As the API does: the change, and who has done it, in one transaction. */
  const changeAndRecord = (role: string, recordedRole = role): Promise<void> =>
    database.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE users SET role = $1 WHERE id = 2', [role]);
      await new AuditTrail().record(manager, [
        {
          ...THE_SYSTEM,
          action: 'user.role_changed',
          actorId: '3',
          actorRole: 'admin',
          subject: { kind: 'user', id: '2' },
          before: { role: 'customer' },
          after: { role: recordedRole },
        },
      ]);
    });

  it('past the API is recorded, with the user of the database', async () => {
    await owner.query(`UPDATE users SET role = 'admin' WHERE id IN (1, 2)`);
    const [me] = (await owner.query<{ me: string }>('SELECT session_user AS me')).rows;
    const entry = (id: string): object => ({
      action: 'user.role_written',
      actor_role: 'system',
      subject_id: id,
      before: { role: 'customer' },
      after: { role: 'admin', databaseUser: me?.me },
    });
    const entries = await recorded();
    expect(entries).toHaveLength(2);
    expect(entries).toEqual(expect.arrayContaining([entry('1'), entry('2')]));
  });

  it('past the API is recorded also where triggers are off for replication', async () => {
    await owner.query(`SET session_replication_role = 'replica'`);
    await owner.query(`UPDATE users SET role = 'admin' WHERE id = 1`);
    expect(await recorded()).toHaveLength(1);
  });

  it.each(['organiser', 'admin', 'door_staff'])(
    'past the API is recorded where somebody is added as %s, also where triggers are off',
    async (role) => {
      await owner.query('INSERT INTO users (id, name, role) VALUES (1000, $1, $2)', ['Eve', role]);
      await owner.query(`SET session_replication_role = 'replica'`);
      await owner.query('INSERT INTO users (id, name, role) VALUES (1001, $1, $2)', ['Eve', role]);
      const written = expect.objectContaining({
        action: 'user.role_written',
        before: null,
        after: { role, databaseUser: expect.any(String) },
      });
      expect(await recorded()).toEqual([written, written]);
    },
  );

  it('of nobody is what makes a customer or a guest', async () => {
    await owner.query(
      `INSERT INTO users (id, name, role) VALUES (1000, 'Ada', 'customer'), (1001, 'Guest', 'guest')`,
    );
    expect(await recorded()).toEqual([]);
  });

  it('that comes with the demo is recorded once, by the API', async () => {
    await owner.query('DELETE FROM organiser_members; DELETE FROM users WHERE id IN (3, 4)');
    await insertDemoUsers(database.dataSource);
    const added = (id: string, role: string): object => ({
      action: 'user.added',
      actor_role: 'system',
      subject_id: id,
      before: null,
      after: { role, givenBy: 'DEMO_DATA' },
    });
    expect(await recorded()).toEqual([added('3', 'admin'), added('4', 'door_staff')]);
  });

  it('by the API is recorded once, by the API', async () => {
    await changeAndRecord('organiser');
    expect(await recorded()).toEqual([
      expect.objectContaining({ action: 'user.role_changed', after: { role: 'organiser' } }),
    ]);
  });

  it('is recorded where the entry of its transaction says something else', async () => {
    await changeAndRecord('admin', 'organiser');
    expect(await recorded()).toEqual([
      expect.objectContaining({ action: 'user.role_changed', after: { role: 'organiser' } }),
      expect.objectContaining({
        action: 'user.role_written',
        after: expect.objectContaining({ role: 'admin' }),
      }),
    ]);
  });

  it('that changes nothing, or is taken back, is not recorded', async () => {
    await owner.query(`UPDATE users SET role = 'customer' WHERE id = 1`);
    await owner.query(`BEGIN; UPDATE users SET role = 'admin' WHERE id = 1; ROLLBACK`);
    expect(await recorded()).toEqual([]);
  });
});

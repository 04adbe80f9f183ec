import { PasswordHashes } from '../accounts/passwords/password-hashes.js';
import { openDemoDatabase, type DemoDatabase } from '../schema/database.fixture.js';
import { closeDemoAccounts, DEMO_SIGN_INS, openDemoAccounts } from './demo-users.js';

describe('the accounts of the demo’s users', () => {
  let database: DemoDatabase;

  beforeEach(async () => {
    database = await openDemoDatabase();
  });

  afterEach(() => database.close());

  const passwords = async (): Promise<(string | null)[]> => {
    const rows = await database.dataSource.query<{ password_hash: string | null }[]>(
      'SELECT password_hash FROM users ORDER BY id',
    );
    return rows.map(({ password_hash }) => password_hash);
  };

  it('are one of each role, and their password is the one that is published', async () => {
    await openDemoAccounts(database.dataSource);
    expect(DEMO_SIGN_INS.map(({ role }) => role)).toEqual([
      'customer',
      'customer',
      'admin',
      'door_staff',
      'organiser',
    ]);
    const hashes = await passwords();
    const matches = hashes.map((hash) =>
      new PasswordHashes().verify(hash, DEMO_SIGN_INS[0]?.password ?? ''),
    );
    expect(await Promise.all(matches)).toEqual([true, true, true, true, true]);
  });

  it('are given to users of a database that knew none', async () => {
    await database.dataSource.query(
      `UPDATE users SET email = NULL, email_key = NULL, password_hash = NULL`,
    );
    await openDemoAccounts(database.dataSource);
    expect(await passwords()).not.toContain(null);
  });

  it('are not given to somebody who has changed', async () => {
    await database.dataSource.query(
      `UPDATE users SET name = 'Erased', password_hash = NULL WHERE id = 1`,
    );
    await openDemoAccounts(database.dataSource);
    expect((await passwords())[0]).toBeNull();
  });

  it('are closed where strangers get to, with their sessions', async () => {
    await openDemoAccounts(database.dataSource);
    await database.dataSource.query(
      `INSERT INTO sessions (id, user_id, expires_at) VALUES (1, 3, now() + interval '1 day')`,
    );
    await closeDemoAccounts(database.dataSource);
    expect(new Set(await passwords())).toEqual(new Set([null]));
    const [session] = await database.dataSource.query<{ end_reason: string }[]>(
      'SELECT end_reason FROM sessions',
    );
    expect(session?.end_reason).toBe('disabled');
  });
});

import { openDemoDatabase, type DemoDatabase } from '../database.fixture.js';

describe('keys of addresses that were stored before', () => {
  let database: DemoDatabase;

  beforeAll(async () => {
    database = await openDemoDatabase('owner');
    const { dataSource } = database;
    while (dataSource.migrations.length > 0) {
      const [last] = await dataSource.query<{ name: string }[]>(
        `SELECT name FROM migrations ORDER BY id DESC LIMIT 1`,
      );
      await dataSource.undoLastMigration();
      if (last?.name === 'AddressKeys1764810000000') break;
    }
    await dataSource.query(
      `INSERT INTO users (id, name, email, email_key, role) VALUES
         (1001, E'Rene\\u0301', E'rene\\u0301@mail.example', E'ren\\u00e9@mail.example', 'customer'),
         (1002, 'x', E'info@b\\u00fccher.example', E'info@b\\u00fccher.example', 'customer'),
         (1003, 'x', 'info@xn--bcher-kva.example', 'info@xn--bcher-kva.example', 'customer'),
         (1004, 'x', E'\\u212aim@mail.example', 'kim@mail.example', 'guest')`,
    );
    await dataSource.query(
      `INSERT INTO mails (id, template, to_address, to_name, data) VALUES
         (1, 'verify-email', E'Rene\\u0301@mail.example', '', '{}'),
         (2, 'verify-email', 'Kim@Mail.Example', '', '{}')`,
    );
    await dataSource.runMigrations();
  });

  afterAll(() => database.close());

  it('are those of the function, and nobody is taken for somebody else', async () => {
    expect(
      await database.dataSource.query(
        `SELECT id, name, email_key FROM users WHERE id > 1000 ORDER BY id`,
      ),
    ).toEqual([
      { id: '1001', name: 'Ren\u00e9', email_key: 'ren\u00e9@mail.example' },
      { id: '1002', name: 'x', email_key: 'info@xn--bcher-kva.example#1002' },
      { id: '1003', name: 'x', email_key: 'info@xn--bcher-kva.example' },
      { id: '1004', name: 'x', email_key: '\u212aim@mail.example' },
    ]);
    expect(await database.dataSource.query(`SELECT to_address FROM mails ORDER BY id`)).toEqual([
      { to_address: 'ren\u00e9@mail.example' },
      { to_address: 'kim@mail.example' },
    ]);
  });
});

import { addressKey, isEmailAddress, mailboxKey } from '@boxoffice/contracts';
import { openDemoDatabase, type DemoDatabase } from '../database.fixture.js';

const MAILBOXES = [
  ['kim@mail.example', 'kim@mail.example'],
  ['Kim+1@mail.example', 'kim@mail.example'],
  ['kim+1+2@B\u00fccher.example', 'kim@xn--bcher-kva.example'],
  ['+kim@mail.example', '+kim@mail.example'],
  ['kim.lee@mail.example', 'kim.lee@mail.example'],
] as const;

describe('keys of mailboxes', () => {
  let database: DemoDatabase;

  beforeAll(async () => {
    database = await openDemoDatabase('owner');
    const { dataSource } = database;
    while (dataSource.migrations.length > 0) {
      const [last] = await dataSource.query<{ name: string }[]>(
        `SELECT name FROM migrations ORDER BY id DESC LIMIT 1`,
      );
      await dataSource.undoLastMigration();
      if (last?.name === 'MailboxKeys1765600000000') break;
    }
    await insert(1_000);
    await dataSource.runMigrations();
  });

  afterAll(() => database.close());

  /** A guest of each address, with ids from a first one on. */
  const insert = (first: number): Promise<unknown> =>
    database.dataSource.query(
      `INSERT INTO users (id, name, role, email, email_key)
       SELECT $1 + number, 'Guest', 'guest', email, email
       FROM unnest($2::text[]) WITH ORDINALITY AS listed (email, number)`,
      [first, MAILBOXES.map(([address]) => addressKey(address))],
    );

  const keysFrom = async (first: number): Promise<(string | null)[]> => {
    const rows = await database.dataSource.query<{ mailbox_key: string | null }[]>(
      `SELECT mailbox_key FROM users WHERE id > $1 ORDER BY id LIMIT $2`,
      [first, MAILBOXES.length],
    );
    return rows.map((row) => row.mailbox_key);
  };

  it('are made of the addresses that were there', async () => {
    expect(await keysFrom(1_000)).toEqual(MAILBOXES.map(([, mailbox]) => mailbox));
  });

  it('are written with an address, changed with it and removed with it', async () => {
    await insert(2_000);
    expect(await keysFrom(2_000)).toEqual(MAILBOXES.map(([, mailbox]) => mailbox));
    await database.dataSource.query(
      `UPDATE users SET email_key = 'lee+x@mail.example' WHERE id > 2000`,
    );
    expect(await keysFrom(2_000)).toEqual(MAILBOXES.map(() => 'lee@mail.example'));
    await database.dataSource.query(
      `UPDATE users SET email = NULL, email_key = NULL WHERE id > 2000`,
    );
    expect(await keysFrom(2_000)).toEqual(MAILBOXES.map(() => null));
  });

  it('are those that the contracts know, whatever the letters', async () => {
    const addresses = Array.from({ length: 0xffff }, (_, code) => {
      const letter = String.fromCharCode(code);
      return [`a${letter}b+c${letter}+d@mail.example`, `${letter}+@mail.example`];
    })
      .flat()
      .filter(isEmailAddress)
      .map(addressKey);
    expect(addresses.length).toBeGreaterThan(50_000);
    const differing = await database.dataSource.query<unknown[]>(
      `SELECT * FROM unnest($1::text[], $2::text[]) AS asked (address, mailbox)
       WHERE mailbox_of(address) IS DISTINCT FROM mailbox`,
      [addresses, addresses.map(mailboxKey)],
    );
    expect(differing).toEqual([]);
  });

  it('are nothing that anybody else writes', async () => {
    await database.dataSource.query(`UPDATE users SET mailbox_key = 'x' WHERE id > 1000`);
    expect(await keysFrom(1_000)).toEqual(MAILBOXES.map(([, mailbox]) => mailbox));
  });
});

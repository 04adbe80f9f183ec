import { addressKey, isEmailAddress, mailboxKey } from '@boxoffice/contracts';
import { openDemoDatabase, type DemoDatabase } from './database.fixture.js';

const MAILBOXES = [
  ['kim@mail.example', 'kim@mail.example'],
  ['Kim+1@mail.example', 'kim@mail.example'],
  ['kim+1+2@B\u00fccher.example', 'kim@xn--bcher-kva.example'],
  ['+kim@mail.example', '+kim@mail.example'],
  ['kim.lee@mail.example', 'kim.lee@mail.example'],
] as const;

describe('keys of mailboxes', () => {
  let database: DemoDatabase;

  /** A guest of each address. */
  beforeEach(async () => {
    database = await openDemoDatabase();
    await database.dataSource.query(
      `INSERT INTO users (id, name, role, email, email_key)
       SELECT 1000 + number, 'Guest', 'guest', email, email
       FROM unnest($1::text[]) WITH ORDINALITY AS listed (email, number)`,
      [MAILBOXES.map(([address]) => addressKey(address))],
    );
  });

  afterEach(() => database.close());

  const keys = async (): Promise<(string | null)[]> => {
    const rows = await database.dataSource.query<{ mailbox_key: string | null }[]>(
      `SELECT mailbox_key FROM users WHERE id > 1000 ORDER BY id LIMIT $1`,
      [MAILBOXES.length],
    );
    return rows.map((row) => row.mailbox_key);
  };

  it('are written with an address, changed with it and removed with it', async () => {
    expect(await keys()).toEqual(MAILBOXES.map(([, mailbox]) => mailbox));
    await database.dataSource.query(
      `UPDATE users SET email_key = 'lee+x@mail.example' WHERE id > 1000`,
    );
    expect(await keys()).toEqual(MAILBOXES.map(() => 'lee@mail.example'));
    await database.dataSource.query(
      `UPDATE users SET email = NULL, email_key = NULL WHERE id > 1000`,
    );
    expect(await keys()).toEqual(MAILBOXES.map(() => null));
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
    expect(await keys()).toEqual(MAILBOXES.map(([, mailbox]) => mailbox));
  });
});

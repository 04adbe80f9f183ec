import { QueryFailedError } from 'typeorm';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { Transactions } from './in-transaction.js';

describe('a transaction', () => {
  let database: DemoDatabase;
  let transactions: Transactions;

  beforeAll(async () => {
    // Only the owner may end connections, which one of the tests does.
    database = await openDemoDatabase('owner');
    transactions = new Transactions(database.dataSource);
  });

  afterAll(() => database.close());

  const nameOfUser = async (id: number): Promise<string> => {
    const [user] = await database.dataSource.query<{ name: string }[]>(
      'SELECT name FROM users WHERE id = $1',
      [id],
    );
    return user?.name ?? '';
  };

  it('is committed when its work returns', async () => {
    const answer = await transactions.run(async (manager) => {
      await manager.query(`UPDATE users SET name = 'Committed' WHERE id = 1`);
      return 42;
    });
    expect(answer).toBe(42);
    expect(await nameOfUser(1)).toBe('Committed');
  });

  it('is rolled back when its work throws, and throws the same', async () => {
    const failure = new Error('on purpose');
    await expect(
      transactions.run(async (manager) => {
        await manager.query(`UPDATE users SET name = 'Lost' WHERE id = 2`);
        throw failure;
      }),
    ).rejects.toBe(failure);
    expect(await nameOfUser(2)).toBe('Jane Smith');
  });

  it('carries out what is not waited for before its commit', async () => {
    await transactions.run((manager, pipelined) => {
      pipelined.add(manager.query(`UPDATE users SET name = 'Pipelined' WHERE id = 1`));
      return Promise.resolve();
    });
    expect(await nameOfUser(1)).toBe('Pipelined');
  });

  it('is undone as a whole where something that is not waited for fails, and says what failed', async () => {
    await transactions.run(async (manager) => {
      await manager.query(`UPDATE users SET name = 'Before' WHERE id = 1`);
    });
    const work = transactions.run(async (manager, pipelined) => {
      await manager.query(`UPDATE users SET name = 'Lost' WHERE id = 1`);
      pipelined.add(
        manager.query('SELECT require_all_tickets(1, 2)'),
        manager.query(`UPDATE users SET name = 'Lost, too' WHERE id = 1`),
      );
    });
    await expect(work).rejects.toThrow('2 tickets were to change their state, but 1 could.');
    expect(await nameOfUser(1)).toBe('Before');
  });

  it('says what failed first where the work runs into it', async () => {
    const work = transactions.run(async (manager, pipelined) => {
      pipelined.add(manager.query('SELECT 1 / 0'));
      await manager.query('SELECT 1');
    });
    await expect(work).rejects.toThrow('division by zero');
  });

  it('is run again as a whole when it loses a deadlock', async () => {
    let runs = 0;
    // Each locks one row, waits until the other has done so too, and wants the other's: one of them
    // must lose. In its second run it is alone, so nothing is waited for.
    const bothHaveLocked = barrier(2);
    const lockBoth = (first: number, second: number) => {
      let tries = 0;
      return transactions.run(async (manager) => {
        runs += 1;
        tries += 1;
        await manager.query(`UPDATE users SET name = name || '!' WHERE id = $1`, [first]);
        if (tries === 1) await bothHaveLocked();
        await manager.query(`UPDATE users SET name = name || '!' WHERE id = $1`, [second]);
      });
    };
    await Promise.all([lockBoth(2, 3), lockBoth(3, 2)]);
    expect(runs).toBe(3);
    expect(await nameOfUser(2)).toBe('Jane Smith!!');
    expect(await nameOfUser(3)).toBe('Admin User!!');
  });

  it('is given up after a bounded number of retries', async () => {
    let runs = 0;
    await expect(
      transactions.run(async (manager) => {
        runs += 1;
        await manager.query(`DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$`);
      }),
    ).rejects.toThrow(QueryFailedError);
    expect(runs).toBe(5);
  });

  it('gives its connection back when the connection breaks, and says what broke it', async () => {
    const work = (): Promise<void> =>
      transactions.run(async (manager) => {
        await manager.query('SELECT pg_terminate_backend(pg_backend_pid())');
      });
    // More often than the pool has connections: a lost one would leave the last waiting.
    for (let i = 0; i < 12; i += 1) await expect(work()).rejects.toThrow(/terminat/i);
    expect(await transactions.run(() => Promise.resolve('alive'))).toBe('alive');
  });
});

/** A meeting point: everyone who comes waits until all have come. */
function barrier(expected: number): () => Promise<void> {
  let come = 0;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    come += 1;
    if (come === expected) open();
    return opened;
  };
}

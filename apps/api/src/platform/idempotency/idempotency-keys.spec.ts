import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { IdempotencyKeys, SWEPT_AT_ONCE } from './idempotency-keys.js';

describe('idempotency keys', () => {
  let database: DemoDatabase;
  let keys: IdempotencyKeys;

  beforeEach(async () => {
    database = await openDemoDatabase();
    keys = new IdempotencyKeys(database.dataSource);
  });

  afterEach(() => database.close());

  const request = (key: string, caller = '1') => ({ caller, key, fingerprint: `asks ${key}` });

  async function kept(): Promise<string[]> {
    const rows = await database.dataSource.query<{ key: string }[]>(
      'SELECT key FROM idempotency_keys ORDER BY key',
    );
    return rows.map(({ key }) => key);
  }

  /** Carries a request out that is answered with a word. */
  async function answer(key: string, word: string): Promise<void> {
    await database.dataSource.transaction(async (manager) => {
      expect(await keys.take(manager, [request(key)])).toEqual(new Map());
      await keys.store(manager, [[request(key), { answer: word }]]);
    });
  }

  const age = (key: string, interval: string): Promise<unknown> =>
    database.dataSource.query(
      `UPDATE idempotency_keys SET created_at = now() - $2::interval WHERE key = $1`,
      [key, interval],
    );

  it('are gone after 24 hours, and not before', async () => {
    await answer('old', 'first');
    await answer('young', 'first');
    await age('old', '24 hours 1 minute');
    await age('young', '23 hours 59 minutes');
    expect(await keys.sweep(24)).toBe(1);
    expect(await kept()).toEqual(['young']);
    // Free for a request of its own again.
    await answer('old', 'second');
  });

  it('are removed some thousands at once, the oldest first', async () => {
    await database.dataSource.query(
      `INSERT INTO idempotency_keys (caller, key, fingerprint, created_at)
       SELECT '1', lpad(number::text, 5, '0'), '', now() - interval '2 days' + number * interval '1 second'
       FROM generate_series(1, $1::integer + 2) AS number`,
      [SWEPT_AT_ONCE],
    );
    expect(await keys.sweep(24)).toBe(SWEPT_AT_ONCE);
    expect(await kept()).toEqual(['05001', '05002']);
    expect(await keys.sweep(24)).toBe(2);
  });

  it('that another process removes at this moment are left to it', async () => {
    await answer('old', 'first');
    await age('old', '2 days');
    await database.dataSource.transaction(async (manager) => {
      await manager.query('SELECT 1 FROM idempotency_keys FOR UPDATE');
      expect(await keys.sweep(24)).toBe(0);
    });
    expect(await keys.sweep(24)).toBe(1);
  });

  it('are taken again when the transaction that took them was rolled back', async () => {
    await expect(
      database.dataSource.transaction(async (manager) => {
        await keys.take(manager, [request('lost')]);
        throw new Error('on purpose');
      }),
    ).rejects.toThrow('on purpose');
    await answer('lost', 'first');
  });

  it('are each caller’s own', async () => {
    await answer('shared', 'first');
    const taken = await database.dataSource.transaction((manager) =>
      keys.take(manager, [request('shared', '2'), request('shared')]),
    );
    expect([...taken.values()]).toEqual([{ answer: 'first' }]);
  });

  it('that are given back can be taken again', async () => {
    await database.dataSource.transaction(async (manager) => {
      await keys.take(manager, [request('later')]);
      await keys.giveBack(manager, [request('later')]);
    });
    await answer('later', 'first');
  });
});

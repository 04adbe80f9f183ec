import pg from 'pg';
import { createDatabaseTemplate, createTestDatabase } from './databases.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('throw-away databases', () => {
  it('are apart from each other and gone after the drop', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await query(one.url, 'CREATE TABLE t (n int)');
    await expect(query(two.url, 'SELECT * FROM t')).rejects.toThrow('relation "t" does not exist');
    await one.drop();
    await two.drop();
    await expect(query(one.url, 'SELECT 1')).rejects.toThrow('does not exist');
  });

  it('are clones of a template that is prepared once, whoever asks at the same time', async () => {
    let preparations = 0;
    const prepare = async (url: string): Promise<void> => {
      preparations += 1;
      await query(url, 'CREATE TABLE t AS SELECT 7 AS n');
    };
    await Promise.all([1, 2, 3].map(() => createDatabaseTemplate('seven', prepare)));
    const clone = await createTestDatabase({ template: 'seven' });
    expect(await query(clone.url, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
    expect(preparations).toBe(1);
    await clone.drop();
  });

  it('build a template anew after a failed preparation', async () => {
    const failing = createDatabaseTemplate('eight', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await createDatabaseTemplate('eight', async (url) => {
      await query(url, 'CREATE TABLE t (n int)');
    });
    const clone = await createTestDatabase({ template: 'eight' });
    expect(await query(clone.url, 'SELECT n FROM t')).toEqual([]);
    await clone.drop();
  });
});

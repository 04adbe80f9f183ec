import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDemoDatabase, type DemoDatabase } from '../schema/database.fixture.js';
import { ImageSweep } from './image-sweep.js';
import { FolderStorage } from './storage/folder-storage.js';

const USED = 'a'.repeat(32);
const JUST_UNUSED = 'b'.repeat(32);
const LONG_UNUSED = 'c'.repeat(32);

describe('the sweep of pictures', () => {
  let database: DemoDatabase;
  let folder: string;

  beforeAll(async () => {
    database = await openDemoDatabase();
    folder = await mkdtemp(join(tmpdir(), 'boxoffice-sweep-'));
  });

  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('removes those that no event has shown for a day, files and rows, and no others', async () => {
    const { dataSource } = database;
    const storage = new FolderStorage(folder);
    for (const [index, [key, unused]] of [
      [USED, null],
      [JUST_UNUSED, 23],
      [LONG_UNUSED, 25],
    ].entries()) {
      await dataSource.query(
        `INSERT INTO images (id, organiser_id, key, width, height, widths, unused_since)
         VALUES ($1, 1, $2, 480, 320, '{480}', now() - $3::int * interval '1 hour')`,
        [index + 1, key, unused],
      );
      for (const file of ['480.webp', '480.jpg']) {
        await storage.put(`${key}/${file}`, Buffer.from('x'));
      }
    }
    const sweep = new ImageSweep(dataSource, storage);
    expect(await sweep.sweep()).toBe(1);
    expect(await sweep.sweep()).toBe(0);
    expect((await readdir(folder)).sort()).toEqual([USED, JUST_UNUSED]);
    expect(await storage.get(`${LONG_UNUSED}/480.webp`)).toBeUndefined();
    expect(await dataSource.query('SELECT key FROM images ORDER BY id')).toEqual([
      { key: USED },
      { key: JUST_UNUSED },
    ]);
  });
});

import type { DataSource } from 'typeorm';
import { ManualClock } from '../../platform/clock/manual-clock.fixture.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { FreeTicketPages } from './free-ticket-pages.js';

/** The demo's GA tier, with tickets 151 to 650: more than a page. */
const GA = '3';

/** Its VIP tier, with tickets 1 to 50: less than a page. */
const VIP = '1';

const ids = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => String(first + index));

describe('the pages of free tickets', () => {
  let database: DemoDatabase;
  let clock: ManualClock;
  let readings: number;
  /** What happens after the database has answered a reading, and before that is known. */
  let meanwhile: () => Promise<unknown>;
  let pages: FreeTicketPages;

  beforeEach(async () => {
    database = await openDemoDatabase();
    clock = new ManualClock(0);
    readings = 0;
    meanwhile = () => Promise.resolve();
    const query = async (sql: string, parameters: unknown[]): Promise<unknown> => {
      readings += 1;
      const rows: unknown = await database.dataSource.query(sql, parameters);
      await meanwhile();
      return rows;
    };
    pages = new FreeTicketPages({ query } as unknown as DataSource, clock);
  });

  afterEach(() => database.close());

  const shown = async (): Promise<string[]> =>
    ((await pages.ofEvent('1')).get(GA) ?? []).map(({ id }) => id);

  it('are read once for all who ask within half a second', async () => {
    const all = await Promise.all(Array.from({ length: 1_000 }, shown));
    expect(new Set(all.map(({ length }) => length))).toEqual(new Set([100]));
    clock.milliseconds = 499;
    await shown();
    expect(readings).toBe(1);
    clock.milliseconds = 500;
    await shown();
    expect(readings).toBe(2);
  });

  it('lose tickets as soon as this process has taken them', async () => {
    await shown();
    pages.taken('1', GA, ['151', '153']);
    expect((await shown()).slice(0, 2)).toEqual(['152', '154']);
  });

  it('lose tickets that this process takes while they are being read', async () => {
    meanwhile = () => {
      pages.taken('1', GA, ['151', '153']);
      return Promise.resolve();
    };
    expect((await shown()).slice(0, 2)).toEqual(['152', '154']);
    expect((await shown()).slice(0, 2)).toEqual(['152', '154']);
  });

  it('are read again when they run out, where there may be more', async () => {
    await shown();
    pages.taken('1', GA, ids(151, 200));
    await shown();
    expect(readings).toBe(1);
    pages.taken('1', GA, ids(201, 201));
    await shown();
    expect(readings).toBe(2);
  });

  it('are not read again for a tier of which everything is shown', async () => {
    await shown();
    pages.taken('1', VIP, ids(1, 49));
    expect((await pages.ofEvent('1')).get(VIP)?.map(({ id }) => id)).toEqual(['50']);
    expect(readings).toBe(1);
  });

  it('that were being read when tickets came free are not kept', async () => {
    meanwhile = () => {
      meanwhile = () => Promise.resolve();
      pages.added('1');
      return Promise.resolve();
    };
    await shown();
    await shown();
    expect(readings).toBe(2);
  });
});

import { readFileSync, statSync } from 'node:fs';
import { startPostgres, type ThrowAwayCluster } from '@boxoffice/testing';
import type { DataSource } from 'typeorm';
import { insertDemoEvent } from '../../demo/demo-event.js';
import { insertDemoUsers } from '../../demo/demo-users.js';
import { createDataSource } from '../../platform/database/data-source.js';
import { untilSomebodyWaits } from '../../platform/database/until-somebody-waits.fixture.js';
import { IdempotencyKeys } from '../../platform/idempotency/idempotency-keys.js';
import { SCHEMA } from '../../schema/boxoffice-schema.js';
import { migrate } from '../../schema/migrate.js';
import { asks } from './asking.fixture.js';
import type { ReserveCommand } from './reserve-command.js';
import { reservingProcess, writeAll, type ReservingProcess } from './reserving-process.fixture.js';

const ROUNDS = 20;

/** A server of the test's own: what others do stands in another one's log. */
describe('a key that two requests take at the same moment', () => {
  let server: ThrowAwayCluster;
  let dataSource: DataSource;
  let here: ReservingProcess;
  let there: ReservingProcess;
  let logBegin = 0;

  beforeAll(async () => {
    server = await startPostgres();
    const settings = {
      DATABASE_URL: server.url(),
      DATABASE_POOL_SIZE: 10,
      DATABASE_WAIT_MS: 60_000,
    };
    dataSource = await createDataSource(settings, SCHEMA, 'owner').initialize();
    await migrate(dataSource);
    await insertDemoEvent(dataSource);
    await insertDemoUsers(dataSource);
    here = reservingProcess(dataSource);
    there = reservingProcess(dataSource, 2_000_000n);
    for (const { batch } of [here, there]) await batch.carryOut('1', [asks(1)]);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await server.stop();
  });

  beforeEach(() => {
    logBegin = statSync(server.logFile).size;
  });

  const errors = (): string[] =>
    readFileSync(server.logFile)
      .subarray(logBegin)
      .toString('utf8')
      .split('\n')
      .filter((line) => line.includes('ERROR'));

  const named = (key: string): ReserveCommand =>
    asks(1, { keyed: { caller: '1', key, fingerprint: `of ${key}` } });

  const bookings = async (): Promise<number> => {
    const [row] = await dataSource.query<{ count: number }[]>(
      'SELECT count(*)::integer AS count FROM bookings',
    );
    return row?.count ?? 0;
  };

  /** Reserves while another transaction has taken the key and has not ended. */
  async function reserveBeside(key: string, take: (by: DataSource['manager']) => Promise<unknown>) {
    let reserved: Promise<unknown> | undefined;
    await dataSource.transaction(async (manager) => {
      await take(manager);
      reserved = writeAll(here, [named(key)]);
      await untilSomebodyWaits({ dataSource });
    });
    return reserved;
  }

  it('is waited for and found, without an error in the log of the server', async () => {
    const before = await bookings();
    const keys = new IdempotencyKeys(dataSource);
    const request = { caller: '1', key: 'first', fingerprint: 'of first' };
    const reserved = await reserveBeside('first', async (manager) => {
      await keys.take(manager, [request]);
      await keys.store(manager, [[request, { answer: 'done' }]]);
    });
    expect(reserved).toBeUndefined();
    expect(await bookings()).toBe(before);
    expect(errors()).toEqual([]);
  });

  it('negative control: taken without its lock, it is an error in the log of the server', async () => {
    const reserved = await reserveBeside('second', (manager) =>
      manager.query(
        `INSERT INTO idempotency_keys (caller, key, fingerprint) VALUES ('1', 'second', '')`,
      ),
    );
    expect(reserved).toBeUndefined();
    expect(errors()).toEqual([expect.stringContaining('keys were to be new')]);
  });

  it('holds tickets once, however many processes are asked, and leaves no error', async () => {
    const before = await bookings();
    for (let round = 0; round < ROUNDS; round += 1) {
      const command = named(`round ${round}`);
      await Promise.all(
        [here, there, here, there].map(({ batch }) => batch.carryOut('1', [command])),
      );
    }
    expect(await bookings()).toBe(before + ROUNDS);
    expect(errors()).toEqual([]);
  });
});

import { jest } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import type pg from 'pg';
import { connectAsOwner } from '../audit/audit.fixture.js';
import { ManualClock } from '../clock/manual-clock.fixture.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { IdsModule } from './ids.module.js';
import { LEASE_MS, LEASE_RENEWAL_MS, LEASE_RETRY_MS, MachineLease } from './machine-lease.js';
import { IdLeaseLostError } from './snowflake.js';

/** What is sold within so long of a failover's end, in milliseconds, counts as sold at once. */
const SOON_MS = 2_000;

describe('the lease of a process whose database is away for longer than the lease', () => {
  let database: DemoDatabase;
  let clock: ManualClock;
  let lease: MachineLease;
  let ids: IdsModule;
  let owner: pg.Client;

  beforeEach(async () => {
    database = await openDemoDatabase();
    owner = await connectAsOwner(database.url);
    clock = new ManualClock(Date.now());
    lease = new MachineLease(database.dataSource, clock, 0);
    ids = new IdsModule(lease);
    jest.useFakeTimers({ doNotFake: ['Date', 'nextTick', 'performance', 'setImmediate'] });
    await ids.onModuleInit();
  });

  afterEach(async () => {
    await ids.onApplicationShutdown();
    jest.useRealTimers();
    await owner.end();
    await database.close();
  });

  /** Settles when that many renewals have ended, well or not. */
  async function untilRenewed(
    renewals: jest.SpiedFunction<MachineLease['renew']>,
    count: number,
  ): Promise<void> {
    while (renewals.mock.results.length < count) await turn();
    const runs = renewals.mock.results.map(({ value }): unknown => value);
    await Promise.allSettled(runs);
    await turn();
  }

  it('is renewed soon after the database is back, not only when a renewal is due again', async () => {
    const renewals = jest.spyOn(lease, 'renew');
    await owner.query('ALTER TABLE id_machines RENAME TO away');
    jest.advanceTimersByTime(LEASE_RENEWAL_MS);
    await untilRenewed(renewals, 1);
    jest.advanceTimersByTime(LEASE_RETRY_MS);
    await untilRenewed(renewals, 2);
    clock.milliseconds += LEASE_MS + 1;
    expect(() => lease.next()).toThrow(IdLeaseLostError);

    await owner.query('ALTER TABLE away RENAME TO id_machines');
    jest.advanceTimersByTime(LEASE_RETRY_MS);
    await untilRenewed(renewals, 3);
    expect(lease.next()).toMatch(/^\d+$/);
    expect(LEASE_RETRY_MS).toBeLessThan(SOON_MS / 2);
  });
});

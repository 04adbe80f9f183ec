import { ManualClock } from '../clock/manual-clock.fixture.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { LEASE_MS, MachineLease, NoMachineNumberError } from './machine-lease.js';
import { IdLeaseLostError } from './snowflake.js';

const machineOf = (id: string): number => Number((BigInt(id) >> 12n) & 31n);

describe('the lease of a machine number', () => {
  let database: DemoDatabase;
  let clock: ManualClock;

  beforeEach(async () => {
    database = await openDemoDatabase();
    clock = new ManualClock(Date.now());
  });

  afterEach(() => database.close());

  const newLease = (dataCenter = 0): MachineLease =>
    new MachineLease(database.dataSource, clock, dataCenter);

  const expireAll = (): Promise<unknown> =>
    database.dataSource.query(`UPDATE id_machines SET leased_until = now() - interval '1 hour'`);

  it('gives processes that start at once a number each', async () => {
    const leases = Array.from({ length: 20 }, () => newLease());
    await Promise.all(leases.map((lease) => lease.renew()));
    expect(new Set(leases.map((lease) => machineOf(lease.next()))).size).toBe(20);
  });

  it('refuses the 33rd process of a data centre, and not the first of another', async () => {
    for (let i = 0; i < 32; i += 1) await newLease().renew();
    await expect(newLease().renew()).rejects.toThrow(NoMachineNumberError);
    const elsewhere = newLease(1);
    await elsewhere.renew();
    expect(elsewhere.next()).toMatch(/^\d+$/);
  });

  it('makes no ids before it is held, nor after it has run out', async () => {
    const lease = newLease();
    expect(() => lease.next()).toThrow(IdLeaseLostError);
    await lease.renew();
    lease.next();
    clock.milliseconds += LEASE_MS + 1;
    expect(() => lease.next()).toThrow(IdLeaseLostError);
    await lease.renew();
    expect(lease.next()).toMatch(/^\d+$/);
  });

  it('takes a crashed process’s number only after all numbers that have rested longer', async () => {
    const crashed = newLease();
    await crashed.renew();
    const number = machineOf(crashed.next());
    await expireAll();
    const next = newLease();
    await next.renew();
    expect(machineOf(next.next())).not.toBe(number);
  });

  it('never repeats an id when the same number is leased again, even after the clock was set back', async () => {
    const first = newLease();
    await first.renew();
    const last = first.next();
    await database.dataSource.query(
      `INSERT INTO id_machines
       SELECT 0, number, gen_random_uuid(), now() + interval '1 day', 0 FROM generate_series(0, 31) AS number
       ON CONFLICT DO NOTHING`,
    );
    await first.release();
    clock.milliseconds -= 3_600_000;
    const second = newLease();
    await second.renew();
    const next = second.next();
    expect(machineOf(next)).toBe(machineOf(last));
    expect(BigInt(next)).toBeGreaterThan(BigInt(last));
  });

  it('goes on under another number when somebody else has taken its own', async () => {
    const lease = newLease();
    await lease.renew();
    const number = machineOf(lease.next());
    await database.dataSource.query(`UPDATE id_machines SET leased_by = gen_random_uuid()`);
    await lease.renew();
    expect(machineOf(lease.next())).not.toBe(number);
  });
});

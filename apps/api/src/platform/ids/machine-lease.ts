import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { IdLeaseLostError, SnowflakeGenerator, type IdMachine } from './snowflake.js';

/**
 * How long a machine number is leased, in milliseconds. A process that dies keeps its number so
 * long; one that cannot reach the database stops making ids after it. Shorter would turn a database
 * restart into refused bookings, longer would let 32 crashes within a minute use up all numbers.
 */
export const LEASE_MS = 60_000;

/** Between two renewals, in milliseconds: three may fail before the lease runs out. */
export const LEASE_RENEWAL_MS = 15_000;

/**
 * Between a renewal that failed and the next, in milliseconds. After an outage that outlasts the lease, a
 * failover by hand for instance, nothing is sold until it is renewed.
 */
export const LEASE_RETRY_MS = 500;

/** Tries to get a number against other processes that start at the same moment. */
const LARGEST_NUMBER_OF_TRIES = 64;

/** A data centre has 32 machine numbers (5 bits), and all are in use. */
export class NoMachineNumberError extends Error {
  constructor(dataCenter: number) {
    super(
      `All 32 machine numbers of data centre ${dataCenter} are in use; start fewer processes or set another DATA_CENTER.`,
    );
  }
}

/**
 * Takes the free number whose ids end earliest, so that a crashed holder's number rests as long as
 * possible. The insert is the race's referee: of two processes that picked the same number, the
 * second finds a lease that has not run out, changes no row, and picks again.
 */
const LEASE_SQL = `
  WITH free AS (
    SELECT number AS machine
    FROM generate_series(0, 31) AS number
    LEFT JOIN id_machines AS taken ON taken.data_center = $1 AND taken.machine = number
    WHERE taken.machine IS NULL OR taken.leased_until < clock_timestamp()
    ORDER BY coalesce(taken.used_until_ms, 0), number
    LIMIT 1
  )
  INSERT INTO id_machines AS lease (data_center, machine, leased_by, leased_until, used_until_ms)
  SELECT $1, machine, $2, clock_timestamp() + $3 * interval '1 millisecond', 0
  FROM free
  ON CONFLICT (data_center, machine) DO UPDATE
    SET leased_by = excluded.leased_by, leased_until = excluded.leased_until
    WHERE lease.leased_until < clock_timestamp()
  RETURNING machine, used_until_ms`;

const FREE_NUMBER_SQL = `
  SELECT count(*) < 32 AS free
  FROM id_machines WHERE data_center = $1 AND leased_until >= clock_timestamp()`;

const RENEW_SQL = `
  UPDATE id_machines
  SET leased_until = clock_timestamp() + $4 * interval '1 millisecond', used_until_ms = $5
  WHERE data_center = $1 AND machine = $2 AND leased_by = $3`;

const RELEASE_SQL = `
  UPDATE id_machines SET leased_until = clock_timestamp() - interval '1 second', used_until_ms = $4
  WHERE data_center = $1 AND machine = $2 AND leased_by = $3`;

/**
 * This process's lease of a machine number, and the ids that it makes under it.
 *
 * States: *held* (ids may be made up to `horizonMs`) → *held* by {@link renew}; → *lost* when the
 * horizon is reached, or when {@link renew} finds that somebody else has the number. A lost lease
 * becomes held again by the next {@link renew}, under a number that may be another.
 */
export class MachineLease {
  private readonly holder = randomUUID();
  private held?: { machine: IdMachine; generator: SnowflakeGenerator };
  /** Ids may carry milliseconds up to here. Whoever takes the number next starts behind it. */
  private horizonMs = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly dataCenter: number,
  ) {}

  /**
   * Leases a number, or makes the lease of the held one longer.
   *
   * @throws NoMachineNumberError where all numbers of the data centre are in use
   */
  async renew(): Promise<void> {
    if (this.held && (await this.extend(this.held))) return;
    this.held = undefined;
    const machine = await this.acquire();
    const held = { machine, generator: new SnowflakeGenerator(this.clock, machine) };
    if (await this.extend(held)) this.held = held;
  }

  /** Gives the number back, so that the next process need not wait for the lease to run out. */
  async release(): Promise<void> {
    if (!this.held) return;
    const { machine, generator } = this.held;
    this.held = undefined;
    await this.dataSource.query(RELEASE_SQL, [
      machine.dataCenter,
      machine.machine,
      this.holder,
      generator.usedUntilMs,
    ]);
  }

  /**
   * A new id, as a decimal string.
   *
   * @throws IdLeaseLostError while no lease is held
   */
  next(): string {
    if (!this.held || this.clock.now() > this.horizonMs) throw new IdLeaseLostError();
    const id = this.held.generator.next();
    if (this.held.generator.usedUntilMs > this.horizonMs) throw new IdLeaseLostError();
    return id;
  }

  private async extend(held: {
    machine: IdMachine;
    generator: SnowflakeGenerator;
  }): Promise<boolean> {
    const { machine, generator } = held;
    // From before the question, not from the answer: the database's lease must outlast ours.
    const horizonMs = Math.max(this.clock.now(), generator.usedUntilMs) + LEASE_MS;
    const [, renewed] = await this.dataSource.query<[unknown, number]>(RENEW_SQL, [
      machine.dataCenter,
      machine.machine,
      this.holder,
      LEASE_MS,
      horizonMs,
    ]);
    if (renewed === 0) return false;
    this.horizonMs = horizonMs;
    return true;
  }

  private async acquire(): Promise<IdMachine> {
    for (let tried = 0; tried < LARGEST_NUMBER_OF_TRIES; tried += 1) {
      const [lease] = await this.dataSource.query<{ machine: number; used_until_ms: string }[]>(
        LEASE_SQL,
        [this.dataCenter, this.holder, LEASE_MS],
      );
      if (lease) {
        return {
          dataCenter: this.dataCenter,
          machine: lease.machine,
          notBeforeMs: Number(lease.used_until_ms) + 1,
        };
      }
      const [numbers] = await this.dataSource.query<{ free: boolean }[]>(FREE_NUMBER_SQL, [
        this.dataCenter,
      ]);
      if (!numbers?.free) break;
    }
    throw new NoMachineNumberError(this.dataCenter);
  }
}

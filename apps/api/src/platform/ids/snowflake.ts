import { Clock } from '../clock/clock.js';

/** 2024-01-01T00:00:00Z. 41 bits of milliseconds from here reach to 2093. */
export const ID_EPOCH_MS = 1_704_067_200_000;

const MACHINE_BITS = 5n;
const DATA_CENTER_BITS = 5n;
const SEQUENCE_BITS = 12n;
const LARGEST_SEQUENCE = (1 << Number(SEQUENCE_BITS)) - 1;

/** Who makes ids: no two processes have the same at one time. */
export interface IdMachine {
  /** 0 to 31. */
  dataCenter: number;
  /** 0 to 31. */
  machine: number;
  /** First millisecond (since 1970) that it may use: later than any that a holder before it used. */
  notBeforeMs: number;
}

/** The process may not make ids: its lease of a machine number has run out. */
export class IdLeaseLostError extends Error {
  constructor() {
    super('The lease of the machine number has run out; no id can be made until it is renewed.');
  }
}

/**
 * Makes 64-bit ids in order of time without asking the database: 41 bits of milliseconds, 5 of data
 * centre, 5 of machine, 12 of sequence (the layout of Twitter's Snowflake).
 *
 * The millisecond in the ids never goes back. When the clock does, or when 4,096 ids have been made
 * within a millisecond, the generator goes on from the last millisecond that it used and runs ahead
 * of the clock until that has caught up; so an id is never made twice.
 */
export class SnowflakeGenerator {
  private lastMs: number;
  private sequence = LARGEST_SEQUENCE;
  private readonly origin: bigint;

  /**
   * @param clock where the milliseconds come from
   * @param machine whose ids these are
   */
  constructor(
    private readonly clock: Clock,
    machine: IdMachine,
  ) {
    this.lastMs = machine.notBeforeMs - 1;
    this.origin =
      (BigInt(machine.dataCenter) << (MACHINE_BITS + SEQUENCE_BITS)) |
      (BigInt(machine.machine) << SEQUENCE_BITS);
  }

  /** The last millisecond (since 1970) that an id was made in. */
  get usedUntilMs(): number {
    return this.lastMs;
  }

  /** The next id, as a decimal string. */
  next(): string {
    const now = this.clock.now();
    if (now > this.lastMs) {
      this.lastMs = now;
      this.sequence = 0;
    } else if (this.sequence < LARGEST_SEQUENCE) {
      this.sequence += 1;
    } else {
      this.lastMs += 1;
      this.sequence = 0;
    }
    const milliseconds = BigInt(this.lastMs - ID_EPOCH_MS);
    const timed = milliseconds << (DATA_CENTER_BITS + MACHINE_BITS + SEQUENCE_BITS);
    return (timed | this.origin | BigInt(this.sequence)).toString();
  }
}

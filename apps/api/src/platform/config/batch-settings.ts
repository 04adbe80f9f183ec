import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { RetentionSettings } from './retention-settings.js';

/**
 * The share of the pool that batches of each kind may use at once, however many events they are of: slow
 * reservations of fifty events must not hold up payments, nor both of them reads, for which a tenth stays free.
 */
const POOL_SHARES = { reserve: 0.5, confirm: 0.4 } as const;

/** Database connections, and how requests share transactions. */
export abstract class BatchSettings extends RetentionSettings {
  /**
   * Database connections per process. On few cores, more concurrent transactions make PostgreSQL slower, not
   * faster; ten keep two cores busy.
   * Half are for reservations at most, four tenths for payments; the rest stays free for reads.
   */
  @Type(() => Number)
  @IsInt()
  @Min(3)
  @Max(200)
  DATABASE_POOL_SIZE = 10;

  /**
   * Most reservations in one transaction. Beyond a few hundred, its fixed costs no longer matter and everyone
   * in it waits for the slowest statement.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  RESERVE_BATCH_MAX = 256;

  /**
   * Most such transactions of one event in flight per process. A second one starts only beside one that takes
   * long. More are slower, because they search for free tickets in the same place. All events together get
   * half of `DATABASE_POOL_SIZE`.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(64)
  RESERVE_LANES = 2;

  /** Most reservations waiting in one process; further ones get 503 with `Retry-After`. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  RESERVE_WAITING_MAX = 10_000;

  /**
   * Most payments in one transaction. Beyond a few hundred, its fixed costs no longer matter and everyone in
   * it waits for the slowest statement.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  CONFIRM_BATCH_MAX = 256;

  /**
   * Most such transactions in flight per process, of all events together. Never more than four tenths of
   * `DATABASE_POOL_SIZE`.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(64)
  CONFIRM_LANES = 2;

  /** Most payments waiting in one process; further ones get 503 with `Retry-After`. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  CONFIRM_WAITING_MAX = 10_000;

  /**
   * Exports that a process carries out at once; further ones get 503 with `Retry-After`. Each has a database
   * connection of its own, in addition to `DATABASE_POOL_SIZE`, for as long as its download takes.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(20)
  EXPORTS_AT_ONCE = 2;

  /** Most transactions of reservations in flight per process, of all events together. */
  get reserveBatchesMax(): number {
    return shareOf(this.DATABASE_POOL_SIZE, POOL_SHARES.reserve);
  }

  /** Most transactions of payments in flight per process. */
  get confirmBatchesMax(): number {
    return shareOf(this.DATABASE_POOL_SIZE, POOL_SHARES.confirm);
  }
}

function shareOf(poolSize: number, share: number): number {
  return Math.max(1, Math.floor(poolSize * share));
}

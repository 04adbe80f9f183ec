import { Settings } from '../config/settings.js';
import { lockTableWarning, type LockTable } from './lock-table.js';

/** As PostgreSQL comes. */
const STOCK: LockTable = { locksPerTransaction: 64, connections: 100, preparedTransactions: 0 };

describe("the server's lock table", () => {
  const { DATABASE_POOL_SIZE, RESERVE_BATCH_MAX, CONFIRM_BATCH_MAX } = new Settings();
  const settings = { DATABASE_POOL_SIZE, RESERVE_BATCH_MAX, CONFIRM_BATCH_MAX };

  it('is large enough for one process as PostgreSQL and the API come', () => {
    expect(lockTableWarning(STOCK, settings)).toBeUndefined();
  });

  it('is too small if fewer connections or locks are allowed', () => {
    const warning =
      /^The database has room for 1280 locks and this process may need \d+: set max_locks_per_transaction to 256 \(now 64\) and restart the database, or [^.]+\.$/;
    expect(lockTableWarning({ ...STOCK, connections: 20 }, settings)).toMatch(warning);
    expect(lockTableWarning({ ...STOCK, locksPerTransaction: 10 }, settings)).toBeDefined();
  });

  it('is too small for larger batches, or for more of them at once', () => {
    const larger = { ...settings, RESERVE_BATCH_MAX: 2 * RESERVE_BATCH_MAX };
    const more = { ...settings, DATABASE_POOL_SIZE: 2 * DATABASE_POOL_SIZE };
    expect(lockTableWarning(STOCK, larger)).toBeDefined();
    expect(lockTableWarning(STOCK, more)).toBeDefined();
    expect(lockTableWarning({ ...STOCK, locksPerTransaction: 256 }, more)).toBeUndefined();
  });

  it('has room for the prepared transactions, too', () => {
    const table = { ...STOCK, connections: 50, preparedTransactions: 50 };
    expect(lockTableWarning(table, settings)).toBeUndefined();
  });
});

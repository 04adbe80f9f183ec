import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Settings } from '../platform/config/settings.js';
import { insertDemoEvent } from './demo-event.js';
import { insertDemoHouse } from './house/insert-house.js';
import { closeDemoAccounts, insertDemoUsers, openDemoAccounts } from './demo-users.js';

/** Any number that no other program uses for an advisory lock in this database ("demo" in ASCII). */
const DEMO_LOCK = 0x64_65_6d_6f;

/**
 * Adds the demo data if asked for, and removes its known passwords where strangers may get in. If several
 * processes start at once, one does it and the others wait.
 */
export async function prepareDemonstration(
  dataSource: DataSource,
  settings: Settings,
  log: Logger,
): Promise<void> {
  if (!settings.isPrivate) await closeDemoAccounts(dataSource);
  if (!settings.DEMO_DATA) return;
  await dataSource.transaction(async (lock) => {
    // Hashing passwords takes longer than the usual timeouts allow.
    await lock.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await lock.query('SET LOCAL lock_timeout = 0');
    await lock.query('SELECT pg_advisory_xact_lock($1)', [DEMO_LOCK]);
    if (await insertDemoEvent(dataSource)) {
      await insertDemoUsers(dataSource);
      if (settings.DEMO_HOUSE) await insertDemoHouse(dataSource);
      log.info('Demo data inserted: event 1, tickets 1 to 650, users 1 to 5.');
    }
    if (settings.offersDemoUsers) await openDemoAccounts(dataSource);
  });
}

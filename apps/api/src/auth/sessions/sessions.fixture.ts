import type { DataSource } from 'typeorm';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { UserAccounts } from '../../users/user-accounts.js';
import type { Device } from './device.js';
import { Renewal } from './renewal.js';
import { Sessions } from './sessions.js';

/** Ascending ids, far from those of the demo data. */
export class CountingIds extends Ids {
  private last = 1_000_000n;

  override next(): string {
    this.last += 1n;
    return String(this.last);
  }
}

export const LAPTOP: Device = { ip: '192.0.2.7', userAgent: 'Firefox' };

/** The session services on a test's own database. */
export function sessionsOn(dataSource: DataSource) {
  const settings = new Settings();
  const ids = new CountingIds();
  const accounts = new UserAccounts(ids);
  const sessions = new Sessions(dataSource, accounts, settings, ids);
  const transactions = new Transactions(dataSource);
  const renewal = new Renewal(transactions, sessions, accounts, settings);
  return { settings, ids, accounts, sessions, transactions, renewal };
}

import { verifyChain, type Verification, type VerifyOptions } from '@boxoffice/testing';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { Settings } from '../config/settings.js';
import { THE_SYSTEM } from './actor.js';
import type { AuditEntry } from './audit-entry.js';
import { AuditSeal } from './seal/audit-seal.js';

/** An entry about a booking of a test's own invention. */
export function entryAbout(bookingId: string, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    ...THE_SYSTEM,
    action: 'booking.expired',
    subject: { kind: 'booking', id: bookingId, eventId: '1' },
    before: { status: 'pending' },
    after: { status: 'expired' },
    ...more,
  };
}

export function sealOf(dataSource: DataSource): AuditSeal {
  return new AuditSeal(dataSource, new Settings());
}

/**
 * Seals so many entries, which have been recorded. Other tests of the run write to the same server at the
 * same time, which can delay what may be sealed.
 */
export async function sealEntries(dataSource: DataSource, entries: number): Promise<void> {
  const seal = sealOf(dataSource);
  let sealed = 0;
  while (sealed < entries) sealed += await seal.seal();
}

/** A connection that may do everything. */
export async function connectAsOwner(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** What `npm run audit:verify` finds. */
export async function verify(
  client: pg.Client,
  options: Partial<VerifyOptions> = {},
): Promise<Verification> {
  await client.query('BEGIN');
  try {
    return await verifyChain(client, { unsealedSeconds: 600, ...options });
  } finally {
    await client.query('ROLLBACK');
  }
}

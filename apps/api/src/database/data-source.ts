import { DataSource } from 'typeorm';
import { BookingEntity } from '../booking/booking.entity.js';
import type { Settings } from '../config/settings.js';
import { EventEntity } from '../events/event.entity.js';
import { TierEntity } from '../events/tier.entity.js';
import { MachineEntity } from '../ids/machine.entity.js';
import { PaymentEntity } from '../payments/payment.entity.js';
import { TicketEntity } from '../tickets/ticket.entity.js';
import { UserEntity } from '../users/user.entity.js';
import { InitialSchema1763800000000 } from './migrations/1763800000000-initial-schema.js';
import { StockLedger1763900000000 } from './migrations/1763900000000-stock-ledger.js';
import { IdempotencyKeys1763900100000 } from './migrations/1763900100000-idempotency-keys.js';
import { LimitsAndExtensions1763900200000 } from './migrations/1763900200000-limits-and-extensions.js';
import { Accounts1764000000000 } from './migrations/1764000000000-accounts.js';
import { Mail1764000100000 } from './migrations/1764000100000-mail.js';
import { RateLimits1764000110000 } from './migrations/1764000110000-rate-limits.js';
import { Audit1764000200000 } from './migrations/1764000200000-audit.js';
import { Guests1764000300000 } from './migrations/1764000300000-guests.js';
import { LeanKeys1764100000000 } from './migrations/1764100000000-lean-keys.js';
import { KeysAtOnce1764200000000 } from './migrations/1764200000000-keys-at-once.js';
import { TicketsMatchBookings1764300000000 } from './migrations/1764300000000-tickets-match-bookings.js';
import { HoldsOfAnEvent1764400000000 } from './migrations/1764400000000-holds-of-an-event.js';
import { QuietUpkeep1764500000000 } from './migrations/1764500000000-quiet-upkeep.js';
import { PaidForInPlace1764600000000 } from './migrations/1764600000000-paid-for-in-place.js';
import { FewerRowsCompared1764700000000 } from './migrations/1764700000000-fewer-rows-compared.js';
import { AddressKeys1764810000000 } from './migrations/1764810000000-address-keys.js';
import { LimitsOfNewEvents1765100000000 } from './migrations/1765100000000-limits-of-new-events.js';
import { RolesAndRestores1765200000000 } from './migrations/1765200000000-roles-and-restores.js';
import { EndedBookingsInShort1765400000000 } from './migrations/1765400000000-ended-bookings-in-short.js';
import { MailBudgets1765500000000 } from './migrations/1765500000000-mail-budgets.js';
import { MailboxKeys1765600000000 } from './migrations/1765600000000-mailbox-keys.js';
import { PasswordTags1766100000000 } from './migrations/1766100000000-password-tags.js';
import { QuotasKnowWhen1766200000000 } from './migrations/1766200000000-quotas-know-when.js';
import { SaleClient } from './sale-client.js';
import { SESSION_OPTIONS } from './session-options.js';

type DatabaseSettings = Pick<
  Settings,
  'DATABASE_URL' | 'DATABASE_OWNER_URL' | 'DATABASE_POOL_SIZE' | 'DATABASE_WAIT_MS'
>;

/**
 * As whom to work.
 *
 * - `application`: the API at its work. It may read and write what it sells, and do nothing to the
 *   schema and to the past.
 * - `owner`: whoever changes the schema. Its statements may take as long as they need: migrations build
 *   indexes over whatever is there, and wait for each other.
 */
export type DatabaseUser = 'application' | 'owner';

/**
 * How long things of the database may take, in milliseconds. A process that hangs, or a connection
 * that nobody answers, must not keep others waiting without end.
 */
const TIMEOUTS = {
  // Locks are held for milliseconds. Whoever waits so long waits for a process that hangs.
  lock_timeout: 5_000,
  // A process that hangs in the middle of a transaction gives its locks back after it.
  idle_in_transaction_session_timeout: 10_000,
  // The slowest statement, creating the largest number of tickets, takes about two seconds.
  statement_timeout: 30_000,
  // Where the database does not even say that a statement took too long.
  query_timeout: 35_000,
};

/** The connection pool and everything that TypeORM knows about the schema. Not connected yet. */
export function createDataSource(
  settings: DatabaseSettings,
  user: DatabaseUser = 'application',
): DataSource {
  const isOwner = user === 'owner';
  return new DataSource({
    type: 'postgres',
    url: isOwner ? addressOfOwner(settings) : settings.DATABASE_URL,
    applicationName: 'boxoffice',
    // Otherwise TypeORM creates an extension at start, for which the application's role should
    // have no right, and which nothing here needs.
    installExtensions: false,
    entities: [
      UserEntity,
      EventEntity,
      TierEntity,
      TicketEntity,
      BookingEntity,
      PaymentEntity,
      MachineEntity,
    ],
    migrations: [
      InitialSchema1763800000000,
      StockLedger1763900000000,
      IdempotencyKeys1763900100000,
      LimitsAndExtensions1763900200000,
      Accounts1764000000000,
      Mail1764000100000,
      RateLimits1764000110000,
      Audit1764000200000,
      Guests1764000300000,
      LeanKeys1764100000000,
      KeysAtOnce1764200000000,
      TicketsMatchBookings1764300000000,
      HoldsOfAnEvent1764400000000,
      QuietUpkeep1764500000000,
      PaidForInPlace1764600000000,
      FewerRowsCompared1764700000000,
      AddressKeys1764810000000,
      LimitsOfNewEvents1765100000000,
      RolesAndRestores1765200000000,
      EndedBookingsInShort1765400000000,
      MailBudgets1765500000000,
      MailboxKeys1765600000000,
      PasswordTags1766100000000,
      QuotasKnowWhen1766200000000,
    ],
    migrationsTableName: 'migrations',
    poolSize: settings.DATABASE_POOL_SIZE,
    connectTimeoutMS: settings.DATABASE_WAIT_MS,
    extra: {
      ...(isOwner ? {} : TIMEOUTS),
      keepAlive: true,
      options: SESSION_OPTIONS[user],
      Client: SaleClient,
    },
  });
}

/** Where the schema is changed: as a user of its own, where one is set. */
export function addressOfOwner({
  DATABASE_URL,
  DATABASE_OWNER_URL,
}: Pick<Settings, 'DATABASE_URL' | 'DATABASE_OWNER_URL'>): string {
  return DATABASE_OWNER_URL ?? DATABASE_URL;
}

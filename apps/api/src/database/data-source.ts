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

type DatabaseSettings = Pick<Settings, 'DATABASE_URL' | 'DATABASE_POOL_SIZE' | 'DATABASE_WAIT_MS'>;

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

/**
 * Every statement of the API, and every check of a key that it causes, finds its rows by an index. The
 * planner would rather read the whole of a table whose statistics say that it is empty, and a
 * connection keeps such a plan: at the opening of a sale, the check that a ticket's booking exists
 * would read all bookings for each ticket, until the statistics are renewed a minute later.
 */
const PLANNER_OPTIONS = '-c enable_seqscan=off';

/**
 * The connection pool and everything that TypeORM knows about the schema. Not connected yet.
 *
 * @param patient whether statements may take as long as they need: for migrations, which build indexes
 * over whatever is there and wait for each other
 */
export function createDataSource(settings: DatabaseSettings, patient = false): DataSource {
  return new DataSource({
    type: 'postgres',
    url: settings.DATABASE_URL,
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
    ],
    migrationsTableName: 'migrations',
    poolSize: settings.DATABASE_POOL_SIZE,
    connectTimeoutMS: settings.DATABASE_WAIT_MS,
    extra: {
      ...(patient ? {} : TIMEOUTS),
      keepAlive: true,
      options: PLANNER_OPTIONS,
    },
  });
}

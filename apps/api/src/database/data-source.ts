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

type DatabaseSettings = Pick<Settings, 'DATABASE_URL' | 'DATABASE_POOL_SIZE' | 'DATABASE_WAIT_MS'>;

/**
 * A statement that runs longer than this is ended by the database, in milliseconds: a lock that is
 * never released must not keep connections for ever. The slowest statement on purpose, creating the
 * largest batch of tickets, takes about two seconds.
 */
const STATEMENT_TIMEOUT_MS = 30_000;

/**
 * Every statement of the API, and every check of a key that it causes, finds its rows by an index. The
 * planner would rather read the whole of a table whose statistics say that it is empty, and a
 * connection keeps such a plan: at the opening of a sale, the check that a ticket's booking exists
 * would read all bookings for each ticket, until the statistics are renewed a minute later.
 */
const PLANNER_OPTIONS = '-c enable_seqscan=off';

/** The connection pool and everything that TypeORM knows about the schema. Not connected yet. */
export function createDataSource(settings: DatabaseSettings): DataSource {
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
    ],
    migrationsTableName: 'migrations',
    poolSize: settings.DATABASE_POOL_SIZE,
    connectTimeoutMS: settings.DATABASE_WAIT_MS,
    extra: {
      statement_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      options: PLANNER_OPTIONS,
    },
  });
}

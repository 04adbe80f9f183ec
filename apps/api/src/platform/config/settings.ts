import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';
import { AccountSettings } from './account-settings.js';
import { List, Path, Switch } from './setting-readers.js';

const ADDRESSES_OF_LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether an address or host name can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return ADDRESSES_OF_LOOPBACK.has(host) || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Every setting of the API, one field an environment variable. Checked once at start; nothing else
 * reads the environment.
 */
export class Settings extends AccountSettings {
  /** Where it runs. `production` refuses everything that is for demonstration only. */
  @IsIn(['development', 'test', 'production'])
  NODE_ENV: 'development' | 'test' | 'production' = 'development';

  /** Address to listen on. */
  @IsString()
  @MinLength(1)
  HOST = '127.0.0.1';

  /** Port to listen on; 0 takes a free one. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT = 3001;

  /** The PostgreSQL database, 15 or newer. */
  @Matches(/^postgres(ql)?:\/\/.+/, {
    message:
      'DATABASE_URL must be a PostgreSQL address: postgres://user:password@host:port/database',
  })
  DATABASE_URL: string;

  /**
   * The same database, as the user who owns its tables and changes them at start. Without it,
   * `DATABASE_URL` does both, and keeps to the rights of the application by its own will.
   */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/.+/, {
    message:
      'DATABASE_OWNER_URL must be a PostgreSQL address: postgres://user:password@host:port/database',
  })
  DATABASE_OWNER_URL?: string;

  /**
   * Connections to the database of one process. PostgreSQL on few cores gets slower, not faster,
   * with more transactions at once; ten keep two cores busy.
   */
  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(200)
  DATABASE_POOL_SIZE = 10;

  /**
   * Longest wait for a connection, in milliseconds; then the answer is 503. Long enough for a burst
   * of thousands of requests, shorter than the patience of browsers and proxies (30 s and more).
   */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(60_000)
  DATABASE_WAIT_MS = 10_000;

  /**
   * Most reservations of one event that go into one transaction. Beyond a few hundred, the
   * transaction's fixed costs no longer count, and everybody in it waits for the slowest statement.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  RESERVE_BATCH_MAX = 256;

  /**
   * Most such transactions of one event that one process has under way at once. One follows the other
   * where they take milliseconds; a second begins beside one that takes longer. With more it gets slower
   * again, because they search for free tickets in the same place.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(64)
  RESERVE_LANES = 2;

  /** Most reservations that wait in one process; more are answered 503 with `Retry-After`. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  RESERVE_WAITING_MAX = 10_000;

  /** Whether a request without a token acts as the user that it names. For demonstration only. */
  @Switch()
  @IsBoolean({ message: 'DEMO_IDENTITY must be on or off' })
  DEMO_IDENTITY = false;

  /** Whether an empty database gets the demo event, its users and its tickets. */
  @Switch()
  @IsBoolean({ message: 'DEMO_DATA must be on or off' })
  DEMO_DATA = false;

  /** Folder of the built web application; without it, the API alone is served. */
  @Path()
  @IsOptional()
  @IsString()
  WEB_ROOT?: string;

  /** Least level that is logged. */
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  LOG_LEVEL = 'info';

  /** `json` for machines, `pretty` for a terminal. */
  @IsIn(['json', 'pretty'])
  LOG_FORMAT: 'json' | 'pretty' = 'json';

  /**
   * How long tickets are held for a buyer where the event does not say, in seconds. Ten minutes:
   * shorter loses buyers who look for their card, longer keeps tickets from those who would pay.
   */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(86_400)
  HOLD_SECONDS = 600;

  /**
   * How often a buyer may extend a hold; 0 switches it off. Once helps whoever looks for a card;
   * without a bound, nobody else would ever get the tickets.
   */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10)
  HOLD_EXTENSIONS_MAX = 1;

  /** By how much an extension makes a hold longer, in seconds. */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(86_400)
  HOLD_EXTENSION_SECONDS = 300;

  /**
   * How often ended holds are looked for, in milliseconds. The tickets of an ended hold are on sale
   * again within this time and the time of one sweep.
   */
  @Type(() => Number)
  @IsInt()
  @Min(50)
  @Max(60_000)
  EXPIRY_SWEEP_INTERVAL_MS = 1_000;

  /**
   * How often the audit's new entries are sealed, in milliseconds. What is not sealed yet could be
   * removed without a trace by whoever has every right on the database, so the wait should be short.
   */
  @Type(() => Number)
  @IsInt()
  @Min(50)
  @Max(60_000)
  AUDIT_SEAL_INTERVAL_MS = 1_000;

  /**
   * How often is written down where the audit's chain ends, in seconds: what was sealed since could be
   * rewritten as a whole by whoever has every right on the database. Each time is a line of the log.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  AUDIT_ANCHOR_SECONDS = 600;

  /** File to which that is appended, too, signed by the first of the `TOKEN_KEYS`. */
  @Path()
  @IsOptional()
  @IsString()
  AUDIT_ANCHOR_FILE?: string;

  /**
   * How long the process still serves after SIGTERM, in milliseconds, while `/readyz` says that it ends:
   * the time that a proxy needs to notice, which is the interval of its checks times the number of them
   * that have to fail, and one check's own time. Shorter loses requests at every restart; longer only
   * makes restarts slower. 0 where no proxy is in front. SIGINT, from a terminal, does not wait.
   */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(120_000)
  DRAIN_MS = 5_000;

  /** Longest time that requests in flight get at shutdown, after the draining, in milliseconds. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(120_000)
  SHUTDOWN_TIMEOUT_MS = 10_000;

  /** Origins whose pages may call the API from a browser, separated by commas. */
  @List()
  @Matches(/^https?:\/\/[^/?#@*\s]+$/, {
    each: true,
    message: 'CORS_ORIGINS must be origins without a path, for example https://shop.example',
  })
  CORS_ORIGINS: string[] = [];

  /** Number of the data centre in the ids made here. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(31)
  DATA_CENTER = 0;

  /**
   * Whether strangers cannot get here: whatever everybody knows (the demo users' password, keys that
   * stand in the source) is of use here only.
   */
  get isPrivate(): boolean {
    return this.NODE_ENV !== 'production' && isLoopback(this.HOST);
  }

  /** Whether a payment is simulated, that is, always taken and never of real money. */
  get simulatesPayments(): boolean {
    return this.NODE_ENV !== 'production';
  }

  /** Whether the demo's users can be signed in as, with the password that everybody knows. */
  get offersDemoUsers(): boolean {
    return this.DEMO_DATA && this.isPrivate;
  }
}

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
 * Every setting of the API, one field per environment variable. They are validated once at start, and
 * nothing else reads the environment. `docs/settings.md` and `.env.example` are generated from these classes
 * and their comments: `npm run docs:settings`.
 */
export class Settings extends AccountSettings {
  /**
   * `production` refuses everything meant for demonstrations: demo data, built-in keys, `keep` as mail
   * transport, simulated payments.
   */
  @IsIn(['development', 'test', 'production'])
  NODE_ENV: 'development' | 'test' | 'production' = 'development';

  /** Address to listen on. */
  @IsString()
  @MinLength(1)
  HOST = '127.0.0.1';

  /** Port to listen on; 0 picks a free one. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT = 3001;

  /**
   * The PostgreSQL database, 15 or newer. The API needs only membership in the role `boxoffice_application`.
   * `npm start` brings its own database if this isn't set.
   *
   * @example postgres://user:password@localhost:5432/boxoffice
   */
  @Matches(/^postgres(ql)?:\/\/.+/, {
    message:
      'DATABASE_URL must be a PostgreSQL address: postgres://user:password@host:port/database',
  })
  DATABASE_URL: string;

  /**
   * The same database as the user who owns its tables, for `npm run migrate`; the API doesn't use it.
   * Without it, migrations run as the user of `DATABASE_URL`.
   */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/.+/, {
    message:
      'DATABASE_OWNER_URL must be a PostgreSQL address: postgres://user:password@host:port/database',
  })
  DATABASE_OWNER_URL?: string;

  /**
   * Longest wait for a connection, in milliseconds, before a request gets 503. Long enough for a burst of
   * thousands of requests, and shorter than browsers and proxies wait (30 s and more).
   */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(60_000)
  DATABASE_WAIT_MS = 10_000;

  /**
   * Whether a request without a token acts as the user it names. Only works on a loopback address. `npm
   * start` turns it on.
   */
  @Switch()
  @IsBoolean({ message: 'DEMO_IDENTITY must be on or off' })
  DEMO_IDENTITY = false;

  /**
   * Whether an empty database gets the demo event, users and tickets. `npm start` turns it on; production
   * refuses it.
   */
  @Switch()
  @IsBoolean({ message: 'DEMO_DATA must be on or off' })
  DEMO_DATA = false;

  /**
   * Whether the demo data is a whole house: events of every kind beside event 1, a second organisation, and two
   * months of sales. `npm start` turns it on. Only together with `DEMO_DATA`.
   */
  @Switch()
  @IsBoolean({ message: 'DEMO_HOUSE must be on or off' })
  DEMO_HOUSE = false;

  /**
   * Folder of the built web application. Without it, only the API is served. Relative paths start at the
   * working directory.
   *
   * @example apps/web/dist/browser
   */
  @Path()
  @IsOptional()
  @IsString()
  WEB_ROOT?: string;

  /**
   * How long an event's page waits for its data, in milliseconds, before it is sent without: people would rather see
   * a page that loads than none, and search engines come again.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(60_000)
  PAGE_DATA_WAIT_MS = 2_000;

  /** Lowest level that is logged. */
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  LOG_LEVEL = 'info';

  /** `json` for machines, `pretty` for terminals. */
  @IsIn(['json', 'pretty'])
  LOG_FORMAT: 'json' | 'pretty' = 'json';

  /**
   * How long tickets are held for a buyer, in seconds, unless the event says otherwise. Shorter loses buyers
   * who look for their card; longer keeps tickets from others who would pay.
   */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(86_400)
  HOLD_SECONDS = 600;

  /**
   * How often a buyer may extend a hold; 0 turns extensions off. Without a limit, nobody else would ever get
   * the tickets.
   */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10)
  HOLD_EXTENSIONS_MAX = 1;

  /** How much longer an extension makes a hold, in seconds. */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(86_400)
  HOLD_EXTENSION_SECONDS = 300;

  /**
   * How long tickets are held that are offered to whoever waits for them, in seconds: long enough for a mail to be read,
   * and short enough for those behind them.
   */
  @Type(() => Number)
  @IsInt()
  @Min(60)
  @Max(604_800)
  WAITLIST_OFFER_SECONDS = 3_600;

  /**
   * How long a ticket that is passed on can be accepted, in hours: long enough for who reads their mail after the weekend. It
   * is never longer than the event lets tickets be passed on.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(720)
  TRANSFER_OFFER_HOURS = 72;

  /**
   * How often expired holds are released, in milliseconds. Their tickets are available again within this
   * interval plus one sweep.
   */
  @Type(() => Number)
  @IsInt()
  @Min(50)
  @Max(60_000)
  EXPIRY_SWEEP_INTERVAL_MS = 1_000;

  /**
   * How often new audit entries are added to the hash chain, in milliseconds. Until then, a database
   * superuser could remove them without a trace.
   */
  @Type(() => Number)
  @IsInt()
  @Min(50)
  @Max(60_000)
  AUDIT_SEAL_INTERVAL_MS = 1_000;

  /**
   * How often the end of the audit's chain is logged, in seconds. A database superuser could rewrite
   * everything added since.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  AUDIT_ANCHOR_SECONDS = 600;

  /**
   * File to which the end of the chain is appended too, signed with the first of `TOKEN_KEYS`. Keep it on
   * another machine, or make it append-only. If it can't be written, the API doesn't start.
   */
  @Path()
  @IsOptional()
  @IsString()
  AUDIT_ANCHOR_FILE?: string;

  /**
   * How long the process keeps serving after SIGTERM, in milliseconds, while `/readyz` answers 503: as long
   * as a proxy needs to notice (check interval × failures needed, plus one check). Shorter loses requests at
   * every restart. 0 without a proxy, as `npm start` sets it; SIGINT doesn't wait.
   */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(120_000)
  DRAIN_MS = 5_000;

  /** How long requests in flight may take after that, in milliseconds. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(120_000)
  SHUTDOWN_TIMEOUT_MS = 10_000;

  /**
   * Other origins whose pages may call the API. With its demo identity on, `npm start` allows
   * `http://localhost:3000`.
   */
  @List()
  @Matches(/^https?:\/\/[^/?#@*\s]+$/, {
    each: true,
    message: 'CORS_ORIGINS must be origins without a path, for example https://shop.example',
  })
  CORS_ORIGINS: string[] = [];

  /** Data centre number in the ids created here. Two data centres must never share one. */
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

  /** Whether the simulated provider is on, which moves no money. */
  get simulatesPayments(): boolean {
    return this.paymentProviders.includes('simulated');
  }

  /** The payment providers that are on. */
  get paymentProviders(): NonNullable<Settings['PAYMENT_PROVIDERS']> {
    const byDefault = this.NODE_ENV === 'production' ? [] : (['simulated'] as const);
    return this.PAYMENT_PROVIDERS ?? [...byDefault];
  }

  /** Whether the demo's users can be signed in as, with the password that everybody knows. */
  get offersDemoUsers(): boolean {
    return this.DEMO_DATA && this.isPrivate;
  }
}

import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateBy } from 'class-validator';
import { LINK_WINDOW_MAX_SECONDS } from './link-lifetimes.js';
import { MailSettings } from './mail-settings.js';
import { List, Switch, Networks } from './setting-readers.js';

/** `10/60`: ten in sixty seconds. */
const Limit = (what = 'requests'): PropertyDecorator =>
  Matches(/^[1-9]\d{0,6}\/[1-9]\d{0,4}$/, {
    message: `$property must be ${what}/seconds, for example 10/60`,
  });

/** Mails with a link: over a time of which the link lives at least twice as long. */
const LinkLimit = (longestSeconds: number): PropertyDecorator =>
  ValidateBy({
    name: 'linkLimit',
    validator: {
      validate: (value) =>
        typeof value === 'string' && Number(value.split('/')[1] ?? 0) <= longestSeconds,
      defaultMessage: () =>
        `$property must be counted over ${longestSeconds} seconds at most, half the time that the links work`,
    },
  });

/**
 * Limits, as `requests/seconds`, `mails/seconds` or `tickets/seconds`. A network address may be a household
 * or a whole company; an account is one person.
 */
export abstract class LimitSettings extends MailSettings {
  /** Whether rate limits apply. `npm start` turns them off together with turning the demo identity on. */
  @Switch()
  @IsBoolean({ message: 'RATE_LIMITS must be on or off' })
  RATE_LIMITS = true;

  /**
   * Where sign-ins, mails, guests, attempts at secrets and unpaid tickets are counted. With several
   * processes use `redis`, or `database` if there is no Redis; see [below](#where-limits-are-counted).
   * General request limits are always counted per process.
   */
  @IsIn(['memory', 'database', 'redis'])
  RATE_LIMIT_STORE: 'memory' | 'database' | 'redis' = 'memory';

  /** The Redis server of `RATE_LIMIT_STORE=redis`: `redis://user:password@host:6379/0`. */
  @IsOptional()
  @Matches(/^rediss?:\/\/.+/, {
    message: 'RATE_LIMIT_REDIS_URL must be a Redis: redis://user:password@host:6379/0',
  })
  RATE_LIMIT_REDIS_URL?: string;

  /**
   * Requests without a limit of their own, per network address: enough for about a hundred people behind one
   * address.
   */
  @Limit()
  RATE_LIMIT_DEFAULT_ADDRESS = '3000/60';

  /** The same, per account. */
  @Limit()
  RATE_LIMIT_DEFAULT_ACCOUNT = '600/60';

  /** Reservations and payments per network address. */
  @Limit()
  RATE_LIMIT_RESERVE_ADDRESS = '600/60';

  /** Reservations and payments per account: nobody clicks once a second for a minute. */
  @Limit()
  RATE_LIMIT_RESERVE_ACCOUNT = '60/60';

  /** Sign-ins per network address. Failed sign-ins are also delayed per account. */
  @Limit()
  RATE_LIMIT_SIGN_IN_ADDRESS = '30/60';

  /** Requests for mail per network address: registrations, password resets, verifications. */
  @Limit()
  RATE_LIMIT_MAIL_ADDRESS = '10/600';

  /**
   * Mails about registering, per email address. Anybody can request them; someone who mistypes and asks
   * again needs two or three. Further ones aren't sent, and earlier links keep working. At most half the
   * lifetime of a link.
   */
  @Limit('mails')
  @LinkLimit(LINK_WINDOW_MAX_SECONDS.verify_email)
  MAIL_LIMIT_REGISTRATION = '5/3600';

  /**
   * Mails with a password reset link, per email address. Further ones aren't sent, and earlier links keep
   * working. At most half the lifetime of a link.
   */
  @Limit('mails')
  @LinkLimit(LINK_WINDOW_MAX_SECONDS.reset_password)
  MAIL_LIMIT_RESET = '3/1800';

  /**
   * Confirmations of guest bookings, per email address. Further ones are sent later, combined: each mail
   * covers up to 40 bookings. As many offers of tickets that are passed on are sent to an address, and as
   * many refusals of waitlists to a guest's; further ones aren't.
   */
  @Limit('mails')
  MAIL_LIMIT_GUEST_CONFIRMATION = '5/3600';

  /** Confirmations of an account's bookings, per email address. Further ones are sent later, combined. */
  @Limit('mails')
  MAIL_LIMIT_ACCOUNT_CONFIRMATION = '20/3600';

  /** New guests per network address. */
  @Limit()
  RATE_LIMIT_GUEST_ADDRESS = '30/600';

  /** Attempts at a password or code by a signed-in account. */
  @Limit()
  RATE_LIMIT_SECRET_ACCOUNT = '10/600';

  /**
   * Codes of events per network address: those that don't exist, and those that are being looked at. A company's staff
   * may all send right ones in the same second.
   */
  @Limit()
  RATE_LIMIT_CODE_ADDRESS = '600/600';

  /** Exports per network address: links that are asked for, and downloads. */
  @Limit()
  RATE_LIMIT_EXPORT_ADDRESS = '120/600';

  /** Exports per account: every kind in every format, a few times. */
  @Limit()
  RATE_LIMIT_EXPORT_ACCOUNT = '30/600';

  /** Most tickets in one guest order: enough for a family. Larger orders need an account. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  GUEST_TICKETS_MAX = 6;

  /**
   * Unpaid tickets of one event per guest. Tickets that go back on sale unpaid count until the time is over.
   * Enough for two full orders, so that changing one is possible.
   */
  @Limit('tickets')
  UNPAID_TICKETS_GUEST = '12/3600';

  /** The same for all guests at one network address: ten families at once. */
  @Limit('tickets')
  UNPAID_TICKETS_GUESTS_ADDRESS = '60/3600';

  /** The same for all guests in one network (/24 of IPv4, /48 of IPv6): four full addresses. */
  @Limit('tickets')
  UNPAID_TICKETS_GUESTS_NETWORK = '240/3600';

  /** The same for the accounts of one mailbox: two full orders of a new event, whose limit is ten. */
  @Limit('tickets')
  UNPAID_TICKETS_ACCOUNT = '20/3600';

  /**
   * The same for all accounts at one network address: 60 people in one company who buy four tickets each at
   * the same moment, plus some that come to nothing.
   */
  @Limit('tickets')
  UNPAID_TICKETS_ACCOUNTS_ADDRESS = '300/3600';

  /**
   * Longest hold, in seconds, for somebody who has already let tickets of the event go unpaid for longer
   * than one hold. It can't be extended.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  HOLD_SECONDS_AFTER_UNPAID = 300;

  /** Most organisations that one account owns when it creates another. Admins create any number for others. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  ORGANISERS_PER_ACCOUNT_MAX = 20;

  /**
   * Most events of one organisation, each date of a series being one: drafts, and what isn't over or was created within
   * 30 days. Enough for a theatre with several houses.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  EVENTS_PER_ORGANISER_MAX = 2_000;

  /**
   * Addresses or networks of the proxies in front, for example `10.0.0.0/8`. Only they may state a caller's
   * address; anybody else could claim any.
   */
  @List()
  @Networks('TRUSTED_PROXIES must be addresses or networks, for example 10.0.0.0/8')
  TRUSTED_PROXIES: string[] = [];
}

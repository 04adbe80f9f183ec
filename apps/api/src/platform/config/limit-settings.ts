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
 * The settings of rate limits. Each is given as requests/seconds, for one address or for one account.
 * Behind one address there may be a household or a whole company; an account is one person.
 */
export abstract class LimitSettings extends MailSettings {
  /** Whether requests are counted at all. `npm start` turns it off where the demo identity is on. */
  @Switch()
  @IsBoolean({ message: 'RATE_LIMITS must be on or off' })
  RATE_LIMITS = true;

  /**
   * Where sign-ins, resets, registrations, guests and unpaid tickets are counted: in this process, or in the
   * database or Redis where several processes run. What every request counts for stays in the process.
   */
  @IsIn(['memory', 'database', 'redis'])
  RATE_LIMIT_STORE: 'memory' | 'database' | 'redis' = 'memory';

  /** The Redis of RATE_LIMIT_STORE=redis. */
  @IsOptional()
  @Matches(/^rediss?:\/\/.+/, {
    message: 'RATE_LIMIT_REDIS_URL must be a Redis: redis://user:password@host:6379/0',
  })
  RATE_LIMIT_REDIS_URL?: string;

  /** Everything that has no limit of its own, from one address: some hundred people behind it. */
  @Limit()
  RATE_LIMIT_DEFAULT_ADDRESS = '3000/60';

  /** The same, of one account. */
  @Limit()
  RATE_LIMIT_DEFAULT_ACCOUNT = '600/60';

  /** Reservations and payments from one address. */
  @Limit()
  RATE_LIMIT_RESERVE_ADDRESS = '600/60';

  /** Reservations and payments of one account: nobody clicks once a second for a minute. */
  @Limit()
  RATE_LIMIT_RESERVE_ACCOUNT = '60/60';

  /** Sign-ins from one address; an account's failed ones are delayed beside it. */
  @Limit()
  RATE_LIMIT_SIGN_IN_ADDRESS = '30/60';

  /** Mails asked for from one address: registrations, resets, verifications. */
  @Limit()
  RATE_LIMIT_MAIL_ADDRESS = '10/600';

  /**
   * Mails to one address about registering with it, as mails/seconds: those with a link, and those that say
   * that there is an account. Anybody can ask for them; whoever mistypes and asks again needs two or three.
   */
  @Limit('mails')
  @LinkLimit(LINK_WINDOW_MAX_SECONDS.verify_email)
  MAIL_LIMIT_REGISTRATION = '5/3600';

  /** Mails to one address with a link that sets a new password. */
  @Limit('mails')
  @LinkLimit(LINK_WINDOW_MAX_SECONDS.reset_password)
  MAIL_LIMIT_RESET = '3/1800';

  /**
   * Mails to one address that confirm what guests bought with it, whoever they are; more are sent later,
   * together. Nobody buys as a guest five times an hour, and who does waits for up to an hour, longer
   * behind a backlog: each mail is for one address, and names 40 bookings at most.
   */
  @Limit('mails')
  MAIL_LIMIT_GUEST_CONFIRMATION = '5/3600';

  /** The same of an account, whose owner alone buys with it. */
  @Limit('mails')
  MAIL_LIMIT_ACCOUNT_CONFIRMATION = '20/3600';

  /** Guests made from one address. */
  @Limit()
  RATE_LIMIT_GUEST_ADDRESS = '30/600';

  /** Tries of a password or a code by one account that is signed in. */
  @Limit()
  RATE_LIMIT_SECRET_ACCOUNT = '10/600';

  /** Tickets of one order of a guest: a family fits. For more, an account proves an address. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  GUEST_TICKETS_MAX = 6;

  /**
   * Unpaid tickets of one event that a guest may hold, as tickets/seconds: those that go back on sale
   * unpaid count until the seconds are over. Two full orders: whoever changes theirs is not refused.
   */
  @Limit('tickets')
  UNPAID_TICKETS_GUEST = '12/3600';

  /** The same of all guests at one network address: ten families at once, then each as another pays. */
  @Limit('tickets')
  UNPAID_TICKETS_GUESTS_ADDRESS = '60/3600';

  /** The same of all guests in one network (/24 of IPv4, /48 of IPv6): four full addresses. */
  @Limit('tickets')
  UNPAID_TICKETS_GUESTS_NETWORK = '240/3600';

  /** The same of one account: two full orders of a new event, whose limit is ten. */
  @Limit('tickets')
  UNPAID_TICKETS_ACCOUNT = '20/3600';

  /**
   * The same of all accounts at one network address: 60 people of one company buy 4 tickets each at the
   * same moment, and some of them come to nothing.
   */
  @Limit('tickets')
  UNPAID_TICKETS_ACCOUNTS_ADDRESS = '300/3600';

  /**
   * How long tickets are held for whoever has had tickets of the event unpaid for longer than a hold lasts, in
   * seconds, where the event's own holds are not shorter; they cannot be extended. Five minutes are enough to
   * pay for somebody who has been there before.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  HOLD_SECONDS_AFTER_UNPAID = 300;

  /**
   * Addresses or networks of the proxies in front, separated by commas. Only what they say about a
   * caller's address is believed; anybody else could claim to be anybody.
   */
  @List()
  @Networks('TRUSTED_PROXIES must be addresses or networks, for example 10.0.0.0/8')
  TRUSTED_PROXIES: string[] = [];
}

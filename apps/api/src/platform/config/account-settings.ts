import { isEmailAddress } from '@boxoffice/contracts';
import { Type } from 'class-transformer';
import { ArrayMinSize, IsInt, IsString, Matches, Max, Min, ValidateBy } from 'class-validator';
import { LimitSettings } from './limit-settings.js';
import { List } from './setting-readers.js';

/** A key of 32 bytes in base 64. */
const SECRET_KEY = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Keys that stand in the source, so that a demonstration and the tests need none of their own.
 * Everybody knows them: they are refused in production and on any address but loopback.
 */
export const DEMO_TOKEN_KEYS = JSON.stringify({
  keys: [
    {
      kid: 'demo',
      kty: 'OKP',
      crv: 'Ed25519',
      x: 'vo-yI-ZzWkTcm_7p-ByGDTv7eV9uIOj6eav9LIwUUeA',
      d: 'AwLE_LVnhHsFSFD-UY3FqUNMzYsKaO8H8yJij-j_zl0',
    },
  ],
});
export const DEMO_SECRET_KEY = 'SNCKug0WBxXIhTIACVSPUJXdRURlYPxz7S27o3sI1XY=';

/** The settings of accounts: their keys, their tokens and their sessions. */
export abstract class AccountSettings extends LimitSettings {
  /**
   * The keys of the access tokens, a JWK set of Ed25519 keys, each with a `kid`. The first signs, all
   * of them verify. To change the key: add the new one at the end in every process, then move it to
   * the front, and remove the old one ten minutes later.
   */
  @IsString()
  TOKEN_KEYS = DEMO_TOKEN_KEYS;

  /**
   * The keys of what is kept or sent out for long: 32 bytes each, in base 64, separated by commas. They
   * encrypt the secrets of second factors, sign the links of guests and key the tags of registrations. The first is used, all of
   * them are understood; a key that is removed takes with it what was made with it.
   */
  @List()
  @ArrayMinSize(1)
  @Matches(SECRET_KEY, { each: true, message: 'SECRET_KEYS must be 32 bytes each, in base 64' })
  SECRET_KEYS: string[] = [DEMO_SECRET_KEY];

  /**
   * How long an access token works, in seconds. Nobody asks the database whether it still should, so
   * a stolen one, or that of a disabled user, works as long; shorter makes every page renew more often.
   */
  @Type(() => Number)
  @IsInt()
  @Min(30)
  @Max(3_600)
  ACCESS_TOKEN_SECONDS = 600;

  /** After how many days without use a session ends. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  SESSION_IDLE_DAYS = 14;

  /** After how many days a session ends, however much it is used. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  SESSION_MAX_DAYS = 60;

  /** Addresses whose owners become admins when they prove them: how the first one comes to be. */
  @List()
  @ValidateBy({
    name: 'areEmailAddresses',
    validator: {
      validate: (list: unknown) => Array.isArray(list) && list.every(isEmailAddress),
      defaultMessage: () => 'ADMIN_EMAILS must be e-mail addresses, separated by commas',
    },
  })
  ADMIN_EMAILS: string[] = [];
}

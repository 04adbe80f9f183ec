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

/** Accounts, their keys, tokens and sessions. */
export abstract class AccountSettings extends LimitSettings {
  /**
   * Keys of access tokens, as a JWK set of Ed25519 keys, each with a `kid`. The first signs, all verify. To
   * rotate: add the new key at the end in every process, move it to the front, and remove the old one ten
   * minutes later. `npm start` creates keys and keeps them in `.boxoffice/keys.json`; the built-in default
   * is refused in production and off loopback. To create one: `node -e "const
   * {privateKey}=crypto.generateKeyPairSync('ed25519');
   * console.log(JSON.stringify({keys:[{kid:'2026-11',...privateKey.export({format:'jwk'})}]}))"`
   */
  @IsString()
  TOKEN_KEYS = DEMO_TOKEN_KEYS;

  /**
   * Keys for what is stored or sent out for long: secrets of two-step sign-in and of organisers' settings, guests'
   * links and tags of registrations. Each is 32 bytes in base 64. The first is used for new values, all are
   * understood; removing one invalidates what was made with it. The built-in default is refused in production
   * and off loopback. To create one: `node -e "console.log(crypto.randomBytes(32).toString('base64'))"`
   */
  @List()
  @ArrayMinSize(1)
  @Matches(SECRET_KEY, { each: true, message: 'SECRET_KEYS must be 32 bytes each, in base 64' })
  SECRET_KEYS: string[] = [DEMO_SECRET_KEY];

  /**
   * How long an access token is valid, in seconds. It is checked without the database, so a stolen one works
   * until it expires; shorter makes every page refresh more often.
   */
  @Type(() => Number)
  @IsInt()
  @Min(30)
  @Max(3_600)
  ACCESS_TOKEN_SECONDS = 600;

  /** Days without use after which a session ends. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  SESSION_IDLE_DAYS = 14;

  /** Days after which a session ends however much it is used. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  SESSION_MAX_DAYS = 60;

  /**
   * Email addresses whose owners become admins when they verify them. This is how the first admin is
   * appointed.
   */
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

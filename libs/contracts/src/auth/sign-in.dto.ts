import { IsString, Length } from 'class-validator';
import type { AccountDto } from '../account/account.dto.js';
import { IsEmailAddress } from './email-address.js';
import { IsCurrentPassword } from './password.js';
import { IsSecretToken } from './secret-token.js';

/** Longest code of a second factor: a recovery code with the hyphens that make it readable. */
export const SECOND_FACTOR_CODE_MAX_LENGTH = 32;

/** Who signs in. */
export class SignInRequestDto {
  /**
   * The account's address.
   * @example "john@boxoffice.example"
   */
  @IsEmailAddress()
  email: string;

  /**
   * The account's password.
   * @example "correct horse battery staple"
   */
  @IsCurrentPassword()
  password: string;
}

/** The second factor of a sign-in. */
export class SecondFactorDto {
  /**
   * What the sign-in gave.
   * @example "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"
   */
  @IsSecretToken()
  challenge: string;

  /**
   * The six digits of the authenticator, or a recovery code. Each works once.
   * @example "123456"
   */
  @IsString()
  @Length(1, SECOND_FACTOR_CODE_MAX_LENGTH)
  code: string;
}

/** Tickets that somebody held as a guest, in the same browser, when they signed in. */
export class GuestHoldDto {
  /**
   * The booking. It belongs to whoever has signed in now.
   * @example "7300000000000000001"
   */
  bookingId: string;

  /**
   * Whether its tickets went back on sale: with them, whoever signed in would have had too many.
   * @example false
   */
  released: boolean;

  /**
   * The most tickets of the event that one buyer may have, where they were released for it.
   * @example null
   */
  limit: number | null;
}

/** Somebody is signed in. A cookie that only the server reads renews it. */
export class SignInDto {
  /**
   * For `Authorization: Bearer …`. Keep it in memory only.
   * @example "eyJhbGciOiJFZERTQSIsImtpZCI6IjIwMjYtMTEiLCJ0eXAiOiJhdCtqd3QifQ.e30.c2ln"
   */
  accessToken: string;

  /**
   * When it ends; renew it before.
   * @example "2026-11-22T20:10:00.000Z"
   */
  expiresAt: string;

  /** Who is signed in. */
  user: AccountDto;

  /** What became of tickets that were held as a guest until then; there only where there were some. */
  guestHolds?: GuestHoldDto[];
}

/** A second factor that is asked for. */
export class SecondFactorChallengeDto {
  /**
   * Goes back with the code.
   * @example "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"
   */
  challenge: string;

  /**
   * Until when the code is taken; then sign in again.
   * @example "2026-11-22T20:05:00.000Z"
   */
  expiresAt: string;
}

/** The password was right, and the account asks for a second factor. */
export class SecondFactorNeededDto {
  /** What to send back with the code. */
  secondFactor: SecondFactorChallengeDto;
}

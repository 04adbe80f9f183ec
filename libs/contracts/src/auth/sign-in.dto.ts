import { IsString, Length } from 'class-validator';
import type { AccountDto } from '../account/account.dto.js';
import { IsEmailAddress } from './email-address.js';
import { IsCurrentPassword } from './password.js';
import { IsSecretToken } from './secret-token.js';

/** A recovery code with its hyphens. */
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

/** Completes a two-step sign-in. */
export class SecondFactorDto {
  /**
   * The challenge returned by the sign-in.
   * @example "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"
   */
  @IsSecretToken()
  challenge: string;

  /**
   * Six digits from the authenticator app, or a recovery code. Each works once.
   * @example "123456"
   */
  @IsString()
  @Length(1, SECOND_FACTOR_CODE_MAX_LENGTH)
  code: string;
}

/** Tickets held as a guest in the same browser before signing in. */
export class GuestHoldDto {
  /**
   * The booking, which now belongs to the signed-in user.
   * @example "7300000000000000001"
   */
  bookingId: string;

  /**
   * Whether its tickets were released because the user would have exceeded the event's limit.
   * @example false
   */
  released: boolean;

  /**
   * The event's limit per buyer, if the tickets were released because of it.
   * @example null
   */
  limit: number | null;
}

/** A session. It is refreshed with a cookie that only the server reads. */
export class SignInDto {
  /**
   * For `Authorization: Bearer …`. Keep it in memory only.
   * @example "eyJhbGciOiJFZERTQSIsImtpZCI6IjIwMjYtMTEiLCJ0eXAiOiJhdCtqd3QifQ.e30.c2ln"
   */
  accessToken: string;

  /**
   * When the token expires; refresh it before.
   * @example "2026-11-22T20:10:00.000Z"
   */
  expiresAt: string;

  /** Who is signed in. */
  user: AccountDto;

  /** What happened to tickets held as a guest; absent if there were none. */
  guestHolds?: GuestHoldDto[];
}

/** A code is needed to complete the sign-in. */
export class SecondFactorChallengeDto {
  /**
   * Send it back with the code.
   * @example "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"
   */
  challenge: string;

  /**
   * When the challenge expires; then sign in again.
   * @example "2026-11-22T20:05:00.000Z"
   */
  expiresAt: string;
}

/** The password is right, and a second factor is required. */
export class SecondFactorNeededDto {
  /** The challenge to answer. */
  secondFactor: SecondFactorChallengeDto;
}

import { IsCurrentPassword } from '../auth/password.js';

/** Everything that is stored about somebody. */
export class AccountDataDto {
  /**
   * The moment that it was true at.
   * @example "2026-11-25T18:00:00.000Z"
   */
  at: string;

  /**
   * By kind, the latest first, at most 10,000 of each. Passwords and the secrets of a second factor are
   * not among it: only hashes of the former are stored, and neither tells anything about anybody.
   * @example { "account": [{ "id": "1", "name": "Ada Lovelace" }], "bookings": [] }
   */
  data: Record<string, unknown[]>;
}

/** Asks for an account to be erased. */
export class EraseAccountDto {
  /**
   * The account's password: whoever finds a page left open has not got it.
   * @example "correct horse battery staple"
   */
  @IsCurrentPassword()
  password: string;
}

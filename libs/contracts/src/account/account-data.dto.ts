import { IsCurrentPassword } from '../auth/password.js';

/** An export of personal data. */
export class AccountDataDto {
  /**
   * When it was read.
   * @example "2026-11-25T18:00:00.000Z"
   */
  at: string;

  /**
   * By kind, latest first, at most 10,000 of each. Passwords and second-factor secrets are left out: they are
   * stored only hashed or encrypted, and say nothing about a person.
   * @example { "account": [{ "id": "1", "name": "Ada Lovelace" }], "bookings": [] }
   */
  data: Record<string, unknown[]>;
}

/** Erases an account. */
export class EraseAccountDto {
  /**
   * The account's password, so that an unattended page isn't enough.
   * @example "correct horse battery staple"
   */
  @IsCurrentPassword()
  password: string;
}

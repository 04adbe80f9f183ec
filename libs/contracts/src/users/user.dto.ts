import { IsUserName } from './user-name.js';

/** The roles that an admin may give. */
export const USER_ROLES = ['customer', 'door_staff', 'organiser', 'admin'] as const;

/** What somebody may do: a guest has bought without an account, and nobody is made one by hand. */
export type UserRole = (typeof USER_ROLES)[number] | 'guest';

/** Somebody who buys tickets or runs the sale. */
export class UserDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "1"
   */
  id: string;

  /**
   * Full name.
   * @example "John Doe"
   */
  name: string;

  /**
   * What they may do.
   * @example "customer"
   */
  role: UserRole;

  /**
   * Ids of the tickets that they own (paid for), newest first; at most the newest 100.
   * @example ["1", "2"]
   */
  tickets: string[];

  /**
   * When they were added.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;
}

/** Adds a user. */
export class CreateUserDto {
  /**
   * Full name: 1 to 255 characters besides surrounding blanks, at least one of them visible, and no control or
   * bidirectional characters.
   * @example "Ada Lovelace"
   */
  @IsUserName()
  name: string;
}

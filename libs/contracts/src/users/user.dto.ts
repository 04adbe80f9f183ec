import { IsUserName } from './user-name.js';

/** Roles that an admin may assign. */
export const USER_ROLES = ['customer', 'door_staff', 'organiser', 'admin'] as const;

/** What a user may do. A guest bought without an account; the role can't be assigned. */
export type UserRole = (typeof USER_ROLES)[number] | 'guest';

/** Somebody who buys tickets or works on the sale. */
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
   * Role.
   * @example "customer"
   */
  role: UserRole;

  /**
   * Ids of the tickets they own, newest first; at most 100.
   * @example ["1", "2"]
   */
  tickets: string[];

  /**
   * When the user was added.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;
}

/** Adds a user. */
export class CreateUserDto {
  /**
   * Full name: 1 to 255 characters without surrounding spaces, at least one of them visible, and no control or
   * bidirectional characters.
   * @example "Ada Lovelace"
   */
  @IsUserName()
  name: string;
}

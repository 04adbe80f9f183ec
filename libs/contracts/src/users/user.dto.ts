import { Transform } from 'class-transformer';
import { IsString, Matches } from 'class-validator';

/** Longest name in characters; the first API's column had the same width. */
export const USER_NAME_MAX_LENGTH = 255;

/** Counted in code points, as the database counts. */
const USER_NAME = new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${USER_NAME_MAX_LENGTH}}$`, 'u');

export const USER_ROLES = ['customer', 'door_staff', 'organiser', 'admin'] as const;
export type UserRole = (typeof USER_ROLES)[number];

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
   * Full name: 1 to 255 characters besides surrounding blanks, and no control characters.
   * @example "Ada Lovelace"
   */
  @Transform(({ value }) => (typeof value === 'string' ? value.trim() : (value as unknown)))
  @IsString()
  @Matches(USER_NAME, {
    message: `name must be 1 to ${USER_NAME_MAX_LENGTH} characters, none of them a control character`,
  })
  name: string;
}

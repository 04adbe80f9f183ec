import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { IsId } from '../ids/id.js';
import { normalizeName } from '../users/person-name.js';
import { USER_ROLES, type UserRole } from '../users/user.dto.js';
import { OptionalField } from '../validation/optional-field.js';

/** Most users that one page of the admin lists. */
export const ADMIN_USERS_PAGE_MAX = 100;

/** Longest search: more letters than any name or address that is typed by hand. */
export const USER_SEARCH_MAX_LENGTH = 100;

/** No name and no address has any of the others, and the database takes no zero byte. */
const SEARCHED = /^[^\p{Cc}\p{Cs}]*$/u;

const LISTED_ROLES: readonly UserRole[] = [...USER_ROLES, 'guest'];

/** Which users to list. */
export class ListAdminUsersQueryDto {
  /**
   * Part of a name or an address, in either case, or a whole id.
   * @example "john"
   */
  @OptionalField()
  @Transform(({ value }) => (typeof value === 'string' ? normalizeName(value) : (value as unknown)))
  @IsString()
  @Matches(SEARCHED, { message: 'search must have no control characters' })
  @MaxLength(USER_SEARCH_MAX_LENGTH)
  search?: string;

  /**
   * Only those of a role.
   * @example "customer"
   */
  @OptionalField()
  @IsIn(LISTED_ROLES)
  role?: UserRole;

  /**
   * How many at the most.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(ADMIN_USERS_PAGE_MAX)
  limit?: number = 50;

  /**
   * List those after this id: the last one of the page before.
   * @example "3"
   */
  @OptionalField()
  @IsId()
  after?: string;
}

/** A user as an admin sees them. */
export class AdminUserDto {
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
   * Their address; null where there is none.
   * @example "john@boxoffice.example"
   */
  email: string | null;

  /**
   * What they may do.
   * @example "customer"
   */
  role: UserRole;

  /** Whether the address is proven. */
  emailVerified: boolean;

  /** Whether they are kept from signing in. */
  disabled: boolean;

  /**
   * When they were added.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;

  /**
   * When a session of theirs was last used; null where they never had one.
   * @example "2026-11-22T20:10:00.000Z"
   */
  lastSeenAt: string | null;
}

/** Gives a user another role. */
export class ChangeRoleDto {
  /**
   * The new role. It holds from the next renewal of their sessions, ten minutes at the latest.
   * @example "organiser"
   */
  @IsIn(USER_ROLES)
  role: (typeof USER_ROLES)[number];
}

import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { IsId } from '../ids/id.js';
import { normalizeName } from '../users/person-name.js';
import { USER_ROLES, type UserRole } from '../users/user.dto.js';
import { OptionalField } from '../validation/optional-field.js';

/** Page size limit. */
export const ADMIN_USERS_PAGE_MAX = 100;

/** Longer than any search typed by hand. */
export const USER_SEARCH_MAX_LENGTH = 100;

/** No name and no address has any of the others, and the database takes no zero byte. */
const SEARCHED = /^[^\p{Cc}\p{Cs}]*$/u;

const LISTED_ROLES: readonly UserRole[] = [...USER_ROLES, 'guest'];

/** Filters for users. */
export class ListAdminUsersQueryDto {
  /**
   * Part of a name or email address (case-insensitive), or a complete id.
   * @example "john"
   */
  @OptionalField()
  @Transform(({ value }) => (typeof value === 'string' ? normalizeName(value) : (value as unknown)))
  @IsString()
  @Matches(SEARCHED, { message: 'search must have no control characters' })
  @MaxLength(USER_SEARCH_MAX_LENGTH)
  search?: string;

  /**
   * Only users with this role.
   * @example "customer"
   */
  @OptionalField()
  @IsIn(LISTED_ROLES)
  role?: UserRole;

  /**
   * Page size.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(ADMIN_USERS_PAGE_MAX)
  limit?: number = 50;

  /**
   * Cursor: the last id of the previous page.
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
   * Email address, or null.
   * @example "john@boxoffice.example"
   */
  email: string | null;

  /**
   * Role.
   * @example "customer"
   */
  role: UserRole;

  /** Whether the email address is verified. */
  emailVerified: boolean;

  /** Whether the user is disabled. */
  disabled: boolean;

  /**
   * When the user was added.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;

  /**
   * When one of their sessions was last used; null if they never had one.
   * @example "2026-11-22T20:10:00.000Z"
   */
  lastSeenAt: string | null;
}

/** Changes a user's role. */
export class ChangeRoleDto {
  /**
   * The new role. It applies within ten minutes, when the user's access token is refreshed.
   * @example "organiser"
   */
  @IsIn(USER_ROLES)
  role: (typeof USER_ROLES)[number];
}

import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { IsId } from '../ids/id.js';
import { OptionalField } from '../validation/optional-field.js';

/** Page size limit. */
export const USERS_PAGE_MAX = 500;

/** A page of users. */
export class ListUsersQueryDto {
  /**
   * Page size.
   * @example 100
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(USERS_PAGE_MAX)
  limit?: number = 100;

  /**
   * Cursor: the last id of the previous page.
   * @example "3"
   */
  @OptionalField()
  @IsId()
  after?: string;
}

import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { IsId } from '../ids/id.js';
import { OptionalField } from '../validation/optional-field.js';

/** Most users that one call lists. */
export const USERS_PAGE_MAX = 500;

/** Which page of the users to list. */
export class ListUsersQueryDto {
  /**
   * How many at the most.
   * @example 100
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(USERS_PAGE_MAX)
  limit?: number = 100;

  /**
   * List those after this id: the last one of the page before.
   * @example "3"
   */
  @OptionalField()
  @IsId()
  after?: string;
}

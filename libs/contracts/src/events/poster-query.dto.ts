import { IsIn, Matches } from 'class-validator';
import { OptionalField } from '../validation/optional-field.js';

/** How a poster is wanted. */
export class PosterQueryDto {
  /**
   * `off`: without the event's name.
   * @example "off"
   */
  @OptionalField()
  @IsIn(['on', 'off'])
  title?: 'on' | 'off';

  /**
   * The version that `posterUrl` names; with it, caches may keep the poster for good.
   * @example "1k2j3h4g5f"
   */
  @OptionalField()
  @Matches(/^[\w-]{1,20}$/, { message: 'v must be the version of a poster' })
  v?: string;
}

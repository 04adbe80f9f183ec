import { Transform } from 'class-transformer';
import { IsString, Matches } from 'class-validator';

/** Longest name in characters; the first API's column had the same width. */
export const USER_NAME_MAX_LENGTH = 255;

/** Counted in code points, as the database counts. */
const USER_NAME = new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${USER_NAME_MAX_LENGTH}}$`, 'u');

/** Takes a person's name, without the blanks around it. */
export function IsUserName(): PropertyDecorator {
  const decorators = [
    Matches(USER_NAME, {
      message: `name must be 1 to ${USER_NAME_MAX_LENGTH} characters, none of them a control character`,
    }),
    IsString(),
    Transform(({ value }) => (typeof value === 'string' ? value.trim() : (value as unknown))),
  ];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

import { ValidateBy } from 'class-validator';

/** Most codes of one booking: one that opens the tickets, one that lowers the price, and some to spare. */
export const RESERVE_CODES_MAX = 5;

/** Longest code, in characters. */
export const CODE_MAX_LENGTH = 50;

/** Fewest letters and digits of a code: with fewer, somebody who tries a few of them finds one. */
export const CODE_KEY_MIN_LENGTH = 4;

/** Letters and digits; blanks and hyphens between them make it easier to read. */
const CODE = new RegExp(
  `^(?=.{1,${CODE_MAX_LENGTH}}$)[\\p{L}\\p{N}](?:[ -]?[\\p{L}\\p{N}])*$`,
  'u',
);

/**
 * The one form in which codes are compared: without case, blanks and hyphens, since people type what they read on
 * paper.
 */
export function codeKey(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]+/gu, '');
}

/** Takes a code as an organiser makes it. */
export function IsCode(): PropertyDecorator {
  return ValidateBy({
    name: 'isCode',
    validator: {
      validate: (value) =>
        typeof value === 'string' &&
        CODE.test(value) &&
        codeKey(value).length >= CODE_KEY_MIN_LENGTH &&
        codeKey(value).length <= CODE_MAX_LENGTH,
      defaultMessage: (args) =>
        `${args?.property ?? 'code'} must be letters and digits, at least ${CODE_KEY_MIN_LENGTH}, with single blanks or hyphens between them, at most ${CODE_MAX_LENGTH} characters in all`,
    },
  });
}

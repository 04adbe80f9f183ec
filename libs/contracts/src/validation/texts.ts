import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { isReadableLine, normalizeName } from '../users/person-name.js';

/** Controls but the ends of lines, halves of characters, and what turns the direction of the text around it. */
const UNREADABLE = /(?!\n)\p{Cc}|[\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** A text of several lines in one form: NFC, one kind of line end, no blanks around it. */
export function normalizeText(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ').normalize('NFC').trim();
}

function isShort(text: string, max: number): boolean {
  // Counted in code points, as the database counts; those are never more than the code units.
  return text.length <= max || Array.from(text).length <= max;
}

/**
 * Takes a text of one line that others can read, in its normal form.
 *
 * @param max its length in characters
 * @param min 0 where it may be empty
 */
export function IsLine(max: number, min: 0 | 1 = 1): PropertyDecorator {
  return decorated(
    'isLine',
    normalizeName,
    (text) => (text === '' ? min === 0 : isShort(text, max) && isReadableLine(text)),
    `must be a text of one line, ${min} to ${max} characters, with something that can be read and no control characters`,
  );
}

/**
 * Takes a text of any number of lines, in its normal form.
 *
 * @param max its length in characters
 * @param min 1 where it may not be empty
 */
export function IsText(max: number, min: 0 | 1 = 0): PropertyDecorator {
  return decorated(
    'isText',
    normalizeText,
    (text) => text.length >= min && isShort(text, max) && !UNREADABLE.test(text),
    `must be a text of ${min === 0 ? 'at most' : '1 to'} ${max} characters, without control characters`,
  );
}

/** {@link IsLine} for lists; check length and uniqueness separately. */
export function IsLineList(max: number): PropertyDecorator {
  return decorated(
    'isLine',
    normalizeName,
    (text) => text !== '' && isShort(text, max) && isReadableLine(text),
    `must be a text of one line, 1 to ${max} characters, with something that can be read and no control characters`,
    true,
  );
}

/** {@link IsText} for lists; check length and uniqueness separately. */
export function IsTextList(max: number): PropertyDecorator {
  return decorated(
    'isText',
    normalizeText,
    (text) => isShort(text, max) && !UNREADABLE.test(text),
    `must be a text of at most ${max} characters, without control characters`,
    true,
  );
}

function decorated(
  name: string,
  normalize: (text: string) => string,
  isValid: (text: string) => boolean,
  rule: string,
  each = false,
): PropertyDecorator {
  const validate = ValidateBy(
    {
      name,
      validator: {
        validate: (value) => typeof value === 'string' && isValid(value),
        defaultMessage: (args) =>
          `${each ? 'each value in ' : ''}${args?.property ?? 'text'} ${rule}`,
      },
    },
    { each },
  );
  const normalized = (value: unknown): unknown =>
    typeof value === 'string' ? normalize(value) : value;
  const transform = Transform(({ value }: { value: unknown }) =>
    each && Array.isArray(value) ? value.map(normalized) : normalized(value),
  );
  return (target, key) => {
    transform(target, key);
    validate(target, key);
  };
}

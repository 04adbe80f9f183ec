import { Transform } from 'class-transformer';

/** Reads a switch. Anything but `on` and `off` is left as it is, for the validator to refuse. */
export const Switch = (): PropertyDecorator =>
  Transform(({ value }) => (value === 'on' ? true : value === 'off' ? false : (value as unknown)));

/** Reads a comma-separated list; blanks around its parts, and empty parts, do not count. */
export const List = (): PropertyDecorator =>
  Transform(({ value }) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : (value as unknown),
  );

import { Transform } from 'class-transformer';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** The largest PostgreSQL `bigint`. */
const LARGEST_ID = 9_223_372_036_854_775_807n;

/** A positive decimal without sign, leading zeros or exponent, so that one id has one spelling. */
const CANONICAL_DECIMAL = /^[1-9][0-9]{0,18}$/;

/**
 * Brings an id to the one form in which it travels, a decimal string.
 *
 * Clients of the first API send numbers; an id of 64 bits does not fit a JavaScript number, so only
 * numbers that are exact (safe integers) are taken. Anything else is returned as it came, for
 * {@link isId} to refuse: guessing what `1.5` or `9007199254740993` meant would name another row.
 */
export function toId(value: unknown): unknown {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
}

/** Whether a value is a well-formed id: a canonical decimal string from 1 to 2^63 − 1. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && CANONICAL_DECIMAL.test(value) && BigInt(value) <= LARGEST_ID;
}

/** Accepts `1` and `"1"` as `"1"`; refuses everything that isn't an id. */
export function IsId(): PropertyDecorator {
  const validate = ValidateBy({
    name: 'isId',
    validator: {
      validate: isId,
      defaultMessage: (args) => `${args?.property ?? 'id'} must be an id: a whole number from 1`,
    },
  });
  const transform = Transform(({ value }) => toId(value));
  return (target, key) => {
    transform(target, key);
    validate(target, key);
  };
}

/** {@link IsId} for lists; check length and uniqueness separately. */
export function IsIdList(options?: ValidationOptions): PropertyDecorator {
  const validate = ValidateBy(
    {
      name: 'isId',
      validator: {
        validate: isId,
        defaultMessage: (args) =>
          `each value in ${args?.property ?? 'ids'} must be an id: a whole number from 1`,
      },
    },
    { ...options, each: true },
  );
  const transform = Transform(({ value }) =>
    Array.isArray(value) ? value.map((element) => toId(element)) : (value as unknown),
  );
  return (target, key) => {
    transform(target, key);
    validate(target, key);
  };
}

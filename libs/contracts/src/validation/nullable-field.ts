import { ValidateIf } from 'class-validator';

/**
 * A field that may be left out, and whose `null` has a meaning of its own that its comment states: "no limit", "not
 * known". Left out, it keeps what it has.
 */
export function NullableField(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined && value !== null);
}

import { ValidateIf } from 'class-validator';

/**
 * A field that may be left out. `null` is not the same: a client that sends it has lost what it meant, and a
 * default would be a guess. (`IsOptional` of class-validator lets `null` pass, unchecked.)
 */
export function OptionalField(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

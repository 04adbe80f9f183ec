import { ValidateBy } from 'class-validator';
import { isCurrency } from './iso-4217.js';

/**
 * Takes a code of our table of ISO 4217, in upper case. class-validator's own rule takes lower case and gold, and lacks
 * currencies that have been added since 2024.
 */
export function IsCurrency(): PropertyDecorator {
  return ValidateBy({
    name: 'isCurrency',
    validator: {
      validate: isCurrency,
      defaultMessage: (args) =>
        `${args?.property ?? 'currency'} must be a currency code of ISO 4217 in upper case, such as EUR`,
    },
  });
}

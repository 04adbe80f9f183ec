import { ValidateBy } from 'class-validator';
import { isDay } from './series-dates.js';

/** Takes a day of the calendar, wherever it is. */
export function IsDay(): PropertyDecorator {
  return ValidateBy({
    name: 'isDay',
    validator: {
      validate: isDay,
      defaultMessage: (args) => `${args?.property ?? 'day'} must be a day, as in 2027-03-14`,
    },
  });
}

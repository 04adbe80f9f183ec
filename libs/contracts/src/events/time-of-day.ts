import { ValidateBy } from 'class-validator';
import { isTimeOfDay } from './series-dates.js';

/** Takes a time of day, as in 19:30. */
export function IsTimeOfDay(each = false): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isTimeOfDay',
      validator: {
        validate: isTimeOfDay,
        defaultMessage: (args) => `${args?.property ?? 'time'} must be a time of day, as in 19:30`,
      },
    },
    { each },
  );
}

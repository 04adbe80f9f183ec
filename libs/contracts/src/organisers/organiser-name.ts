import { Transform } from 'class-transformer';
import { IsString, ValidateBy } from 'class-validator';
import { isPersonName, normalizeName } from '../users/person-name.js';

/** Longest name of an organisation, in characters. */
export const ORGANISER_NAME_MAX_LENGTH = 200;

/** Takes the name of an organisation, by the same rules as a person's: visible, and on one line. */
export function IsOrganiserName(): PropertyDecorator {
  const decorators = [
    ValidateBy({
      name: 'isOrganiserName',
      validator: {
        validate: (value) =>
          typeof value === 'string' &&
          Array.from(value).length <= ORGANISER_NAME_MAX_LENGTH &&
          isPersonName(value),
        defaultMessage: () =>
          `name must be 1 to ${ORGANISER_NAME_MAX_LENGTH} characters, at least one of them visible, and no control characters`,
      },
    }),
    IsString(),
    Transform(({ value }) =>
      typeof value === 'string' ? normalizeName(value) : (value as unknown),
    ),
  ];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

import { Transform } from 'class-transformer';
import { IsString, ValidateBy } from 'class-validator';
import { isPersonName, normalizeName, USER_NAME_MAX_LENGTH } from './person-name.js';

/** A person's name, normalised. */
export function IsUserName(): PropertyDecorator {
  const decorators = [
    ValidateBy({
      name: 'isPersonName',
      validator: {
        validate: (value) => typeof value === 'string' && isPersonName(value),
        defaultMessage: () =>
          `name must be 1 to ${USER_NAME_MAX_LENGTH} characters, at least one of them visible, and no control characters`,
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

import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

/** Two letters of a country, then what its tax office gives out: the longest have 12 signs. */
const VAT_ID = /^[A-Z]{2}[A-Z0-9+*]{2,13}$/;

/** A VAT id in the form in which it is compared: `DE 123 456 789` is `DE123456789`. */
export function normalizeVatId(text: string): string {
  return text.replaceAll(/[\s.\-/]/g, '').toUpperCase();
}

/** Whether a normalised text looks like a VAT id. Whether it is registered, only its tax office knows. */
export function isVatId(text: string): boolean {
  return VAT_ID.test(text);
}

/** Takes a VAT id, or nothing. */
export function IsVatIdOrEmpty(): PropertyDecorator {
  const transform = Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? normalizeVatId(value) : value,
  );
  const validate = ValidateBy({
    name: 'isVatId',
    validator: {
      validate: (value) => typeof value === 'string' && (value === '' || isVatId(value)),
      defaultMessage: (args) =>
        `${args?.property ?? 'vatId'} must be a VAT id that begins with its country, such as DE123456789, or empty`,
    },
  });
  return (target, key) => {
    transform(target, key);
    validate(target, key);
  };
}

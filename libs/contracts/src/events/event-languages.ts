import { ValidateBy } from 'class-validator';

const TAG_MAX_LENGTH = 35;

let names: Intl.DisplayNames | undefined;

/** Whether a text is a language by BCP 47, as it is written in full, and one that has a name: `de`, `pt-BR`, `zh-Hant`. */
export function isLanguageTag(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > TAG_MAX_LENGTH) return false;
  names ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  try {
    // Throws for what is no tag at all.
    const [canonical] = Intl.getCanonicalLocales(value);
    return canonical === value && names.of(value) !== undefined;
  } catch {
    return false;
  }
}

/** Takes language tags of BCP 47, each once. */
export function IsLanguageTag(): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isLanguageTag',
      validator: {
        validate: isLanguageTag,
        defaultMessage: (args) =>
          `each of ${args?.property ?? 'languages'} must be a language tag of BCP 47, such as de or pt-BR`,
      },
    },
    { each: true },
  );
}

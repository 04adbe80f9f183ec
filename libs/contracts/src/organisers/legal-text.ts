import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

/** Longest of an organisation's legal texts, in characters: terms of some pages. */
export const LEGAL_TEXT_MAX_LENGTH = 20_000;

/** Whatever looks like an address of the web is meant as one. */
const LINK = /^[a-z][a-z\d+.-]*:\/\//i;

/** Line ends and tabs belong in a text; other controls, and halves of characters, don't. */
const CONTROL = /[^\P{Cc}\n\r\t]|\p{Cs}/u;

/** Whether one of an organisation's legal texts is a link instead. */
export function isLegalLink(text: string): boolean {
  return LINK.test(text);
}

/** Whether a value is a legal text, or a link to one that is safe to follow; empty: there is none. */
export function isLegalText(value: unknown): value is string {
  if (typeof value !== 'string' || Array.from(value).length > LEGAL_TEXT_MAX_LENGTH) return false;
  if (!isLegalLink(value)) return !CONTROL.test(value);
  return (
    /^https:\/\/[^\s\p{C}]+$/iu.test(value) &&
    value.length <= LINK_MAX_LENGTH &&
    URL.canParse(value)
  );
}

/** Browsers follow longer ones, but no page of terms has one. */
const LINK_MAX_LENGTH = 2_000;

/** Takes a legal text, or an https link to one, without the blanks around it. */
export function IsLegalText(): PropertyDecorator {
  const validate = ValidateBy({
    name: 'isLegalText',
    validator: {
      validate: isLegalText,
      defaultMessage: (args) =>
        `${args?.property ?? 'text'} must be a text of at most ${LEGAL_TEXT_MAX_LENGTH} characters, or a link that begins with https://`,
    },
  });
  const trim = Transform(({ value }) =>
    typeof value === 'string' ? value.trim() : (value as unknown),
  );
  return (target, key) => {
    trim(target, key);
    validate(target, key);
  };
}

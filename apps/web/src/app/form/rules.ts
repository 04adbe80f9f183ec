import { required, validate, type SchemaPath } from '@angular/forms/signals';
import type { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '@boxoffice/contracts';
import {
  isPersonName,
  isReadableLine,
  normalizeName,
  USER_NAME_MAX_LENGTH,
} from '@boxoffice/contracts/person-name';
import { plural } from '../design/formats';

/**
 * Bounds of a password. Their types are the contract's own constants, so that the two cannot part;
 * importing the values would pull every validator into the page.
 */
const SHORTEST: typeof PASSWORD_MIN_LENGTH = 12;
const LONGEST: typeof PASSWORD_MAX_LENGTH = 128;

export const newPasswordHint = (): string =>
  $localize`At least ${SHORTEST}:count: characters. A few random words work well.`;

export function asksFor(path: SchemaPath<string>, message: string): void {
  required(path, { message });
  // Blanks alone are nothing: the server trims them.
  validate(path, ({ value }) =>
    value() !== '' && value().trim() === '' ? { kind: 'blank', message } : null,
  );
}

/** A text of one line that others can read, by the server's own rule; it may be empty. */
export function isLine(path: SchemaPath<string>, most: number): void {
  validate(path, ({ value }) => {
    const line = normalizeName(value());
    if (line === '') return null;
    if (Array.from(line).length > most) return tooLong(most);
    return isReadableLine(line) ? null : unreadable();
  });
}

/** A text of any number of lines; it may be empty. */
export function isText(path: SchemaPath<string>, most: number): void {
  validate(path, ({ value }) =>
    Array.from(value().normalize('NFC').trim()).length > most ? tooLong(most) : null,
  );
}

/** A name that others can read, by the server's own rule. */
export function isName(path: SchemaPath<string>): void {
  asksFor(path, $localize`Enter your name`);
  validate(path, ({ value }) => {
    const name = normalizeName(value());
    if (name === '' || isPersonName(name)) return null;
    return Array.from(name).length > USER_NAME_MAX_LENGTH
      ? tooLong(USER_NAME_MAX_LENGTH)
      : unreadable();
  });
}

/** Catches what is no address at all. Which addresses there are, only a mail to them can tell. */
export function isEmail(path: SchemaPath<string>): void {
  required(path, { message: $localize`Enter an email address` });
  validate(path, ({ value }) =>
    value() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value().trim())
      ? null
      : { kind: 'email', message: $localize`Enter an email address like name@example.org` },
  );
}

/** What can be said of a new password without the server, which knows the ones that are guessed first. */
export function isNewPassword(path: SchemaPath<string>): void {
  required(path, { message: $localize`Enter a new password` });
  validate(path, ({ value }) => {
    const length = value().length;
    if (length > 0 && length < SHORTEST) {
      return {
        kind: 'short',
        message: tooShort(SHORTEST - length),
      };
    }
    if (length > LONGEST) return tooLong(LONGEST);
    return null;
  });
}

function tooShort(missing: number): string {
  return plural(missing, {
    one: $localize`At least ${SHORTEST}:count: characters: 1 more to go`,
    other: $localize`At least ${SHORTEST}:count: characters: ${missing}:missing: more to go`,
  });
}

function unreadable(): { kind: string; message: string } {
  return { kind: 'name', message: $localize`Use readable characters, without hidden ones` };
}

function tooLong(most: number): { kind: string; message: string } {
  return { kind: 'long', message: $localize`No more than ${most}:count: characters` };
}

/** The six digits of an authenticator, which may be typed in groups. */
export function isAuthenticatorCode(path: SchemaPath<string>): void {
  validate(path, ({ value }) =>
    /^\d{6}$/.test(digitsOnly(value()))
      ? null
      : { kind: 'code', message: $localize`Enter the 6-digit code from your app` },
  );
}

/** `123 456` as authenticators show it, `123456` as the server takes it. */
export function digitsOnly(text: string): string {
  return text.replace(/[\s-]/g, '');
}

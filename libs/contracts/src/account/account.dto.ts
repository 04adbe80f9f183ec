import { IsIn } from 'class-validator';
import { LANGUAGES, type Language } from '../formats/languages.js';
import { IsUserName } from '../users/user-name.js';
import type { UserRole } from '../users/user.dto.js';

/** The second factor of an account. */
export class TwoFactorDto {
  /** Whether sign-in requires a code. */
  enabled: boolean;

  /**
   * Unused recovery codes.
   * @example 10
   */
  recoveryCodesLeft: number;
}

/** Who is signed in. */
export class AccountDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "1"
   */
  id: string;

  /**
   * Full name.
   * @example "John Doe"
   */
  name: string;

  /**
   * The email address as typed, or null.
   * @example "john@boxoffice.example"
   */
  email: string | null;

  /** Whether the email address is verified; a guest's isn't. */
  emailVerified: boolean;

  /**
   * Role.
   * @example "customer"
   */
  role: UserRole;

  /** The second factor. */
  twoFactor: TwoFactorDto;

  /**
   * The language of pages and emails: the chosen one, else that of the registration. Null for older accounts.
   * @example "en"
   */
  language: Language | null;
}

/** Changes the name. */
export class ChangeNameDto {
  /**
   * Full name: 1 to 255 characters without surrounding spaces, at least one of them visible, and no control or
   * bidirectional characters.
   * @example "Ada Lovelace"
   */
  @IsUserName()
  name: string;
}

/** Chooses the language of pages and emails. */
export class ChangeLanguageDto {
  /**
   * English or German.
   * @example "de"
   */
  @IsIn(LANGUAGES)
  language: Language;
}

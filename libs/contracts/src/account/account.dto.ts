import { IsIn } from 'class-validator';
import { LANGUAGES, type Language } from '../formats/languages.js';
import { IsUserName } from '../users/user-name.js';
import type { UserRole } from '../users/user.dto.js';

/** The second factor of an account. */
export class TwoFactorDto {
  /** Whether a code is asked for at sign-in. */
  enabled: boolean;

  /**
   * Recovery codes that have not been used yet.
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
   * The address, as it was typed; null where there is none.
   * @example "john@boxoffice.example"
   */
  email: string | null;

  /** Whether the address is proven. A guest's is not. */
  emailVerified: boolean;

  /**
   * Role.
   * @example "customer"
   */
  role: UserRole;

  /** The second factor. */
  twoFactor: TwoFactorDto;

  /**
   * The language of their pages and emails: chosen by them, or that of the page where they registered. Null for
   * accounts from before there were two.
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

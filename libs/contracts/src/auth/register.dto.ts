import { IsUserName } from '../users/user-name.js';
import { IsEmailAddress } from './email-address.js';
import { IsCurrentPassword, IsNewPassword } from './password.js';
import { IsSecretToken } from './secret-token.js';

/** Registers an account. It is created by the link in the email and the password chosen here. */
export class RegisterDto {
  /**
   * Full name: 1 to 255 characters without surrounding spaces, at least one of them visible, and no control or
   * bidirectional characters.
   * @example "Ada Lovelace"
   */
  @IsUserName()
  name: string;

  /**
   * Email address for the link and for signing in.
   * @example "ada@example.org"
   */
  @IsEmailAddress()
  email: string;

  /**
   * 12 to 128 characters, not easily guessed.
   * @example "correct horse battery staple"
   */
  @IsNewPassword()
  password: string;
}

/** Completes a registration: the link from the email, and the password that only the person who registered knows. */
export class VerifyEmailDto {
  /**
   * The token from the link.
   * @example "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"
   */
  @IsSecretToken()
  token: string;

  /**
   * The password chosen at registration.
   * @example "correct horse battery staple"
   */
  @IsCurrentPassword()
  password: string;
}

/** The verified email address. */
export class VerifiedEmailDto {
  /**
   * The email address to sign in with.
   * @example "ada@example.org"
   */
  email: string;
}

/** Requests an email. */
export class EmailDto {
  /**
   * The address.
   * @example "ada@example.org"
   */
  @IsEmailAddress()
  email: string;
}

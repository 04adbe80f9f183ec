import { IsUserName } from '../users/user-name.js';
import { IsEmailAddress } from './email-address.js';
import { IsCurrentPassword, IsNewPassword } from './password.js';
import { IsSecretToken } from './secret-token.js';

/** Asks for an account. It comes into being by the link in the mail and the password chosen here. */
export class RegisterDto {
  /**
   * Full name: 1 to 255 characters besides surrounding blanks, at least one of them visible, and no control or
   * bidirectional characters.
   * @example "Ada Lovelace"
   */
  @IsUserName()
  name: string;

  /**
   * The address that the link is sent to, and that signs in.
   * @example "ada@example.org"
   */
  @IsEmailAddress()
  email: string;

  /**
   * 12 to 128 characters of any kind, not easily guessed.
   * @example "correct horse battery staple"
   */
  @IsNewPassword()
  password: string;
}

/** What completes a registration: the mail's link, and the password that only who registered knows. */
export class VerifyEmailDto {
  /**
   * As it stands in the link.
   * @example "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"
   */
  @IsSecretToken()
  token: string;

  /**
   * The password that was chosen at registration.
   * @example "correct horse battery staple"
   */
  @IsCurrentPassword()
  password: string;
}

/** The address that is proven now. */
export class VerifiedEmailDto {
  /**
   * It signs in from now on.
   * @example "ada@example.org"
   */
  email: string;
}

/** Asks for a mail to an address. */
export class EmailDto {
  /**
   * The address.
   * @example "ada@example.org"
   */
  @IsEmailAddress()
  email: string;
}

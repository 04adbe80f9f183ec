import { IsNewPassword } from './password.js';
import { IsSecretToken } from './secret-token.js';

/** Sets a new password with a link from an email. */
export class ResetPasswordDto {
  /**
   * The token from the link in the email.
   * @example "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"
   */
  @IsSecretToken()
  token: string;

  /**
   * 12 to 128 characters, not easily guessed.
   * @example "correct horse battery staple"
   */
  @IsNewPassword()
  password: string;
}

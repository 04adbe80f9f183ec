import { IsNewPassword } from './password.js';
import { IsSecretToken } from './secret-token.js';

/** Sets a new password where the old one is lost. */
export class ResetPasswordDto {
  /**
   * As it stands in the mail's link.
   * @example "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"
   */
  @IsSecretToken()
  token: string;

  /**
   * 12 to 128 characters of any kind, not easily guessed.
   * @example "correct horse battery staple"
   */
  @IsNewPassword()
  password: string;
}

import { IsCurrentPassword, IsNewPassword } from '../auth/password.js';

/** Changes the password. The other sessions end. */
export class ChangePasswordDto {
  /**
   * The current password.
   * @example "correct horse battery staple"
   */
  @IsCurrentPassword()
  currentPassword: string;

  /**
   * 12 to 128 characters, not easily guessed.
   * @example "nine lemon trees at dawn"
   */
  @IsNewPassword()
  newPassword: string;
}

/** The password again: re-authentication before sensitive changes. */
export class PasswordDto {
  /**
   * The account's password.
   * @example "correct horse battery staple"
   */
  @IsCurrentPassword()
  password: string;
}

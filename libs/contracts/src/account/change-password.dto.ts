import { IsCurrentPassword, IsNewPassword } from '../auth/password.js';

/** Changes the password. The other sessions end. */
export class ChangePasswordDto {
  /**
   * The password until now.
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

/** The password again, before something that a thief of a session must not do. */
export class PasswordDto {
  /**
   * The account's password.
   * @example "correct horse battery staple"
   */
  @IsCurrentPassword()
  password: string;
}

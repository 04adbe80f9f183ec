import { IsString, Length, Matches } from 'class-validator';
import { IsCurrentPassword } from '../auth/password.js';
import { SECOND_FACTOR_CODE_MAX_LENGTH } from '../auth/sign-in.dto.js';

/** Recovery codes per set. */
export const RECOVERY_CODES = 10;

/** What an authenticator app needs; returned once. */
export class TwoFactorSecretDto {
  /**
   * To type in, in base32.
   * @example "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
   */
  secret: string;

  /**
   * The same as an `otpauth:` URI.
   * @example "otpauth://totp/Boxoffice:ada%40example.org?issuer=Boxoffice&secret=JBSWY3DPEHPK3PXP"
   */
  uri: string;

  /**
   * The same as a QR code, an SVG document.
   * @example "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"
   */
  qrSvg: string;
}

/** The first code, which proves that the authenticator has the secret. */
export class EnableTwoFactorDto {
  /**
   * Six digits.
   * @example "123456"
   */
  @IsString()
  @Matches(/^\d{6}$/, { message: 'code must be six digits' })
  code: string;
}

/** Turns two-step sign-in off. */
export class DisableTwoFactorDto {
  /**
   * The account's password.
   * @example "correct horse battery staple"
   */
  @IsCurrentPassword()
  password: string;

  /**
   * Six digits from the authenticator app, or a recovery code.
   * @example "123456"
   */
  @IsString()
  @Length(1, SECOND_FACTOR_CODE_MAX_LENGTH)
  code: string;
}

/** Recovery codes, for users who lose their authenticator. Each works once; they are returned once. */
export class RecoveryCodesDto {
  /**
   * All older codes are void.
   * @example ["7f3k-9qmx-2hyd-c4tn-8rpb-w6sz"]
   */
  recoveryCodes: string[];
}

import { IsString, Length, Matches } from 'class-validator';
import { IsCurrentPassword } from '../auth/password.js';
import { SECOND_FACTOR_CODE_MAX_LENGTH } from '../auth/sign-in.dto.js';

/** Recovery codes that an account gets at a time. */
export const RECOVERY_CODES = 10;

/** What an authenticator needs. It is shown once. */
export class TwoFactorSecretDto {
  /**
   * To type in, in base 32.
   * @example "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
   */
  secret: string;

  /**
   * The same as an address that authenticators read.
   * @example "otpauth://totp/Boxoffice:ada%40example.org?issuer=Boxoffice&secret=JBSWY3DPEHPK3PXP"
   */
  uri: string;

  /**
   * The same as a picture, an SVG document.
   * @example "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"
   */
  qrSvg: string;
}

/** The first code of an authenticator: it shows that it has the secret. */
export class EnableTwoFactorDto {
  /**
   * Six digits.
   * @example "123456"
   */
  @IsString()
  @Matches(/^\d{6}$/, { message: 'code must be six digits' })
  code: string;
}

/** Switches the second factor off. */
export class DisableTwoFactorDto {
  /**
   * The account's password.
   * @example "correct horse battery staple"
   */
  @IsCurrentPassword()
  password: string;

  /**
   * The six digits of the authenticator, or a recovery code.
   * @example "123456"
   */
  @IsString()
  @Length(1, SECOND_FACTOR_CODE_MAX_LENGTH)
  code: string;
}

/** Codes for whoever has lost the authenticator. Each works once; they are shown once. */
export class RecoveryCodesDto {
  /**
   * All older ones are void.
   * @example ["7f3k-9qmx-2hyd-c4tn-8rpb-w6sz"]
   */
  recoveryCodes: string[];
}

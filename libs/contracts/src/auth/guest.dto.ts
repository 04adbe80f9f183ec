import { IsUserName } from '../users/user-name.js';
import { IsEmailAddress } from './email-address.js';
import { IsSecretToken } from './secret-token.js';

/** Somebody who buys without an account. */
export class GuestDto {
  /**
   * Full name: 1 to 255 characters besides surrounding blanks, at least one of them visible, and no control or
   * bidirectional characters.
   * @example "Grace Hopper"
   */
  @IsUserName()
  name: string;

  /**
   * The address that the booking is sent to.
   * @example "grace@example.org"
   */
  @IsEmailAddress()
  email: string;
}

/** The token of the link in a booking's mail. */
export class GuestLinkDto {
  /**
   * As it stands in the link.
   * @example "eyJhbGciOiJFZERTQSJ9.e30.c2ln"
   */
  @IsSecretToken()
  token: string;
}

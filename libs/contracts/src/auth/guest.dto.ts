import { IsUserName } from '../users/user-name.js';
import { IsEmailAddress } from './email-address.js';
import { IsSecretToken } from './secret-token.js';

/** A guest: buys without an account. */
export class GuestDto {
  /**
   * Full name: 1 to 255 characters without surrounding spaces, at least one of them visible, and no control or
   * bidirectional characters.
   * @example "Grace Hopper"
   */
  @IsUserName()
  name: string;

  /**
   * Email address for the booking confirmation.
   * @example "grace@example.org"
   */
  @IsEmailAddress()
  email: string;
}

/** The token from the link in a booking confirmation. */
export class GuestLinkDto {
  /**
   * The token from the link.
   * @example "eyJhbGciOiJFZERTQSJ9.e30.c2ln"
   */
  @IsSecretToken()
  token: string;
}

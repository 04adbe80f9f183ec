import { IsIn } from 'class-validator';
import { IsEmailAddress } from '../auth/email-address.js';
import { IsSecretToken } from '../auth/secret-token.js';
import { ORGANISER_ROLES, type OrganiserRole } from './organiser-role.js';

/** Most members and open invitations of one organisation, together: a large house with all of its staff. */
export const ORGANISER_MEMBERS_MAX = 200;

/** Somebody who works for an organisation. */
export class OrganiserMemberDto {
  /**
   * 64-bit id of the user, as a decimal string.
   * @example "5"
   */
  userId: string;

  /**
   * Full name.
   * @example "Olga Organiser"
   */
  name: string;

  /**
   * Email address, or null.
   * @example "organiser@boxoffice.example"
   */
  email: string | null;

  /**
   * What they may do for the organisation.
   * @example "manager"
   */
  role: OrganiserRole;

  /**
   * Since when.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;
}

/** Changes what a member may do. */
export class ChangeMemberRoleDto {
  /**
   * The new role. It applies at once.
   * @example "box_office"
   */
  @IsIn(ORGANISER_ROLES)
  role: OrganiserRole;
}

/** Invites somebody to work for an organisation. */
export class InviteMemberDto {
  /**
   * Where the invitation is sent. Only an account with this address can accept it.
   * @example "ada@choir.example"
   */
  @IsEmailAddress()
  email: string;

  /**
   * What they may do once they have accepted.
   * @example "manager"
   */
  @IsIn(ORGANISER_ROLES)
  role: OrganiserRole;
}

/** An invitation that hasn’t been answered. */
export class OrganiserInvitationDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * Where it was sent.
   * @example "ada@choir.example"
   */
  email: string;

  /**
   * What they may do once they have accepted.
   * @example "manager"
   */
  role: OrganiserRole;

  /**
   * When it was sent.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;

  /**
   * Until when it can be accepted. After that, invite them again.
   * @example "2026-11-29T20:00:00.000Z"
   */
  expiresAt: string;
}

/** Accepts an invitation. */
export class AcceptInvitationDto {
  /**
   * The token from the link.
   * @example "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"
   */
  @IsSecretToken()
  token: string;
}

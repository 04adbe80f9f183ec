import type { OrganiserInvitationDto } from '@boxoffice/contracts';

/** What is told of an invitation. */
export const INVITATION_SQL = `id, email, role, created_at AS "createdAt", expires_at AS "expiresAt"`;

/** The condition for an invitation that can still be accepted. */
export const IS_OPEN_INVITATION_SQL = `accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now()`;

export interface InvitationRow extends Omit<OrganiserInvitationDto, 'createdAt' | 'expiresAt'> {
  createdAt: Date;
  expiresAt: Date;
}

export function describeInvitation({
  createdAt,
  expiresAt,
  ...invitation
}: InvitationRow): OrganiserInvitationDto {
  return {
    ...invitation,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

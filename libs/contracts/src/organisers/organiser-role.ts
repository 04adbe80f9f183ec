/**
 * What a member may do for an organisation, the most first. An owner may do everything; a manager all but what
 * is about owners and the organisation itself; the box office sells and looks at bookings; the door sees who comes.
 */
export const ORGANISER_ROLES = ['owner', 'manager', 'box_office', 'door'] as const;

export type OrganiserRole = (typeof ORGANISER_ROLES)[number];

/** Whether a role lets its member do what another one does: each may do all that those below it may. */
export function mayActAs(role: OrganiserRole, needed: OrganiserRole): boolean {
  return ORGANISER_ROLES.indexOf(role) <= ORGANISER_ROLES.indexOf(needed);
}

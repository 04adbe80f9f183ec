import type { UserRole } from '@boxoffice/contracts';

/** The roles as people call them. */
export const ROLE_WORDS: Record<UserRole, string> = {
  customer: 'Customer',
  guest: 'Guest',
  door_staff: 'Door staff',
  organiser: 'Organiser',
  admin: 'Admin',
};

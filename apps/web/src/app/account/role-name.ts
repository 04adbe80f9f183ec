import type { UserRole } from '@boxoffice/contracts';

const NAMES: Record<UserRole, () => string> = {
  customer: () => $localize`Customer`,
  guest: () => $localize`Guest`,
  door_staff: () => $localize`Door staff`,
  organiser: () => $localize`Organiser`,
  admin: () => $localize`Admin`,
};

export const ROLES = Object.keys(NAMES) as UserRole[];

/** A role as people call it. */
export function roleName(role: UserRole): string {
  return NAMES[role]();
}
